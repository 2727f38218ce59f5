// Reads a capture into messages.
import { isStart } from "../message/parse.js";
import { packets } from "./files.js";
import { isHep, unwrapped } from "./hep.js";
import { unpacker } from "./layers.js";
import { follower } from "./streams.js";

/**
 * @import { Cut, Reading } from "../types.d.ts"
 * @import { Packet } from "./files.js"
 * @import { Segment } from "./layers.js"
 * @import { Streamed } from "./streams.js"
 */

/** Packets between two pauses. */
const SLICE = 500;
const LETTER_A = 65;
const LETTER_Z = 90;

/** Reads a capture; yields now and then. @param {Uint8Array} bytes @returns {Generator<undefined, Reading>} */
export const captured = function* (bytes) {
  const isNew = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0) === 0x0a0d0d0a;
  return yield* carried(isNew ? "pcapng" : "pcap", (lost) => packets(bytes, lost));
};

/**
 * Reads packets, wherever they stand: `from` is given what counts those that are broken.
 * @param {string} format @param {(lost: (what: string) => void) => Iterable<Packet>} from
 * @returns {Generator<undefined, Reading>}
 */
export const carried = function* (format, from) {
  /** @type {Reading} */
  const reading = { cuts: [], tellings: [], formats: {}, repairs: {}, unread: {} };
  /** @param {string} what */
  const lost = (what) => {
    reading.unread[what] = (reading.unread[what] ?? 0) + 1;
  };
  const decoder = new TextDecoder();
  const layers = unpacker(lost);
  const streams = follower(lost);
  /**
   * @param {Uint8Array} payload
   * @param {Pick<Cut, "time" | "from" | "to" | "transport" | "isCut" | "mark"> & {number: number}} head
   */
  const add = (payload, { number, ...head }) => {
    // most packets are sound: a message starts with a capital letter
    if (payload.length < 20 || payload[0] < LETTER_A || payload[0] > LETTER_Z) return;
    const text = decoder.decode(payload).replace(/\r\n?/g, "\n").replaceAll("\0", "").trimEnd();
    if (!isStart(text.slice(0, Math.max(0, text.indexOf("\n"))))) return;
    reading.cuts.push({ text, clock: "date", way: "", line: number, lines: 1, format, ...head });
    reading.formats[format] = (reading.formats[format] ?? 0) + 1;
  };
  /** @param {Segment} segment */
  const datagram = (segment) => {
    const { number, time, from, to, isShort, isFragment } = segment;
    const wrapped = isHep(segment.bytes) ? unwrapped(segment.bytes) : null;
    if (wrapped) add(wrapped.bytes, { number, isCut: false, mark: "", ...wrapped });
    else
      add(segment.bytes, {
        number,
        time,
        from,
        to,
        transport: "UDP",
        isCut: isShort || isFragment,
        mark: isFragment ? "fragment" : "",
      });
  };
  /** @param {Segment} segment @param {Streamed} streamed */
  const stream = ({ from, to }, { text, time, number, transport, isCut }) =>
    add(text, { number, time, from, to, transport, isCut, mark: "" });
  let count = 0;
  for (const packet of from(lost)) {
    if (++count % SLICE === 0) yield;
    const segment = layers.take(packet);
    if (!segment) continue;
    if (segment.protocol === "UDP") datagram(segment);
    else for (const streamed of streams.take(segment)) stream(segment, streamed);
  }
  for (const segment of layers.rest()) if (segment.protocol === "UDP") datagram(segment);
  for (const streamed of streams.rest()) stream(NOBODY, streamed);
  return reading;
};

/** A stream's rest has lost its ends. @type {Segment} */
const NOBODY = {
  number: 0,
  time: 0,
  from: "",
  to: "",
  protocol: "TCP",
  bytes: new Uint8Array(),
  sequence: 0,
  isStart: false,
  isShort: false,
  isFragment: false,
};
