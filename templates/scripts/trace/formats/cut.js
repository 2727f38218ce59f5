// Cuts a text into messages: finds where each starts, by the line that announces it or by its own first line, and lets
// it take lines until its end.
import { isHeader } from "../message/parse.js";
import { CLOSER } from "./markers.js";
import { cutOf, isComplete, opened, take } from "./open.js";
import { addDetails, announcedBy, foretoldBy, lackOf } from "./pending.js";
import { loggerOf, patternOf } from "./prefix.js";
import { BURIED, GLUED, MASKED_START, START } from "./starts.js";
import { momentIn } from "./times.js";

/**
 * @import { Reading } from "../types.d.ts"
 * @import { Open } from "./open.js"
 * @import { Pending } from "./pending.js"
 * @import { Mended } from "./repair.js"
 */

/** The first line of what a NOTIFY of a transfer carries, where the line between head and body was lost. */
const CARRIED = /^SIP\/2\.0 \d/;
const PLAIN = /^(?:[A-Z][\w-]*: |[a-z]=)/;
/** @param {string} line */
const isAnswer = (line) => line.startsWith("SIP/2.0 ");
/** The delimiter of Kamailio's sipdump, which stands behind a body that does not end its line. */
const BARS = "|".repeat(20);
/** After so many lines an announcement no longer belongs to what comes. */
const PATIENCE = 12;
/** How tcpdump tells of a datagram in fragments: the mark of its first one, and the line above another. */
const FIRST_FRAGMENT = /^fragment (\d+)$/;
const LATER_FRAGMENT = /\bid (\d+), offset [1-9]/;
/** So many lines the head of a packet may take as text. */
const HEAD_LINES = 3;
/** Lines between two pauses. */
const SLICE = 4000;

/**
 * The datagrams of which tcpdump printed a later fragment.
 * @param {string[]} lines @returns {Generator<undefined, Set<string>>}
 */
const laterFragments = function* (lines) {
  /** @type {Set<string>} */
  const found = new Set();
  for (let index = 0; index < lines.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const [, id] = (lines[index].includes("offset ") && LATER_FRAGMENT.exec(lines[index])) || [];
    if (id) found.add(id);
  }
  return found;
};

/**
 * Cuts mended lines; yields now and then, so that a page can breathe.
 * @param {Mended} mended
 * @returns {Generator<undefined, Reading>}
 */
export const cutting = function* ({ lines, at, repairs, unread }) {
  /** @type {Reading} */
  const reading = { cuts: [], tellings: [], formats: {}, repairs, unread: { ...unread } };
  /** @param {Record<string, number>} list @param {string} name */
  const count = (list, name) => {
    list[name] = (list[name] ?? 0) + 1;
  };
  /** @param {string} name */
  const repaired = (name) => count(reading.repairs, name);
  const split = yield* laterFragments(lines);
  /** @type {Pending | null} */
  let pending = null;
  /** @type {Open | null} */
  let open = null;
  /** A message that an announcement interrupted, and that its next packet may go on with @type {Open | null} */
  let suspended = null;
  /** What announced the last message, and the last line that was its own */
  let announcer = "";
  let lastOwn = 0;
  /** The head of the answer that ended on the line above, by its own length @type {Open["head"] | null} */
  let above = null;

  /** @param {Open} done @param {boolean} isEnd */
  const finish = (done, isEnd) => {
    if (done.isAgain) return repaired("again");
    const cut = cutOf(done, isEnd);
    reading.cuts.push(cut);
    count(reading.formats, cut.format);
  };
  /** @param {boolean} isEnd */
  const close = (isEnd) => {
    if (open) finish(open, isEnd);
    open = null;
  };
  /** @param {string} line @param {number} index */
  const add = (line, index) => {
    if (!open) return;
    lastOwn = index;
    const place = take(open, line, at[index], repaired);
    if (place === "own") return;
    above = place === "last" && isAnswer(open.lines[0]) ? open.head : null;
    close(place === "foreign");
  };

  /** @param {string} start @param {string} before @param {number} index @param {boolean} isRest */
  const begin = (start, before, index, isRest) => {
    close(true);
    if (suspended) finish(suspended, true);
    suspended = null;
    // one read of a stream may hold two answers
    const known = pending ?? (above && isAnswer(start) && !before.trim() ? above : null);
    above = null;
    const { time, clock } = known?.time === undefined || known.time === null ? momentIn(before) : known;
    const format = known?.format || loggerOf(before) || (before.trim() && !isRest ? "log" : "raw");
    // tcpdump prints what it has understood, and then the bytes once more
    const isSecond = announcer === "tcpdump" && before.trim() !== "" && index - lastOwn <= HEAD_LINES;
    const isAgain = pending?.isAgain ?? isSecond;
    announcer = pending?.format ?? (isAgain ? announcer : "");
    const [first, ...others] = start.split(GLUED);
    if (others.length) repaired("glued");
    const { way = "", from = "", to = "", transport = "", mark: own = "" } = known ?? {};
    const [, id] = FIRST_FRAGMENT.exec(own) ?? [];
    const mark = id ? (split.has(id) ? "" : "fragment") : own;
    const head = { time, clock, way, from, to, transport, mark, line: at[index], format };
    open = opened(first, head, { hold: before && !isRest ? patternOf(before) : null, isAgain });
    pending = null;
    for (const line of others) add(line, index);
  };

  /** Notes an announcement; returns whether a line is one. @param {string} line @param {number} index */
  const announced = (line, index) => {
    const found = announcedBy(line, at[index], pending);
    if (!found) return false;
    if (suspended || !open || isComplete(open)) close(true);
    else {
      suspended = open;
      open = null;
    }
    if (pending && !pending.lasts) count(reading.unread, lackOf(pending));
    pending = found.pending;
    const { rest } = found;
    const start = rest && (START.exec(` ${rest}`) ?? MASKED_START.exec(rest));
    if (start) begin(rest.slice(rest.indexOf(start[1])), "", index, true);
    return true;
  };

  /** Whether a message starts below the head of a packet, which may break a line itself. @param {number} index */
  const startsSoon = (index) => {
    for (let next = index + 1; next < Math.min(lines.length, index + HEAD_LINES); next++) {
      if (announcedBy(lines[next], 0, null)) return false;
      if (BURIED.test(lines[next])) return true;
    }
    return false;
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
    const isNext = pending.format === "tcpdump" && startsSoon(index);
    if (suspended && isSame && !isNext && content && !CLOSER.test(line)) {
      // the next packet of the same stream goes on with the message, in the middle of a line perhaps
      open = suspended;
      suspended = null;
      pending = null;
      repaired("parts");
      if (open.isBody || isHeader(line) || open.lines.length < 2) return false;
      open.lines[open.lines.length - 1] += line;
      open.last = at[index];
      return true;
    }
    addDetails(pending, line);
    if (content && !/^[~|=-]+$/.test(content) && ++pending.age > PATIENCE) {
      count(reading.unread, lackOf(pending));
      pending = null;
    }
    return true;
  };

  for (let index = 0; index < lines.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    let line = lines[index];
    const current = /** @type {Open | null} */ (open);
    let isHeld = false;
    if (current?.hold) {
      const before = current.hold.exec(line);
      if (before) {
        line = line.slice(before[0].length);
        isHeld = true;
      } else if (current.isNew && line.trim()) current.hold = null;
      current.isNew = false;
    }
    const inside = current !== null && PLAIN.test(line);
    if (announced(line, index)) {
      above = null;
      continue;
    }
    // what a body carries of another message starts none
    const goesOn = current?.isBody ? current.length > current.bytes : (current?.length ?? 0) > 0 && CARRIED.test(line);
    const isCarried = current?.isCarrier && goesOn && !START.exec(line)?.index;
    const isBuried = (pending?.format ?? announcer) === "tcpdump";
    const start = isCarried
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
      if (line.trim()) above = null;
      pending = foretoldBy(line, at[index]) ?? pending;
      continue;
    }
    const isBarred = line.endsWith(BARS) && line.length > BARS.length;
    if (isBarred) line = line.slice(0, -BARS.length);
    if (CLOSER.test(line)) close(true);
    else add(line, index);
    if (isBarred) close(true);
  }
  close(true);
  const rest = /** @type {Open | null} */ (suspended);
  if (rest) finish(rest, true);
  return reading;
};
