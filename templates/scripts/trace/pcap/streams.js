// Puts TCP segments in order, takes WebSocket frames apart where they are plain (RFC 6455 §5.2), and cuts the stream
// into
// messages by their Content-Length (RFC 3261 §18.3).

/**
 * @import { Segment } from "./layers.js"
 * @typedef {{text: Uint8Array, time: number, number: number, transport: "TCP" | "WS", isCut: boolean}} Streamed
 * @typedef {{next: number, buffer: Uint8Array, later: Map<number, Segment>, isSocket: boolean, frames: Uint8Array,
 *   time: number, number: number}} Stream
 */

const HALF = 0x80000000;
/** So many bytes of one stream are kept at most while a message is incomplete. */
const MOST = 1 << 20;
const START = /^(?:[A-Z]{3,10} \S+ SIP\/2\.0|SIP\/2\.0 \d{3})/;
const UPGRADE = /^(?:GET \S* HTTP\/1\.1|HTTP\/1\.1 101)/;

/** @param {Uint8Array} bytes */
const latin = (bytes) => String.fromCharCode(...bytes.subarray(0, Math.min(bytes.length, 4096)));
/** @param {Uint8Array} one @param {Uint8Array} other */
const joined = (one, other) => {
  if (!one.length) return other.slice();
  const made = new Uint8Array(one.length + other.length);
  made.set(one);
  made.set(other, one.length);
  return made;
};

/** Follows streams; each segment may complete messages. @param {(what: string) => void} lost */
export const follower = (lost) => {
  /** @type {Map<string, Stream>} */
  const streams = new Map();

  /** @param {Segment} segment @returns {Generator<Streamed>} */
  const take = function* (segment) {
    const key = `${segment.from}>${segment.to}`;
    let stream = streams.get(key);
    if (!stream || segment.isStart) {
      stream = {
        next: (segment.sequence + (segment.isStart ? 1 : 0)) >>> 0,
        buffer: new Uint8Array(),
        later: new Map(),
        isSocket: false,
        frames: new Uint8Array(),
        time: 0,
        number: 0,
      };
      streams.set(key, stream);
    }
    if (!segment.bytes.length) return;
    const ahead = (segment.sequence - stream.next) >>> 0;
    if (ahead && ahead < HALF) {
      stream.later.set(segment.sequence, segment);
      if (stream.later.size < 64) return;
      // what is missing does not come any more
      lost("gap");
      stream.buffer = new Uint8Array();
      stream.next = [...stream.later.values()].sort((one, other) => one.number - other.number)[0].sequence;
      yield* continued(stream, null);
      return;
    }
    yield* continued(stream, segment);
  };

  /** @param {Stream} stream @param {?Segment} segment @returns {Generator<Streamed>} */
  const continued = function* (stream, segment) {
    for (let one = segment ?? stream.later.get(stream.next); one; one = stream.later.get(stream.next)) {
      stream.later.delete(one.sequence);
      const known = (stream.next - one.sequence) >>> 0;
      if (known < HALF && known < one.bytes.length) {
        const fresh = one.bytes.subarray(known);
        stream.next = (stream.next + fresh.length) >>> 0;
        if (!stream.buffer.length) [stream.time, stream.number] = [one.time, one.number];
        stream.buffer = joined(stream.buffer, fresh);
        yield* cut(stream, one);
      } else if (one === segment && !stream.later.has(stream.next)) return;
    }
  };

  /** @param {Stream} stream @param {Segment} segment @returns {Generator<Streamed>} */
  const cut = function* (stream, { time, number }) {
    if (stream.buffer.length > MOST) {
      lost("stream");
      stream.buffer = new Uint8Array();
      return;
    }
    if (!stream.isSocket && UPGRADE.test(latin(stream.buffer))) {
      const end = headEnd(stream.buffer, 0);
      if (end < 0) return;
      stream.isSocket = true;
      stream.buffer = stream.buffer.slice(end);
    }
    if (stream.isSocket) yield* framesOf(stream, time, number);
    else yield* messagesOf(stream, time, number);
  };
  /** What is left when the capture ends. @returns {Generator<Streamed>} */
  const rest = function* () {
    for (const { buffer, time, number, isSocket } of streams.values()) {
      if (!isSocket && START.test(latin(buffer))) yield { text: buffer, time, number, transport: "TCP", isCut: true };
      if (buffer.length) lost("stream-end");
    }
  };
  return { take, rest };
};

/** Where the head of a message ends, after its blank line, or -1. @param {Uint8Array} bytes @param {number} from */
const headEnd = (bytes, from) => {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 10) continue;
    if (bytes[at + 1] === 10) return at + 2;
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return at + 3;
  }
  return -1;
};

/** @param {Stream} stream @param {number} time @param {number} number @returns {Generator<Streamed>} */
const messagesOf = function* (stream, time, number) {
  let at = 0;
  const { buffer } = stream;
  while (at < buffer.length) {
    while (buffer[at] === 13 || buffer[at] === 10) at++; // keep-alives (RFC 5626 §3.5.1)
    const end = headEnd(buffer, at);
    if (end < 0) break;
    const head = new TextDecoder().decode(buffer.subarray(at, end));
    const size = Number(/^(?:content-length|l)\s*:\s*(\d{1,7})/im.exec(head)?.[1] ?? 0);
    if (end + size > buffer.length) break;
    yield {
      text: buffer.subarray(at, end + size),
      time: at ? time : stream.time || time,
      number: at ? number : stream.number || number,
      transport: "TCP",
      isCut: false,
    };
    at = end + size;
  }
  stream.buffer = buffer.slice(at);
  [stream.time, stream.number] = [time, number];
};

/** @param {Stream} stream @param {number} time @param {number} number @returns {Generator<Streamed>} */
const framesOf = function* (stream, time, number) {
  const { buffer } = stream;
  let at = 0;
  while (at + 2 <= buffer.length) {
    const isLast = (buffer[at] & 0x80) !== 0;
    const kind = buffer[at] & 15;
    const isMasked = (buffer[at + 1] & 0x80) !== 0;
    let size = buffer[at + 1] & 0x7f;
    let head = 2;
    if (size === 126) {
      size = (buffer[at + 2] << 8) | buffer[at + 3];
      head = 4;
    } else if (size === 127) {
      size = buffer.slice(at + 6, at + 10).reduce((sum, byte) => sum * 256 + byte, 0);
      head = 10;
    }
    if (size > MOST) {
      stream.buffer = new Uint8Array();
      return;
    }
    const mask = isMasked ? buffer.subarray(at + head, at + head + 4) : null;
    const start = at + head + (mask ? 4 : 0);
    if (start + size > buffer.length) break;
    const payload = buffer.slice(start, start + size);
    if (mask) for (let index = 0; index < payload.length; index++) payload[index] ^= mask[index & 3];
    if (kind <= 2) {
      stream.frames = kind === 0 ? joined(stream.frames, payload) : payload;
      if (isLast) yield { text: stream.frames, time, number, transport: "WS", isCut: false };
    }
    at = start + size;
  }
  stream.buffer = buffer.slice(at);
};
