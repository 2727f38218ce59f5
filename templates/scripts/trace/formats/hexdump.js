// Reads rows of bytes: whole packets as a capture has them, and bytes of a message as text. The bytes are exact, so the
// column of letters is left alone.

/**
 * @import { Reading } from "../types.d.ts"
 * @import { Packet } from "../pcap/files.js"
 * @import { Mended } from "./repair.js"
 * @typedef {{text: string, bytes: Uint8Array | null, line: number}} Part  a line, or the bytes of a dump
 */
import { RAW, isPacket, madeWhole, unpacker } from "../pcap/layers.js";
import { carried } from "../pcap/read.js";
import { NO_TIME, momentIn } from "./times.js";

const DUMP =
  /^(?:\s*|.{0,40}?\s)(?:0x)?[0-9a-f]{4,8}[: ]\s*((?:[0-9a-f]{2}[ -]?){1,8} ?(?:[0-9a-f]{2}[ -]?){0,8})(?:\s|$|\|)/i;
const PAIRED = /^\s*(?:0x)?[0-9a-f]{4,8}:?\s{1,4}((?:[0-9a-f]{4} ){1,8}(?:[0-9a-f]{2} )?)/i;
const ENCLOSED = /^\s*\(?([0-9a-f]{40,})\)?\]?\s*$/i;
const FIRST_ROW = /^\s*(?:0x)?0{4,8}[: ]/;
/** What tshark calls bytes that it has put together itself, below those of the last packet. */
const REASSEMBLED = /^Reassembled (IPv[46])?/;
const EPOCH = /Epoch (?:Arrival )?Time: (\d+\.\d+)/;
/** The line of tcpdump that tells both ends. */
const ENDS = / > \S+: /;
const STARTS =
  /(?:INVITE|ACK|BYE|CANCEL|OPTIONS|REGISTER|PRACK|SUBSCRIBE|NOTIFY|PUBLISH|INFO|REFER|MESSAGE|UPDATE) (?:sips?|tel):|SIP\/2\.0 \d/;
/** The link types of whole packets, as far as their bytes tell them: Ethernet, raw IP, Linux cooked 2 and 1. */
const LINKS = [1, RAW, 276, 113];
/** What share of the lines must be rows of a dump. */
const MANY = 0.3;
/** So many lines tell what all are. */
const SAMPLE = 400;
/** A packet has no more hexadecimal digits. */
const MOST_DIGITS = 600_000;
/** Lines between two pauses. */
const SLICE = 4000;

/** @param {string} line */
const digitsIn = (line) => {
  const found = PAIRED.exec(`${line} `) ?? DUMP.exec(`${line} `) ?? ENCLOSED.exec(line);
  return found ? found[1].replace(/[^0-9a-f]/gi, "") : "";
};
/** @param {string} digits */
const bytesOf = (digits) =>
  Uint8Array.from({ length: digits.length >> 1 }, (_, at) => Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16));

/** Whether many lines are of a dump. @param {string[]} lines */
export const isHex = (lines) => {
  const some = lines.slice(0, 10 * SAMPLE).filter((line) => line.trim()).slice(0, SAMPLE);
  return some.length > 1 && some.filter((line) => digitsIn(line)).length > some.length * MANY;
};

/**
 * Dumps, and the lines between them; yields now and then.
 * @param {Mended} mended
 * @returns {Generator<undefined, Part[]>}
 */
export const partsOf = function* ({ lines, at }) {
  /** @type {Part[]} */
  const parts = [];
  let digits = "";
  let start = 0;
  const flush = () => {
    if (digits) parts.push({ text: "", bytes: bytesOf(digits), line: start });
    digits = "";
  };
  for (let index = 0; index < lines.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const found = digitsIn(lines[index]);
    if (!found || FIRST_ROW.test(lines[index]) || digits.length > MOST_DIGITS) flush();
    if (!digits) start = at[index];
    if (found) digits += found;
    else parts.push({ text: lines[index], bytes: null, line: at[index] });
  }
  flush();
  return parts;
};

/**
 * The messages in dumps of whole packets, or null where they are none. Times are those of the lines before them.
 * @param {Part[]} parts
 * @returns {Generator<undefined, ?Reading>}
 */
export const fromPackets = function* (parts) {
  const dumps = parts.flatMap(({ bytes }) => bytes ?? []);
  /** @param {number} link */
  const found = (link) => dumps.filter((bytes) => isPacket({ link, bytes, number: 0, time: 0, isShort: false })).length;
  const link = LINKS.find((one) => found(one) * 2 >= dumps.length);
  if (!dumps.length || link === undefined) return null;
  const isTold = parts.some(({ text }) => ENDS.test(text));
  const format = isTold ? "tcpdump" : "hexdump";
  const reading = yield* carried(format, () => packetsIn(parts, link));
  if (!reading.cuts.length) return null;
  const moments = momentsOf(parts);
  const cuts = reading.cuts.map((cut) => ({ ...cut, ...(moments.get(cut.line) ?? NO_TIME) }));
  return { ...reading, cuts, repairs: { hex: 1 } };
};

/** Packets by their first line. @param {Part[]} parts @param {number} link @returns {Generator<Packet>} */
const packetsIn = function* (parts, link) {
  const layers = unpacker(() => undefined);
  let title = "";
  /** @type {?Packet} */
  let waiting = null;
  for (const { text, bytes, line } of parts) {
    const [isMade, isDatagram] = REASSEMBLED.exec(title) ?? [];
    if (!bytes) {
      if (text.trim()) title = text;
    } else if (isMade) {
      // what was put together here already needs it no more
      if (isDatagram && waiting) yield madeWhole(waiting, bytes);
      waiting = null;
    } else {
      if (waiting) yield waiting;
      const packet = { link, bytes, number: line, time: 0, isShort: false };
      waiting = layers.take(packet) ? null : packet;
      if (!waiting) yield packet;
    }
    if (bytes) title = "";
  }
  if (waiting) yield waiting;
};

/** The time of each dump, by its first line: what the lines since the one before tell. @param {Part[]} parts */
const momentsOf = (parts) => {
  /** @type {Map<number, import("./times.js").Moment>} */
  const moments = new Map();
  let moment = NO_TIME;
  for (const { text, bytes, line } of parts) {
    const [, epoch] = EPOCH.exec(text) ?? [];
    if (epoch) moment = { time: Number(epoch), clock: "date" };
    else if (text && moment.time === null) moment = momentIn(text);
    if (!bytes) continue;
    moments.set(line, moment);
    moment = NO_TIME;
  }
  return moments;
};

/**
 * The lines of the text in dumps; what stands between rows stays. Yields after each dump.
 * @param {Part[]} parts
 * @returns {Generator<undefined, Pick<Mended, "lines" | "at">>}
 */
export const asLines = function* (parts) {
  /** @type {string[]} */
  const lines = [];
  /** @type {number[]} */
  const at = [];
  for (const { text, bytes, line } of parts) {
    const decoded = bytes ? new TextDecoder().decode(bytes) : text;
    // the heads of lower layers, where they could not be read
    const from = bytes ? Math.max(0, decoded.search(STARTS)) : 0;
    const made = bytes ? [...decoded.slice(from).split(/\r?\n/), "--"] : [text];
    for (const one of made) {
      lines.push(one);
      at.push(line);
    }
    if (bytes) yield;
  }
  return { lines, at };
};
