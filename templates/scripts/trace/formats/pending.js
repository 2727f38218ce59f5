// What a log has said of a message that has not come yet: by the line that announces it, and by lines beside that.
import { DETAILS, MARKERS } from "./markers.js";
import { NO_TIME, momentIn } from "./times.js";

/**
 * @import { Cut } from "../types.d.ts"
 * @typedef {Omit<Cut, "text" | "lines" | "isCut"> &
 *   {lasts: boolean, isAgain: boolean, size: number, age: number}} Pending
 *   `lasts`: other announcements may follow and add to it; `size`: bytes announced, where the line tells; `age`: lines
 *   since
 */

/** No line without one of these announces anything. */
const HINTS = new RegExp([...new Set(MARKERS.map(({ has }) => has.replace(/[^\w\s]/g, "\\$&")))].join("|"));

/** @param {number} line @returns {Pending} */
const blank = (line) => ({
  format: "",
  time: null,
  clock: "none",
  way: "",
  from: "",
  to: "",
  transport: "",
  mark: "",
  isAgain: false,
  size: 0,
  lasts: true,
  line,
  age: 0,
});

/**
 * What a line announces, with what an announcement before it told; null where it is none.
 * @param {string} line @param {number} at @param {Pending | null} before
 * @returns {{pending: Pending, rest: string} | null}
 */
export const announcedBy = (line, at, before) => {
  if (!HINTS.test(line)) return null;
  const marker = MARKERS.find(({ has, is }) => line.includes(has) && is.test(line));
  const found = marker?.is.exec(line);
  if (!marker || !found) return null;
  const told = marker.tell(found);
  const kept = before?.lasts ? before : null;
  const moment = momentIn(line);
  const { time, clock } = moment.time === null ? (kept ?? NO_TIME) : moment;
  /** @type {Pending} */
  const pending = {
    format: marker.format,
    time,
    clock,
    way: told.way || kept?.way || "",
    from: told.from || kept?.from || "",
    to: told.to || kept?.to || "",
    transport: told.transport || kept?.transport || "",
    mark: told.mark || kept?.mark || "",
    isAgain: told.isAgain ?? kept?.isAgain ?? false,
    size: told.size ?? 0,
    lasts: told.lasts ?? false,
    line: at,
    age: 0,
  };
  return { pending, rest: told.rest?.trimStart() ?? "" };
};

/** Fewer bytes than this are a keep-alive or sound, and no message. */
const SMALLEST = 250;
/** What the trace lacks, where an announcement stays without its message. @param {Pending} pending */
export const lackOf = ({ size }) => (size >= SMALLEST ? "unprinted" : "empty");

/** What a line foretells that has no marker of its own, or null. @param {string} line @param {number} at */
export const foretoldBy = (line, at) => {
  if (/^\d\d\/\d\d\/\d{4} [\d:.]+ (?:-->|<--)/.test(line))
    return { ...blank(at), ...momentIn(line), format: "avaya" };
  if (!/^(?:srcIp: |TL_INFO\()/.test(line)) return null;
  const [, from = ""] = /^srcIp: (\S+)/.exec(line) ?? [];
  return { ...blank(at), ...momentIn(line), format: from ? "ribbon" : "lync", from };
};

/** Adds what a line beside the marker tells. @param {Pending} pending @param {string} line */
export const addDetails = (pending, line) => {
  for (const { is, name } of DETAILS) {
    const found = is.exec(line);
    if (found) detail(pending, name, found[1] ?? line);
  }
};
/** @param {Pending} pending @param {string} name @param {string} value */
const detail = (pending, name, value) => {
  if (name === "time") {
    pending.time = Number(value);
    pending.clock = "date";
  } else if (name === "fromHost") pending.from = value.includes(":") ? `[${value}]` : value;
  else if (name === "toHost") pending.to = value.includes(":") ? `[${value}]` : value;
  else if (name === "fromPort") pending.from += `:${value}`;
  else if (name === "toPort") pending.to += `:${value}`;
  else if (name === "transport") pending.transport = value.toUpperCase();
  else if (name === "from") pending.from = value;
  else if (name === "to") pending.to = value;
  else if (name === "way") pending.way = value === "incoming" ? "in" : "out";
  else if (name === "peer" && pending.way === "in") pending.from = value;
  else if (name === "peer") pending.to = value;
};
