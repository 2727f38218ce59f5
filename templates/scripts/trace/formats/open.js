// A message while its lines come in: which of them are its own, and where it ends.
import { isHeader } from "../message/parse.js";

/**
 * @import { Cut } from "../types.d.ts"
 * @typedef {Omit<Cut, "text" | "lines" | "isCut">} Head
 * @typedef {{lines: string[], head: Head, isBody: boolean, length: number, bytes: number, isDotted: boolean,
 *   isSdp: boolean, isCarrier: boolean, hold: RegExp | null, isNew: boolean, isAgain: boolean, last: number}} Open
 *   `length`: what it says of its body, -1 until then; `isCarrier`: its body may be another message; `hold`: what
 *   stands before each of its lines; `isAgain`: it stood in the trace already
 * @typedef {"own" | "last" | "foreign"} Place
 */

/** A line this long may have been broken by a terminal. */
const BROKEN_FROM = 70;
/** A value that cannot end here: mail breaks a line at a space before a word that is too long for it. */
const UNFINISHED = /(?:^[A-Za-z][\w-]*:|^(?:via|v)[ \t]*:[ \t]*SIP\/2\.0\/\w+|[,;])[ \t]*$/i;
/** More lines than this are no message, whatever its length says. */
const LONGEST = 5000;
/** So many bytes may lack without a message counting as cut: authors mask, and pages lose line ends. */
const FEW = 8;

/** @param {string} text */
const octets = (text) => {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const point = text.charCodeAt(at);
    if (point > 0x7f) count += point > 0x7ff ? 2 : 1;
  }
  return count;
};

/** @param {string} first @param {Head} head @param {Pick<Open, "hold" | "isAgain">} more @returns {Open} */
export const opened = (first, head, more) => ({
  lines: [first],
  head,
  isBody: false,
  length: -1,
  bytes: 0,
  isDotted: / SIP\/2\.0\.$/.test(first),
  isSdp: false,
  isCarrier: false,
  isNew: true,
  last: head.line,
  ...more,
});

/** Whether all that it says it has is there. @param {Open} open */
export const isComplete = (open) => open.length >= 0 && (open.isBody || open.length === 0) && open.bytes >= open.length;

/**
 * Takes a line in, and says whether it is the message's own, its last, or foreign to it.
 * @param {Open} open @param {string} line @param {number} at @param {(repair: string) => void} repaired
 * @returns {Place}
 */
export const take = (open, line, at, repaired) => {
  const bare = open.isDotted ? line.replace(/\.$/, "") : line;
  /** @param {string} own @returns {Place} */
  const kept = (own) => {
    open.lines.push(own);
    open.last = at;
    return open.lines.length < LONGEST ? "own" : "foreign";
  };
  if (!open.isBody) {
    if (line === "." || !bare.trim()) {
      if (line === ".") open.isDotted = true;
      open.isBody = true;
      kept("");
      return open.length === 0 ? "last" : "own";
    }
    const isBody = /^v=0\.?\s*$/.test(bare) || (open.isCarrier && /^SIP\/2\.0 \d/.test(bare));
    if (!isBody || open.lines.length <= 2) {
      const joint = header(open, bare, repaired);
      return joint === null ? "foreign" : kept(joint + line);
    }
    open.isBody = true;
    open.lines.push("");
    repaired("blank");
  }
  if (!bare.trim() && open.bytes === 0 && open.length < 0) return "last";
  const isDescription = /^[a-z]=/.test(bare);
  if ((open.isSdp || open.length < 0) && !isDescription) return "foreign";
  open.bytes += octets(bare) + 2;
  const place = kept(line);
  // a description that an author has shortened goes on until something else comes
  return open.length >= 0 && open.bytes >= open.length && !open.isSdp ? "last" : place;
};

/**
 * Notes what a header field says of the body; returns what joins a line to those above, or null where it is foreign.
 * @param {Open} open @param {string} bare @param {(repair: string) => void} repaired
 */
const header = (open, bare, repaired) => {
  if (isHeader(bare)) {
    const length = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})/i.exec(bare);
    if (length) open.length = Number(length[1]);
    if (/^(?:content-type|c)[ \t]*:[ \t]*application\/sdp/i.test(bare)) open.isSdp = true;
    if (/^(?:content-type|c)[ \t]*:[ \t]*(?:message\/sip|multipart\/)/i.test(bare)) open.isCarrier = true;
    return "";
  }
  if (/^[ \t]+\S/.test(bare)) return "";
  const before = open.lines[open.lines.length - 1];
  const joint = UNFINISHED.test(before) ? " " : before.length >= BROKEN_FROM ? "" : null;
  if (joint === null || open.lines.length < 2) return null;
  repaired("broken");
  return joint;
};

/**
 * The message as it is now; `isEnd`: whether the text or something foreign ended it.
 * @param {Open} open @param {boolean} isEnd @returns {Cut}
 */
export const cutOf = (open, isEnd) => {
  const { head, length, bytes, isBody, isDotted } = open;
  const parts = isDotted ? open.lines.map((line) => line.replace(/\.$/, "")) : open.lines;
  while (parts.length > 1 && !parts[parts.length - 1].trim()) parts.pop();
  const isShort = length > 0 && length - bytes > Math.max(FEW, length / 20);
  const isCut = head.mark === "fragment" || (isEnd && (isShort || (length < 0 && !isBody)));
  return { ...head, text: parts.join("\n"), lines: open.last - head.line + 1, isCut };
};
