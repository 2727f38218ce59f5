// Writes a masked trace: as text that sngrep users know, and as a capture.

import { RAW } from "../pcap/layers.js";

/** @import { Cleaned } from "./clean.js" */

/** @param {number} number @param {number} size */
const padded = (number, size) => String(number).padStart(size, "0");

/** A time as sngrep writes it. @param {number} time */
const stamp = (time) => {
  const day = new Date(Math.floor(time) * 1000);
  const micro = Math.floor((time - Math.floor(time)) * 1e6);
  return `${day.toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ")}.${padded(micro, 6)}`;
};

/**
 * The lines of tcpdump above a packet, which alone can say that it is the first fragment of more.
 * @param {Cleaned} cleaned
 */
const announcement = ({ from, to, message }) => {
  const [source, target] = [from, to].map((end) => end.replace(/^\[(.*)\]:/, "$1:").replace(/:(\d+)$/, ".$1"));
  const time = message.time === null ? "" : `${stamp(message.time).replaceAll("/", "-")} `;
  return `${time}IP (id ${message.index + 1}, offset 0, flags [+], proto UDP (17))\n    ${source} > ${target}: SIP\n`;
};

/**
 * Text: each message after a line with its time and its ends; where no time is known, one after the other.
 * @param {Cleaned[]} cleaned
 */
export const asText = (cleaned) =>
  cleaned
    .map((one) => {
      const { text, from, to, message } = one;
      const isBare = message.headers.every(({ name }) => name === "cseq");
      const time = message.time === null ? null : stamp(message.time);
      if (message.cut.mark === "fragment") return `${announcement(one)}${text}\n`;
      if (isBare) return summary(text, from, to, message.time);
      return time ? `${time} ${from || "unknown"} -> ${to || "unknown"}\n${text}\n` : `${text}\n`;
    })
    .join("\n");

/**
 * A line as tshark writes it, of a message of which nothing else is known.
 * @param {string} text
 * @param {string} from
 * @param {string} to
 * @param {number | null} time
 */
const summary = (text, from, to, time) => {
  const [, code, phrase = ""] = /^SIP\/2\.0 (\d{3}) ?(.*)$/m.exec(text) ?? [];
  const [, about] = /^CSeq: \d+ (\w+)/m.exec(text) ?? [];
  const [method, uri] = text.split(" ");
  const what = code ? `Status: ${code} ${phrase}${about ? ` (${about})` : ""}` : `Request: ${method} ${uri}`;
  return `${(time ?? 0).toFixed(6)} ${from} -> ${to} SIP ${what}`;
};

/** A pcap of UDP packets, whatever carried the messages before. @param {Cleaned[]} cleaned @returns {Uint8Array} */
export const asCapture = (cleaned) => {
  const parts = cleaned.flatMap(({ text, from, to, message }) => {
    const payload = new TextEncoder().encode(
      `${text.replaceAll("\n", "\r\n")}\r\n${text.includes("\n\n") ? "" : "\r\n"}`,
    );
    const packet = packetOf(payload, from, to, message.cut.mark === "fragment" ? message.index + 1 : 0);
    const head = new DataView(new ArrayBuffer(16));
    const time = message.time ?? message.index;
    head.setUint32(0, Math.floor(time), true);
    head.setUint32(4, Math.floor((time - Math.floor(time)) * 1e6), true);
    head.setUint32(8, packet.length, true);
    head.setUint32(12, packet.length, true);
    return [new Uint8Array(head.buffer), packet];
  });
  const head = new DataView(new ArrayBuffer(24));
  head.setUint32(0, 0xa1b2c3d4, true);
  head.setUint16(4, 2, true);
  head.setUint16(6, 4, true);
  head.setUint32(16, 262144, true);
  head.setUint32(20, RAW, true);
  return joined([new Uint8Array(head.buffer), ...parts]);
};
/** @param {Uint8Array[]} parts */
const joined = (parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** @param {string} text @returns {{bytes: number[], port: number}} */
const endOf = (text) => {
  const [, host = "", port = "5060"] = /^(.*?):(\d+)$/.exec(text) ?? [];
  const bare = host.replace(/[[\]]/g, "");
  if (/^\d+(?:\.\d+){3}$/.test(bare)) return { bytes: bare.split(".").map(Number), port: Number(port) };
  if (bare.includes(":")) {
    const [left, right = ""] = bare.split("::");
    const [before, after] = [left, right].map((side) => side.split(":").filter(Boolean));
    const groups = [
      ...before,
      ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0"),
      ...after,
    ];
    return {
      bytes: groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
      port: Number(port),
    };
  }
  // a name has no address in a packet: the same name gets the same one, of those for documentation
  let hash = 7;
  for (const letter of bare) hash = (hash * 31 + letter.charCodeAt(0)) % 251;
  return { bytes: [192, 0, 2, hash + 1], port: Number(port) };
};

/**
 * A packet; what is left of a datagram stays the first fragment of one, by its number (RFC 791 §3.1).
 * @param {Uint8Array} payload @param {string} from @param {string} to @param {number} fragment
 */
const packetOf = (payload, from, to, fragment) => {
  const [source, target] = [endOf(from), endOf(to)];
  const isSix = source.bytes.length === 16 && target.bytes.length === 16;
  const head = isSix ? 40 : 20;
  const bytes = new Uint8Array(head + 8 + payload.length);
  const view = new DataView(bytes.buffer);
  if (isSix) {
    bytes[0] = 0x60;
    view.setUint16(4, 8 + payload.length);
    bytes[6] = 17;
    bytes[7] = 64;
    bytes.set(source.bytes, 8);
    bytes.set(target.bytes, 24);
  } else {
    bytes[0] = 0x45;
    view.setUint16(2, bytes.length);
    view.setUint16(4, fragment);
    bytes[6] = fragment ? 0x20 : 0;
    bytes[8] = 64;
    bytes[9] = 17;
    bytes.set(source.bytes.slice(-4), 12);
    bytes.set(target.bytes.slice(-4), 16);
    view.setUint16(10, checksum(bytes.subarray(0, 20)));
  }
  view.setUint16(head, source.port);
  view.setUint16(head + 2, target.port);
  view.setUint16(head + 4, 8 + payload.length);
  bytes.set(payload, head + 8);
  return bytes;
};
/** The checksum of RFC 1071. @param {Uint8Array} bytes */
const checksum = (bytes) => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at] << 8) | (bytes[at + 1] ?? 0);
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
};
