// Packets of a capture file: pcap (draft-ietf-opsawg-pcap) and pcapng (draft-ietf-opsawg-pcapng). Lengths that lie
// end the
// reading of a file, and what is lost is counted.

/** @typedef {{number: number, time: number, link: number, bytes: Uint8Array, isShort: boolean}} Packet */

const MAGICS = new Map([
  [0xa1b2c3d4, 1e6],
  [0xa1b23c4d, 1e9],
]);
const SECTION = 0x0a0d0d0a;
const ORDER = 0x1a2b3c4d;
/** No packet is longer: what says so lies. */
const LONGEST = 262144;

/** Whether bytes are a capture. @param {Uint8Array} bytes */
export const isCapture = (bytes) => {
  if (bytes.length < 24) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  return magic === SECTION || MAGICS.has(magic) || MAGICS.has(view.getUint32(0, true));
};

/**
 * The packets of a capture.
 * @param {Uint8Array} bytes
 * @param {(what: string) => void} lost
 * @returns {Generator<Packet>}
 */
export const packets = function* (bytes, lost) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) === SECTION) yield* blocks(bytes, view, lost);
  else yield* records(bytes, view, lost);
};

/**
 * @param {Uint8Array} bytes
 * @param {DataView} view
 * @param {(what: string) => void} lost
 * @returns {Generator<Packet>}
 */
const records = function* (bytes, view, lost) {
  const little = MAGICS.has(view.getUint32(0, true));
  const scale = MAGICS.get(view.getUint32(0, little)) ?? 1e6;
  const link = view.getUint32(20, little) & 0xffff;
  let number = 0;
  for (let at = 24; at < bytes.length;) {
    if (at + 16 > bytes.length) return lost("file-end");
    const size = view.getUint32(at + 8, little);
    const whole = view.getUint32(at + 12, little);
    if (size > LONGEST) return lost("file-broken");
    if (at + 16 + size > bytes.length) return lost("file-end");
    const time = view.getUint32(at, little) + view.getUint32(at + 4, little) / scale;
    yield { number: ++number, time, link, bytes: bytes.subarray(at + 16, at + 16 + size), isShort: size < whole };
    at += 16 + size;
  }
};

/**
 * @param {Uint8Array} bytes
 * @param {DataView} view
 * @param {(what: string) => void} lost
 * @returns {Generator<Packet>}
 */
const blocks = function* (bytes, view, lost) {
  let little = false;
  let number = 0;
  /** @type {{link: number, scale: number}[]} */
  let interfaces = [];
  for (let at = 0; at + 12 <= bytes.length;) {
    const type = view.getUint32(at, little);
    if (view.getUint32(at) === SECTION) {
      little = view.getUint32(at + 8, true) === ORDER;
      interfaces = [];
    }
    const size = view.getUint32(at + 4, little);
    if (size < 12 || size % 4 || at + size > bytes.length)
      return lost(at + size > bytes.length ? "file-end" : "file-broken");
    if (type === 1 && size >= 20)
      interfaces.push({ link: view.getUint16(at + 8, little), scale: scaleOf(view, at + 16, at + size - 4, little) });
    else if (type === 6 && size >= 32) {
      const own = interfaces[view.getUint32(at + 8, little)];
      const captured = view.getUint32(at + 20, little);
      if (!own || captured > size - 32) return lost("file-broken");
      const ticks = view.getUint32(at + 12, little) * 2 ** 32 + view.getUint32(at + 16, little);
      yield {
        number: ++number,
        time: ticks / own.scale,
        link: own.link,
        bytes: bytes.subarray(at + 28, at + 28 + captured),
        isShort: captured < view.getUint32(at + 24, little),
      };
    } else if (type === 3 && size >= 16 && interfaces[0]) {
      const captured = Math.min(view.getUint32(at + 8, little), size - 16);
      yield {
        number: ++number,
        time: 0,
        link: interfaces[0].link,
        bytes: bytes.subarray(at + 12, at + 12 + captured),
        isShort: false,
      };
    }
    at += size;
  }
};

/**
 * Ticks a second of an interface: option 9, else microseconds.
 * @param {DataView} view
 * @param {number} at
 * @param {number} end
 * @param {boolean} little
 */
const scaleOf = (view, at, end, little) => {
  while (at + 4 <= end) {
    const code = view.getUint16(at, little);
    const size = view.getUint16(at + 2, little);
    if (code === 0) break;
    if (code === 9 && size >= 1 && at + 5 <= end) {
      const resolution = view.getUint8(at + 4);
      return resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;
    }
    at += 4 + size + ((4 - (size % 4)) % 4);
  }
  return 1e6;
};
