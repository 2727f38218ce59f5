// Text from a hex dump: the bytes are exact, so the column of letters is left alone.

/**
 * @import { Segment } from "../pcap/layers.js"
 * @import { Mended } from "./repair.js"
 */
import { unpacker } from "../pcap/layers.js";

const DUMP =
  /^(?:\s*|.{0,40}?\s)(?:0x)?[0-9a-f]{4,8}[: ]\s*((?:[0-9a-f]{2}[ -]?){1,8} ?(?:[0-9a-f]{2}[ -]?){0,8})(?:\s|$|\|)/i;
const PAIRED = /^\s*(?:0x)?[0-9a-f]{4,8}:?\s{1,4}((?:[0-9a-f]{4} ){1,8})/i;
const ENCLOSED = /^\s*\(?([0-9a-f]{40,})\)?\]?\s*$/i;

/** @param {string} line */
const bytesIn = (line) => {
  const found = PAIRED.exec(`${line} `) ?? DUMP.exec(`${line} `) ?? ENCLOSED.exec(line);
  return found ? found[1].replace(/[^0-9a-f]/gi, "") : "";
};

/** The link types of whole packets, as far as their bytes tell them: Ethernet, raw IP, Linux cooked 2 and 1. */
const LINKS = [1, 101, 276, 113];
const CAPITAL = /^[A-Z]/;

/** What UDP or TCP carry, where a dump has the whole packet. @param {Uint8Array} bytes @returns {?Segment} */
const carried = (bytes) => {
  for (const link of LINKS) {
    const layers = unpacker(() => undefined);
    const found = layers.take({ link, bytes, number: 0, time: 0, isShort: false });
    if (found && CAPITAL.test(String.fromCharCode(found.bytes[0] ?? 0))) return found;
  }
  return null;
};

/** Whether most lines are of a dump. @param {string[]} lines */
export const isHex = (lines) => {
  const some = lines.filter((line) => line.trim()).slice(0, 400);
  return some.length > 1 && some.filter((line) => bytesIn(line)).length > some.length * 0.3;
};

/**
 * The lines of the text in a dump; what stands between rows stays.
 * @param {Mended} mended
 * @returns {Pick<Mended, "lines" | "at">}
 */
export const fromHex = ({ lines, at, repairs }) => {
  /** @type {string[]} */
  const made = [];
  /** @type {number[]} */
  const places = [];
  let digits = "";
  let start = 0;
  const flush = () => {
    if (!digits) return;
    const bytes = new Uint8Array(digits.length >> 1);
    for (let byte = 0; byte < bytes.length; byte++)
      bytes[byte] = Number.parseInt(digits.slice(byte * 2, byte * 2 + 2), 16);
    const packet = carried(bytes);
    let text = new TextDecoder().decode(packet?.bytes ?? bytes);
    // tcpdump says the ends itself, in the line above
    if (packet && !made.at(-1)?.includes(" > ")) {
      made.push(`${packet.protocol === "UDP" ? "U" : "T"} ${packet.from} -> ${packet.to}`);
      places.push(start);
    }
    // the heads of lower layers, where they could not be read
    const from = text.search(
      /(?:INVITE|ACK|BYE|CANCEL|OPTIONS|REGISTER|PRACK|SUBSCRIBE|NOTIFY|PUBLISH|INFO|REFER|MESSAGE|UPDATE) (?:sips?|tel):|SIP\/2\.0 \d/,
    );
    if (from > 0) text = text.slice(from);
    for (const line of text.split(/\r?\n/)) {
      made.push(line);
      places.push(start);
    }
    made.push("--");
    places.push(start);
    digits = "";
  };
  for (let index = 0; index < lines.length; index++) {
    const bytes = bytesIn(lines[index]);
    const isFirst = /^\s*(?:0x)?0{4,8}[: ]/.test(lines[index]);
    if (bytes) {
      if (isFirst) flush();
      if (!digits) start = at[index];
      digits += bytes;
    } else {
      flush();
      made.push(lines[index]);
      places.push(at[index]);
    }
  }
  flush();
  repairs.hex = 1;
  return { lines: made, at: places };
};
