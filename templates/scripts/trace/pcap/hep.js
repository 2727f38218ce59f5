// Messages that a capture agent has sent on to HOMER: HEP version 3, chunks of vendor 0.
import { address6 } from "./layers.js";

/** @typedef {{bytes: Uint8Array, time: number, from: string, to: string, transport: string}} Wrapped */

/** Whether a payload is HEP3. @param {Uint8Array} bytes */
export const isHep = (bytes) =>
  bytes.length > 12 && bytes[0] === 0x48 && bytes[1] === 0x45 && bytes[2] === 0x50 && bytes[3] === 0x33;

/** @param {Uint8Array} bytes @returns {?Wrapped} */
export const unwrapped = (bytes) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** @type {Map<number, Uint8Array>} */
  const chunks = new Map();
  for (let at = 6; at + 6 <= bytes.length;) {
    const size = view.getUint16(at + 4);
    if (size < 6 || at + size > bytes.length) break;
    if (view.getUint16(at) === 0) chunks.set(view.getUint16(at + 2), bytes.subarray(at + 6, at + size));
    at += size;
  }
  /** @param {number} kind */
  const number = (kind) => (chunks.get(kind) ?? new Uint8Array()).reduce((sum, byte) => sum * 256 + byte, 0);
  const payload = chunks.get(15);
  /** @param {number} four @param {number} six @param {number} port */
  const place = (four, six, port) => {
    const [own, other] = [chunks.get(four), chunks.get(six)];
    if (own) return `${own.join(".")}:${number(port)}`;
    return other?.length === 16 ? `[${address6(other, 0)}]:${number(port)}` : "";
  };
  if (!payload) return null;
  return {
    bytes: payload,
    time: number(9) + number(10) / 1e6,
    from: place(3, 5, 7),
    to: place(4, 6, 8),
    transport: number(2) === 6 ? "TCP" : "UDP",
  };
};
