// Cuts a text into messages: finds where each starts, by the line that announces it or by its own first line, and where
// it ends, by its length, by a closing mark or by the first line that is none of its own.
import { METHODS, isHeader } from "../message/parse.js";
import { CLOSER, DETAILS, MARKERS } from "./markers.js";
import { NO_TIME, momentIn } from "./times.js";

/**
 * @import { Cut, Reading } from "../types.d.ts"
 * @import { Mended } from "./repair.js"
 * @typedef {Omit<Cut, "text" | "lines" | "isCut"> & {lasts: boolean, isAgain: boolean, age: number}} Pending
 * @typedef {{lines: string[], head: Omit<Cut, "text" | "lines" | "isCut">, isBody: boolean, length: number, bytes:
 * number,
 *   isDotted: boolean, isSdp: boolean, isCarrier: boolean, hold: RegExp | null, isNew: boolean, isAgain: boolean,
 * last: number}} Open
 */

const REQUEST = `(?:${METHODS}) (?:sips?|tel|urn|im|pres):\\S{0,1500} SIP/2\\.0(?=[.\\s]|$)`;
const START = new RegExp(`(?:^|[^\\w/"'=<-])(${REQUEST}|SIP/2\\.0 [1-6]\\d\\d(?= |\\.?$))`);
/** After the head of a packet as text, whose last bytes may look like letters. */
const BURIED = new RegExp(`(${REQUEST}|SIP/2\\.0 [1-6]\\d\\d(?= |\\.?$))`);
/** A request whose address a page has hidden or an author masked. */
const MASKED_START = new RegExp(`^((?:${METHODS}) \\S.{0,300} SIP/2\\.0(?=[.\\s]|$))`);
const HINTS = new RegExp([...new Set(MARKERS.map(({ has }) => has.replace(/[^\w\s]/g, "\\$&")))].join("|"));
const PLAIN = /^(?:[A-Z][\w-]*: |[a-z]=)/;
/** Messages whose header fields stand on the line of the start line. */
const GLUED =
  / (?=(?:Via|From|To|Call-ID|CSeq|Contact|Max-Forwards|Content-Type|Content-Length|User-Agent|Server|Allow|Supported|Record-Route|WWW-Authenticate|Authorization|Expires|Reason): )/g;
/** After so many lines an announcement no longer belongs to what comes. */
const PATIENCE = 12;
/** A line this long may have been broken by a terminal. */
const BROKEN_FROM = 70;
/** Lines between two pauses. */
const SLICE = 4000;
/** More lines than this are no message, whatever its length says. */
const LONGEST = 5000;

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
/**
 * The pattern of what stands before each line of a message, made from what stands before its first.
 * @param {string} prefix
 */
const patternOf = (prefix) => {
  // Expressway puts a bar before the first line, and only a space before the others
  if (prefix === " |") return /^ /;
  const bare = prefix.trimEnd();
  const gap = prefix.length - bare.length;
  const shape = bare.split(/\d+/).map(escaped).join("\\d+");
  return new RegExp(`^${shape}(?:${gap ? `[ \\t]{0,${gap}}` : ""}|\\s*$)`);
};
/** What stands before lines of known loggers. */
const LOGGERS = [
  { format: "yealink", is: /\bsua\s+\[\d+\]/ },
  { format: "kamailio-syslog", is: /kamailio|opensips|openser/i },
  { format: "adtran", is: /SIP\.STACK MSG/ },
  { format: "opensbc", is: /\[CID=/ },
  { format: "ingate", is: /netlogger/ },
];

/** @param {string} text */
const octets = (text) => {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const point = text.charCodeAt(at);
    if (point > 0x7f) count += point > 0x7ff ? 2 : 1;
  }
  return count;
};

/**
 * Cuts mended lines; yields now and then, so that a page can breathe.
 * @param {Mended} mended
 * @returns {Generator<undefined, Reading>}
 */
export const cutting = function* ({ lines, at, repairs }) {
  /** @type {Reading} */
  const reading = { cuts: [], tellings: [], formats: {}, repairs, unread: {} };
  /** @param {Record<string, number>} list @param {string} name */
  const count = (list, name) => {
    list[name] = (list[name] ?? 0) + 1;
  };
  /** @type {Pending | null} */
  let pending = null;
  /** @type {Open | null} */
  let open = null;
  /** @type {Open | null} */
  let suspended = null;

  /** @param {Open} done @param {boolean} isEnd  whether the text or something foreign ended it */
  const finish = (done, isEnd) => {
    const { length, bytes } = done;
    const parts = done.isDotted ? done.lines.map((line) => line.replace(/\.$/, "")) : done.lines;
    while (parts.length > 1 && !parts[parts.length - 1].trim()) parts.pop();
    const short = length > 0 && length - bytes > Math.max(8, length / 20);
    const isCut = isEnd && (short || (length < 0 && !done.isBody));
    if (done.isAgain) return count(reading.repairs, "again");
    const cut = { ...done.head, text: parts.join("\n"), lines: done.last - done.head.line + 1, isCut };
    reading.cuts.push(cut);
    count(reading.formats, cut.format);
  };
  /** @param {boolean} isEnd */
  const close = (isEnd) => {
    if (open) finish(open, isEnd);
    open = null;
  };
  const isComplete = () =>
    !open || (open.length >= 0 && (open.isBody || open.length === 0) && open.bytes >= open.length);

  /** @param {string} start @param {string} before @param {number} index @param {boolean} isRest */
  const begin = (start, before, index, isRest) => {
    close(true);
    if (suspended) finish(suspended, true);
    suspended = null;
    const logger = LOGGERS.find(({ is }) => is.test(before));
    const given = pending && !pending.lasts ? pending : pending;
    const moment = given?.time !== undefined && given.time !== null ? given : momentIn(before);
    const { time, clock } = moment;
    const format = given?.format ?? logger?.format ?? (before.trim() && !isRest ? "log" : "raw");
    const [first, ...others] = start.split(GLUED);
    if (others.length) count(reading.repairs, "glued");
    open = {
      lines: [first],
      head: {
        time,
        clock,
        way: given?.way ?? "",
        from: given?.from ?? "",
        to: given?.to ?? "",
        transport: given?.transport ?? "",
        mark: given?.mark ?? "",
        line: at[index],
        format,
      },
      isBody: false,
      length: -1,
      bytes: 0,
      isDotted: / SIP\/2\.0\.$/.test(first),
      isSdp: false,
      isCarrier: false,
      hold: before && !isRest ? patternOf(before) : null,
      isNew: true,
      isAgain: given?.isAgain ?? false,
      last: at[index],
    };
    pending = null;
    for (const line of others) add(line, index);
  };

  /** Adds a line to the open message; returns whether it belongs there. @param {string} line @param {number} index */
  const add = (line, index) => {
    if (!open) return false;
    const bare = open.isDotted ? line.replace(/\.$/, "") : line;
    if (!open.isBody) {
      if (line === "." || !bare.trim()) {
        if (line === ".") open.isDotted = true;
        open.isBody = true;
        open.lines.push("");
        open.last = at[index];
        if (open.length === 0) close(false);
        return true;
      }
      const isBody = /^v=0\.?\s*$/.test(bare) || (open.isCarrier && /^SIP\/2\.0 \d/.test(bare));
      if (isBody && open.lines.length > 2) {
        open.isBody = true;
        open.lines.push("");
        count(reading.repairs, "blank");
      } else if (isHeader(bare)) {
        const length = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})/i.exec(bare);
        if (length) open.length = Number(length[1]);
        if (/^(?:content-type|c)[ \t]*:[ \t]*application\/sdp/i.test(bare)) open.isSdp = true;
        if (/^(?:content-type|c)[ \t]*:[ \t]*message\/sipfrag/i.test(bare)) open.isCarrier = true;
      } else if (!/^[ \t]+\S/.test(bare)) {
        const isBroken = open.lines[open.lines.length - 1].length >= BROKEN_FROM && open.lines.length > 1;
        if (!isBroken) return false;
        count(reading.repairs, "broken");
      }
      if (!open.isBody) {
        open.lines.push(line);
        open.last = at[index];
        return open.lines.length < LONGEST;
      }
    }
    if (!bare.trim() && open.bytes === 0 && open.length < 0) {
      close(false);
      return true;
    }
    const isOwn = /^[a-z]=/.test(bare);
    if (open.isSdp && !isOwn) return false;
    if (open.length < 0 && !isOwn) return false;
    open.lines.push(line);
    open.bytes += octets(bare) + 2;
    open.last = at[index];
    // a description that an author has shortened goes on until something else comes
    if (open.length >= 0 && open.bytes >= open.length && !open.isSdp) close(false);
    return open === null || open.lines.length < LONGEST;
  };

  /** Notes an announcement; returns whether a line is one. @param {string} line @param {number} index */
  const announced = (line, index) => {
    const marker = MARKERS.find(({ has, is }) => line.includes(has) && is.test(line));
    const found = marker?.is.exec(line);
    if (!marker || !found) return false;
    const told = marker.tell(found);
    if (open && (isComplete() || suspended)) close(true);
    else if (open) {
      suspended = open;
      open = null;
    }
    if (pending && !pending.lasts) count(reading.unread, "empty");
    const kept = pending?.lasts ? pending : null;
    const moment = momentIn(line);
    const { time, clock } = moment.time === null ? (kept ?? NO_TIME) : moment;
    pending = {
      format: marker.format,
      time,
      clock,
      way: told.way || kept?.way || "",
      from: told.from || kept?.from || "",
      to: told.to || kept?.to || "",
      transport: told.transport || kept?.transport || "",
      mark: told.mark || kept?.mark || "",
      isAgain: told.isAgain ?? kept?.isAgain ?? false,
      lasts: told.lasts ?? false,
      line: at[index],
      age: 0,
    };
    const rest = told.rest?.trimStart() ?? "";
    const start = rest && (START.exec(` ${rest}`) ?? MASKED_START.exec(rest));
    if (start) begin(rest.slice(rest.indexOf(start[1])), "", index, true);
    return true;
  };

  /**
   * What stands between an announcement and its message; returns whether a line does.
   * @param {string} line
   * @param {number} index
   */
  const awaited = (line, index) => {
    if (!pending) return false;
    const content = line.trim();
    const { from, to } = pending;
    const isSame =
      suspended !== null && suspended.head.from === from && suspended.head.to === to && Boolean(from || to);
    if (suspended && isSame && content && !CLOSER.test(line)) {
      // the next packet of the same stream goes on with the message, in the middle of a line perhaps
      open = suspended;
      suspended = null;
      pending = null;
      count(reading.repairs, "parts");
      if (open.isBody || isHeader(line) || open.lines.length < 2) return false;
      open.lines[open.lines.length - 1] += line;
      open.last = at[index];
      return true;
    }
    for (const { is, name } of DETAILS) {
      const found = is.exec(line);
      if (found) detail(pending, name, found[1] ?? line);
    }
    if (content && !/^[~|=-]+$/.test(content) && ++pending.age > PATIENCE) {
      count(reading.unread, "empty");
      pending = null;
    }
    return true;
  };

  for (let index = 0; index < lines.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    let line = lines[index];
    if (line.length > 100000) {
      count(reading.unread, "long");
      line = line.slice(0, 100000);
    }
    const current = /** @type {Open | null} */ (open);
    let isHeld = false;
    if (current?.hold) {
      const before = current.hold.exec(line);
      if (before) {
        line = line.slice(before[0].length);
        isHeld = true;
      } else if (current.isNew && line.trim()) current.hold = null;
      else if (line.trim()) isHeld = false;
      current.isNew = false;
    }
    const inside = current !== null && PLAIN.test(line);
    // a fragment of a message that a NOTIFY carries starts no message
    const isInBody = current?.isBody && !current.isSdp && current.length > current.bytes && !START.exec(line)?.index;
    const isFragment =
      isInBody || (current?.isCarrier && !current.isBody && current.length > 0 && /^SIP\/2\.0 \d/.test(line));
    if (!isFragment && HINTS.test(line) && announced(line, index)) continue;
    const isBuried = pending?.format === "tcpdump";
    const start = isFragment
      ? null
      : ((isBuried ? BURIED : START).exec(line) ?? (inside ? null : MASKED_START.exec(line)));
    if (start && !(inside && current && !current.isBody)) {
      const from = start.index + start[0].length - start[1].length;
      const before =
        isHeld && current?.hold ? lines[index].slice(0, lines[index].length - line.length + from) : line.slice(0, from);
      begin(line.slice(from), before, index, false);
      continue;
    }
    if (pending && awaited(line, index)) continue;
    if (!open) {
      if (/^\d\d\/\d\d\/\d{4} [\d:.]+ (?:-->|<--)/.test(line))
        pending = { ...blank(at[index]), ...momentIn(line), format: "avaya" };
      else if (/^(?:srcIp: |TL_INFO\()/.test(line)) {
        pending = { ...blank(at[index]), ...momentIn(line), format: line.startsWith("s") ? "ribbon" : "lync" };
        const own = /^srcIp: (\S+)/.exec(line);
        if (own) pending.from = own[1];
      }
      continue;
    }
    const trailing = line.endsWith("||||||||||||||||||||") && line.length > 20;
    if (trailing) line = line.slice(0, -20);
    if (CLOSER.test(line)) close(true);
    else if (!add(line, index)) close(true);
    if (trailing) close(true);
  }
  close(true);
  const rest = /** @type {Open | null} */ (suspended);
  if (rest) finish(rest, true);
  return reading;
};

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
  lasts: true,
  line,
  age: 0,
});

/** Notes what a line beside the marker tells. @param {Pending} pending @param {string} name @param {string} value */
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
