// What a terminal asks: the search and the explainer of traces, without a page. Texts go in and come out, as its engine
// knows no others.
import { reason } from "./search/answers.js";
import { asker } from "./search/search.js";
import { SIGN_SCORE } from "./search/weights.js";
import { bytesOf } from "./terminal/encoding.js";
import { understanding } from "./trace/call/trace.js";
import { finished } from "./trace/finished.js";
import { decoded } from "./trace/formats/bytes.js";
import { reading } from "./trace/formats/read.js";
import { isCapture } from "./trace/pcap/files.js";
import { captured } from "./trace/pcap/read.js";
import { asLadder } from "./trace/tell/drawing.js";
import { rowsOf } from "./trace/tell/rows.js";
import { filled, laneName, titleOf, told } from "./trace/tell/tell.js";

/** @import { MoreIndex, SearchIndex } from "./types.d.ts" */
/** @import { Words } from "./trace/types.d.ts" */

/** @type {{sipIndex: SearchIndex, sipMore: MoreIndex, sipTrace: Words}} */
const loaded = /** @type {any} */ (globalThis);

/** Made when it is first needed: a trace needs none @type {import("./search/search.js").Search | undefined} */
let ask;

/** The answers to a query, best first, as JSON. @param {string} query */
const search = (query) => {
  ask ??= asker(loaded.sipIndex, () => loaded.sipMore);
  const { answers, isUnsure } = ask(query);
  const shown = answers.map((answer) => {
    const { labels } = loaded.sipIndex;
    const { code, kind, number, phrase, remark, unknownAs = "" } = answer.entry;
    const said = kind === "unknown" ? labels.unknown.replace("{first}", unknownAs) : remark;
    return { code, kind, number, phrase, remark: said, why: reason(answer, labels) };
  });
  return JSON.stringify({ answers: shown, isSure: (answers[0]?.score ?? 0) >= SIGN_SCORE, isUnsure });
};

/** What happened in a trace, as JSON. @param {string} given  its bytes as signs */
const explain = (given) => {
  const words = loaded.sipTrace;
  const bytes = bytesOf(given);
  const read = isCapture(bytes) ? captured(bytes) : reading(decoded(bytes));
  const { messages, calls, reading: made } = finished(understanding(finished(read)));
  const found = filled(words.words.found, { messages: String(messages.length), calls: String(calls.length) });
  return JSON.stringify({
    found: messages.length ? found : "",
    tellings: made.tellings.map(({ code }) => code),
    calls: calls.map((call) => {
      const { verdict } = call;
      const { caller, admin, ...said } = told(call, words);
      return {
        title: titleOf(call, words),
        key: verdict.key,
        code: verdict.code,
        kind: call.kind,
        decider: verdict.decider >= 0 ? laneName(call, verdict.decider, words) : "",
        findings: verdict.findings.map(({ key }) => key),
        ...said,
        advice: [
          [words.words["caller-does"], caller],
          [words.words["admin-does"], admin],
        ],
        ladder: asLadder(call, rowsOf(call, words)),
      };
    }),
  });
};

Object.assign(globalThis, { search, explain });
