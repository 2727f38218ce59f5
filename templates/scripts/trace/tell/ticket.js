// A ticket: what happened, for somebody who was not there. It is made of the masked trace, so nobody is in it.
import { asLadder } from "./drawing.js";
import { rowsOf } from "./rows.js";
import { titleOf, told } from "./tell.js";

/** @import { Call, Words } from "../types.d.ts" */

/** How much of the evidence a ticket carries. */
const MOST_LINES = 60;

/** @param {Call} call  of a masked trace @param {Words} words */
export const ticketOf = (call, words) => {
  const said = told(call, words);
  const { words: own } = words;
  const rows = rowsOf(call, words);
  const list = (/** @type {string[]} */ items) => items.map((item) => `- ${item}`);
  const evidence = call.verdict.evidence
    .map(({ message }) => call.messages.find(({ index }) => index === message))
    .filter((message) => message !== undefined);
  const lines = evidence.flatMap((message) => [...message.cut.text.split("\n"), ""]).slice(0, MOST_LINES);
  return [
    `# ${titleOf(call, words)}`,
    "",
    `## ${own.happened}`,
    "",
    said.sentence,
    "",
    ...list([
      `${own.certainty}: ${said.certainty}`,
      ...[said.decided, said.instead].filter(Boolean),
      ...said.doubts,
      ...said.explained,
      ...said.times.map(([label, value]) => `${label}: ${value}`),
      ...said.beside.map(({ name, sentence }) => `${name}: ${sentence}`),
    ]),
    "",
    `## ${own.ladder}`,
    "",
    own.zone,
    "",
    "```",
    asLadder(call, rows),
    "```",
    "",
    `## ${own.evidence}`,
    "",
    "```",
    ...lines,
    "```",
    "",
    ...(said.admin.length ? [`## ${own["admin-does"]}`, "", ...list(said.admin), ""] : []),
  ].join("\n");
};
