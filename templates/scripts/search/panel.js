// What the panel of answers says beside the answers: the group that begins, where a code goes wrong, what a paste was
// read as.
import { groupOf } from "./answers.js";
import { list, rows } from "./knowledge.js";

/**
 * @import { SearchIndex } from "../types.d.ts"
 * @import { Panel } from "./answers.js"
 */

/** @param {SearchIndex} index @param {() => string} query  what is asked @returns {Panel} */
export const panelOf = (index, query) => {
  const verdicts = list(index.verdicts, " ");
  const verdictOf = new Map(rows(index.codes).map(({ number }, place) => [number, verdicts[place]]));
  const words = new Map(list(index.told).map((pair) => /** @type {[string, string]} */ (pair.split("="))));
  /** @param {string} name */
  const told = (name) => words.get(name) ?? "";
  /** @type {Record<string, string>} */
  const groups = { symptom: index.complaints, code: told("codes"), cause: "Q.850" };
  // that of a cause is in its number
  /** @type {Record<string, string>} */
  const kinds = { symptom: index.labels.complaint, code: told("code") };
  return {
    told,
    verdictOf: ({ kind, code }) => (kind === "code" && verdictOf.get(code)) || "",
    kindOf: (answers) => {
      const [first, ...others] = new Set(answers.map(({ entry }) => groupOf(entry)));
      return others.length ? "" : (kinds[first] ?? "");
    },
    headingOf: (answers, place) => {
      const lines = query().split("⏎").length;
      if (!place && lines > 1) return told("read").replace("{count}", String(lines));
      const [before, here] = [answers[place - 1], answers[place]].map((answer) => answer && groupOf(answer.entry));
      const isOne = answers.every(({ entry }) => groupOf(entry) === here);
      return isOne || before === here ? "" : groups[here];
    },
  };
};
