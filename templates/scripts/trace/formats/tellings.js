// Lines that tell a code without being a message: events of a log, a summary, a name that holds a code.

/**
 * @import { Telling } from "../types.d.ts"
 * @import { Mended } from "./repair.js"
 */

const TELLING = [
  /\bSIP\/2\.0 ([3-6]\d\d)(?: ([A-Za-z][^"'|\r\n]{0,40}))?/,
  /Cause: ([3-6]\d\d) ([A-Za-z][\w ]{0,30})/,
  /\b(?:sip[- _]?code|code|status|Response-code|SipResultCode|sip_status|ResponseCode)["']?[:=\s]+["'<]?([3-6]\d\d)\b()/i,
  /\bsip-([3-6]\d\d)-([a-z-]+)/,
  /\bSipResp: ([3-6]\d\d)\b()/,
  /entering state \[\w+\]\[([3-6]\d\d)\]()/,
  /\b(?:response|received|reply) ([3-6]\d\d)\b(?: ([A-Z][\w ]{0,30}))?/,
];
/** A paste of many such lines tells no more than its first. */
const MOST = 50;
/** Lines between two pauses. */
const SLICE = 4000;

/** Yields now and then. @param {Pick<Mended, "lines" | "at">} mended @returns {Generator<undefined, Telling[]>} */
export const tellings = function* ({ lines, at }) {
  /** @type {Telling[]} */
  const found = [];
  for (let index = 0; index < lines.length && found.length < MOST; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const line = lines[index].slice(0, 2000);
    const told = TELLING.map((is) => is.exec(line)).find(Boolean);
    if (told) found.push({ code: Number(told[1]), phrase: (told[2] ?? "").trim(), text: line.trim(), line: at[index] });
  }
  return found;
};
