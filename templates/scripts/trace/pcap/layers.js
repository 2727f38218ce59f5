// From a packet to what UDP or TCP carry: link types, VLAN, PPPoE, IPv4 and IPv6 with their fragments put together.

/**
 * @import { Packet } from "./files.js"
 * @typedef {{number: number, time: number, from: string, to: string, protocol: "UDP" | "TCP", bytes: Uint8Array,
 *   sequence: number, isStart: boolean, isShort: boolean, isFragment: boolean}} Segment
 *   `isFragment`: what is left of a datagram whose other fragments are missing
 * @typedef {{time: number, number: number, parts: Map<number, Uint8Array>, total: number, size: number, next: number,
 *   source: string, target: string}} Pieces
 */

/** The link type of packets without a link layer. */
export const RAW = 101;
const IP4 = 0x0800;
const IP6 = 0x86dd;
const VLANS = new Set([0x8100, 0x88a8, 0x9100]);
/** A DSL line's frame around PPP (RFC 2516 §4), and what PPP calls IP (its numbers of protocols). */
const PPPOE = 0x8864;
const PPP = new Map([
  [0x0021, IP4],
  [0x0057, IP6],
]);
const UDP = 17;
const TCP = 6;
/** Extension headers of IPv6 that are passed over, and its fragment header (RFC 8200 §4). */
const EXTENSIONS = new Set([0, 43, 60]);
const FRAGMENT = 44;
/** At most so many datagrams are kept waiting for fragments, and each is at most so long (RFC 791 §3.1). */
const MOST_WAITING = 2000;
const LONGEST = 65535;

/**
 * Where the network layer starts, by link type; -1 where there is none.
 * @param {Packet} packet
 * @returns {[number, number]}
 */
const network = ({ link, bytes }) => {
  const two = (/** @type {number} */ at) => (at + 1 < bytes.length ? (bytes[at] << 8) | bytes[at + 1] : 0);
  const byVersion = (/** @type {number} */ at) => (bytes[at] >> 4 === 6 ? IP6 : bytes[at] >> 4 === 4 ? IP4 : 0);
  let at = -1;
  let type = 0;
  if (link === 1) [at, type] = [14, two(12)];
  else if (link === 113) [at, type] = [16, two(14)];
  else if (link === 276) [at, type] = [20, two(0)];
  else if (link === RAW || link === 12 || link === 14 || link === 228 || link === 229) [at, type] = [0, byVersion(0)];
  else if (link === 0 || link === 108) [at, type] = [4, byVersion(4)];
  for (let tags = 0; VLANS.has(type) && tags < 4; tags++) [at, type] = [at + 4, two(at + 2)];
  if (type === PPPOE) [at, type] = [at + 8, PPP.get(two(at + 6)) ?? 0];
  return [type === IP4 || type === IP6 ? at : -1, type];
};

/**
 * Whether bytes are a packet of IP that carries UDP or TCP, behind the link layer of that type.
 * @param {Packet} packet
 */
export const isPacket = (packet) => {
  const { bytes } = packet;
  const [at, type] = network(packet);
  if (at < 0) return false;
  const next = bytes[at + (type === IP4 ? 9 : 6)];
  return bytes[at] >> 4 === (type === IP4 ? 4 : 6) && (next === UDP || next === TCP || next === FRAGMENT);
};

/**
 * The packet that a fragment and what all fragments carry together make, without a link layer.
 * @param {Packet} fragment @param {Uint8Array} payload @returns {Packet}
 */
export const madeWhole = (fragment, payload) => {
  const [at, type] = network(fragment);
  const size = type === IP4 ? 20 : 40;
  const bytes = new Uint8Array(size + payload.length);
  bytes.set(fragment.bytes.subarray(at, at + size));
  bytes.set(payload, size);
  const view = new DataView(bytes.buffer);
  if (type === IP4) {
    bytes[0] = 0x45;
    view.setUint16(2, bytes.length);
    view.setUint16(6, 0);
  } else {
    view.setUint16(4, payload.length);
    bytes[6] = fragment.bytes[at + size];
  }
  return { ...fragment, link: RAW, bytes };
};

/** @param {Uint8Array} bytes @param {number} at */
const address4 = (bytes, at) => `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
/** The canonical form of RFC 5952 §4. @param {Uint8Array} bytes @param {number} at */
export const address6 = (bytes, at) => {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bytes[at + index * 2] << 8) | bytes[at + index * 2 + 1]).toString(16),
  );
  let [best, length] = [-1, 1];
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === "0") end++;
    if (end - start > length) [best, length] = [start, end - start];
  }
  return best < 0 ? groups.join(":") : `${groups.slice(0, best).join(":")}::${groups.slice(best + length).join(":")}`;
};

/** Takes packets apart; datagrams in fragments wait for the rest. @param {(what: string) => void} lost */
export const unpacker = (lost) => {
  /** @type {Map<string, Pieces>} */
  const waiting = new Map();

  /** @param {Packet} packet @returns {?Segment} */
  const take = (packet) => {
    const { bytes } = packet;
    const [at, type] = network(packet);
    if (at < 0 || at + 20 > bytes.length) return null;
    const two = (/** @type {number} */ place) => (bytes[place] << 8) | bytes[place + 1];
    if (type === IP4) {
      const head = (bytes[at] & 15) * 4;
      const end = Math.min(bytes.length, at + (two(at + 2) || bytes.length));
      const flags = two(at + 6);
      const [source, target] = [address4(bytes, at + 12), address4(bytes, at + 16)];
      const payload = bytes.subarray(at + head, end);
      if (flags & 0x3fff)
        return fragment(
          packet,
          `${source}|${target}|${two(at + 4)}|${bytes[at + 9]}`,
          (flags & 0x1fff) * 8,
          (flags & 0x2000) !== 0,
          payload,
          bytes[at + 9],
          source,
          target,
        );
      return transport(packet, bytes[at + 9], payload, source, target);
    }
    if (at + 40 > bytes.length) return null;
    const [source, target] = [address6(bytes, at + 8), address6(bytes, at + 24)];
    let next = bytes[at + 6];
    let place = at + 40;
    const end = Math.min(bytes.length, at + 40 + (two(at + 4) || bytes.length));
    for (let hops = 0; hops < 10 && place + 8 <= end; hops++) {
      if (EXTENSIONS.has(next)) {
        next = bytes[place];
        place += 8 + bytes[place + 1] * 8;
      } else if (next === FRAGMENT) {
        const offset = two(place + 2);
        const id = `${source}|${target}|${two(place + 4)}.${two(place + 6)}`;
        return fragment(
          packet,
          id,
          offset & 0xfff8,
          (offset & 1) !== 0,
          bytes.subarray(place + 8, end),
          bytes[place],
          source,
          target,
        );
      } else break;
    }
    return transport(packet, next, bytes.subarray(place, end), source, target);
  };

  /**
   * @param {Packet} packet @param {string} key @param {number} offset @param {boolean} isMore @param {Uint8Array} part
   * @param {number} next @param {string} source @param {string} target @returns {?Segment}
   */
  const fragment = (packet, key, offset, isMore, part, next, source, target) => {
    if (next !== UDP && next !== TCP) return null;
    if (offset + part.length > LONGEST + 8) {
      lost("fragment-broken");
      return null;
    }
    const pieces = waiting.get(key) ?? {
      time: packet.time,
      number: packet.number,
      parts: new Map(),
      total: -1,
      size: 0,
      next,
      source,
      target,
    };
    if (!pieces.parts.has(offset)) {
      pieces.parts.set(offset, part);
      pieces.size += part.length;
    }
    if (!isMore) pieces.total = offset + part.length;
    waiting.set(key, pieces);
    if (pieces.total >= 0 && pieces.size >= pieces.total) {
      waiting.delete(key);
      return transport(
        { ...packet, number: pieces.number, time: pieces.time },
        next,
        put(pieces, pieces.total),
        source,
        target,
      );
    }
    if (waiting.size > MOST_WAITING) waiting.delete(waiting.keys().next().value ?? "");
    return null;
  };
  /** @param {Pieces} pieces @param {number} size */
  const put = ({ parts }, size) => {
    const whole = new Uint8Array(size);
    for (const [offset, part] of parts) if (offset < size) whole.set(part.subarray(0, size - offset), offset);
    return whole;
  };

  /** Datagrams that never became whole, with what there is of their start. @returns {Segment[]} */
  const rest = () =>
    [...waiting.values()].flatMap((pieces) => {
      lost("fragment");
      const first = pieces.parts.get(0);
      const packet = { number: pieces.number, time: pieces.time, link: 0, bytes: new Uint8Array(), isShort: true };
      const made = first && transport(packet, pieces.next, first, pieces.source, pieces.target);
      return made ? [{ ...made, isFragment: true }] : [];
    });
  return { take, rest };
};

/**
 * @param {Packet} packet
 * @param {number} protocol
 * @param {Uint8Array} bytes
 * @param {string} source
 * @param {string} target
 * @returns {?Segment}
 */
const transport = ({ number, time, isShort }, protocol, bytes, source, target) => {
  if ((protocol !== UDP && protocol !== TCP) || bytes.length < 8) return null;
  const place = (/** @type {string} */ host, /** @type {number} */ at) =>
    `${host.includes(":") ? `[${host}]` : host}:${(bytes[at] << 8) | bytes[at + 1]}`;
  const ends = { number, time, from: place(source, 0), to: place(target, 2), isShort, isFragment: false };
  if (protocol === UDP) {
    const size = (bytes[4] << 8) | bytes[5];
    return {
      ...ends,
      protocol: "UDP",
      bytes: bytes.subarray(8, size >= 8 ? Math.min(size, bytes.length) : bytes.length),
      sequence: 0,
      isStart: false,
    };
  }
  if (bytes.length < 20) return null;
  const sequence = ((bytes[4] << 24) | (bytes[5] << 16) | (bytes[6] << 8) | bytes[7]) >>> 0;
  return {
    ...ends,
    protocol: "TCP",
    bytes: bytes.subarray((bytes[12] >> 4) * 4),
    sequence,
    isStart: (bytes[13] & 2) !== 0,
  };
};
