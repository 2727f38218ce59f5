// The ladder of a call as rows: the one source of the table, the text, the picture and the Mermaid diagram.

/** @import { Call, Message, Row, Words } from "../types.d.ts" */

/** What a message is, in a few words. @param {Message} message */
export const whatOf = ({ method, status, phrase, sdp }) =>
  `${status ? `${status} ${phrase}`.trim() : method}${sdp ? " (SDP)" : ""}`;

/** @param {number} time @param {boolean} isDated */
const clockOf = (time, isDated) => {
  if (isDated) return new Date(time * 1000).toISOString().slice(11, 23);
  const day = ((time % 86400) + 86400) % 86400;
  return new Date(day * 1000).toISOString().slice(11, 23);
};

/** @param {Call} call @param {Words} words @returns {Row[]} */
export const rowsOf = (call, words) => {
  const deciding = new Set(call.verdict.evidence.slice(0, 1).map(({ message }) => message));
  let before = call.messages[0]?.time ?? null;
  const first = before;
  return call.messages.map((message) => {
    const { time, cut } = message;
    const known = time !== null && first !== null && before !== null;
    const delta = known && time !== null && before !== null ? time - before : 0;
    before = time ?? before;
    const isRelative = cut.clock === "relative";
    return {
      message,
      time: time === null ? "" : isRelative ? time.toFixed(3) : clockOf(time, cut.clock === "date"),
      delta: known ? `+${delta.toFixed(3)}` : "",
      from: call.lanes[message.source]?.address ?? words.words.unknown,
      to: call.lanes[message.target]?.address ?? words.words.unknown,
      source: message.source,
      target: message.target,
      what: whatOf(message),
      isDeciding: deciding.has(message.index),
    };
  });
};

/** The lanes that rows use, in the order in which they appear. @param {Row[]} rows */
export const lanesOf = (rows) => [
  ...new Set(rows.flatMap(({ source, target }) => [source, target]).filter((place) => place >= 0)),
];
