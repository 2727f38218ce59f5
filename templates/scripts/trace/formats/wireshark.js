// Reads what Wireshark and tshark print: packet details as text, and lists of one line a packet.

/**
 * @import { Cut, Reading } from "../types.d.ts"
 * @import { Mended } from "./repair.js"
 */
import { momentIn } from "./times.js";

/** Lines between two pauses. */
const SLICE = 4000;
const LAYER = /^\s{0,3}Session Initiation Protocol \((\w+)\)/;
const ADDRESSES = /^\s{0,3}Internet Protocol Version [46], Src: (\S+?)(?: \(.*?\))?, Dst: (\S+)/;
const PORTS =
  /^\s{0,3}(User Datagram|Transmission Control) Protocol, Src Port: (?:\S+ \()?(\d+)\)?, Dst Port: (?:\S+ \()?(\d+)/;
const SDP_LABELS = new Map(
  Object.entries({
    v: "0",
    o: "",
    s: "",
    c: "",
    t: "",
    m: "",
    a: "",
    b: "",
    i: "",
    k: "",
    r: "",
    z: "",
    e: "",
    p: "",
    u: "",
  }),
);

/**
 * Whether some line is one of packet details; yields now and then.
 * @param {string[]} lines @returns {Generator<undefined, boolean>}
 */
export const areDetails = function* (lines) {
  for (let index = 0; index < lines.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    if (LAYER.test(lines[index])) return true;
  }
  return false;
};

/** A number as some languages write it. @param {string} text */
const numberIn = (text) => Number(text.replace(",", "."));
/** @param {string} host @param {string} port */
const joined = (host, port) => (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`);

/**
 * Packet details: `-V`, `-O sip`, “Export as plain text”; yields now and then.
 * @param {Mended} mended
 * @returns {Generator<undefined, Reading>}
 */
export const fromDetails = function* ({ lines, at, repairs, unread }) {
  /** @type {Cut[]} */
  const cuts = [];
  let [from, to, fromPort, toPort, transport, time] = ["", "", "", "", "", /** @type {number | null} */ (null)];
  /** @type {string[] | null} */
  let message = null;
  let start = 0;
  /** How deep header fields stand: -1 before them, 0 above the first, -2 where a page has taken all indents away */
  let depth = -1;
  let inBody = false;
  let isCut = false;
  /** @param {number} index */
  const flush = (index) => {
    if (message?.length) {
      const ends = { from: joined(from, fromPort), to: joined(to, toPort) };
      cuts.push({
        text: message.join("\n"),
        time,
        clock: time === null ? "none" : time > 1e8 ? "date" : "relative",
        way: "",
        ...(from ? ends : { from: "", to: "" }),
        transport,
        line: at[start],
        lines: index - start,
        format: "wireshark-text",
        isCut,
        mark: "",
      });
    }
    message = null;
    depth = -1;
    inBody = false;
    isCut = false;
  };
  for (let index = 0; index < lines.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const line = lines[index];
    if (/^Frame \d+/.test(line)) {
      flush(index);
      time = null;
    }
    const [, seconds] = /\[?Time since (?:reference or )?first frame: (\d+[.,]\d+)/.exec(line) ?? [];
    if (seconds && time === null) time = numberIn(seconds);
    const [, epoch] = /Epoch (?:Arrival )?Time: (\d+[.,]\d+)/.exec(line) ?? [];
    if (epoch) time = numberIn(epoch);
    const addresses = ADDRESSES.exec(line);
    if (addresses) [, from, to] = addresses;
    const ports = PORTS.exec(line);
    if (ports) {
      [, , fromPort, toPort] = ports;
      transport = ports[1].startsWith("U") ? "UDP" : "TCP";
    }
    if (LAYER.test(line)) {
      flush(index);
      message = [];
      start = index;
      continue;
    }
    if (!message) continue;
    const text = line.trim();
    const indent = line.length - line.trimStart().length;
    const first = /^(?:Request-Line|Status-Line): (.*)$/.exec(text);
    if (first) message.push(first[1].replace(/ ?…$/, ""));
    else if (/^Message Header$/.test(text)) depth = 0;
    else if (/^Message Body$/.test(text)) {
      inBody = true;
      message.push("");
    } else if (/(?:…$|\[truncated\])/.test(text)) isCut = true;
    if (first || !message.length) continue;
    if (inBody) {
      const [, key, value] = /\(([a-z])\): (.*)$/.exec(text) ?? [];
      if (key && SDP_LABELS.has(key)) message.push(`${key}=${value}`);
      else if (/^(?:SIP\/2\.0 \d|Status-Line)/.test(text)) message.push(text);
    } else if (depth !== -1 && /^[A-Za-z][\w-]*: /.test(text) && !text.startsWith("[")) {
      if (depth === 0) depth = indent || -2;
      if (indent === depth || (depth === -2 && /^[A-Z]/.test(text))) message.push(text);
    }
  }
  flush(lines.length);
  return { cuts, tellings: [], formats: cuts.length ? { "wireshark-text": cuts.length } : {}, repairs, unread };
};

const SUMMARY =
  /^\s*(?:\d+ +)?(\d[\d.:, -]*?\d) +(\S+) +(?:(?:->|→) +)?(\S+) +SIP(?:\/\S+)? +(?:\d+ +)?(?:Request: (\w+) ([^\s|,]+)|Status: (\d{3}) ?([^|,(]*)(?:\((\w+)\))?)/;
const DUMPED =
  /^(?:\S+ )?([\d:.]+) (?:\S+ +(?:In|Out|B|M|P) +)?IP6? (\S+)\.([\w-]+) > (\S+)\.([\w-]+): SIP: (?:(\w+) (sips?:\S+) SIP|SIP\/2\.0 (\d{3}) ?(.*))/;

/** The start of a row, of which a terminal may have broken off the rest. */
const ROW = /^\s*(?:\d+ +)?\d[\d.:, -]*\d +[\da-f.:]{3,45} /i;

/** An address without a port must not have its last group taken for one. @param {string} host */
const bracketed = (host) => (host.split(":").length > 2 && !host.startsWith("[") ? `[${host}]` : host);

/**
 * Lists of one line a packet: enough for a ladder, but they have no Call-ID. Yields now and then.
 * @param {Mended} mended
 * @returns {Generator<undefined, Reading>}
 */
export const fromSummary = function* ({ lines, at, repairs, unread }) {
  /** @type {Cut[]} */
  const cuts = [];
  for (let index = 0; index < lines.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const line = lines[index].slice(0, 1000);
    const rest = (lines[index + 1] ?? "").slice(0, 1000);
    const found = SUMMARY.exec(line) ?? (ROW.test(line) ? SUMMARY.exec(line + rest) : null);
    const dumped = found ? null : DUMPED.exec(line);
    if (!found && !dumped) continue;
    const [, when, from, to, method, uri, code, phrase, about] = found ?? [];
    const ends = dumped
      ? { from: `${dumped[2]}:${dumped[3]}`, to: `${dumped[4]}:${dumped[5]}` }
      : { from: bracketed(from ?? ""), to: bracketed(to ?? "") };
    const [m, u, c, p] = dumped ? dumped.slice(6) : [method, uri, code, phrase];
    const moment = momentIn(when ?? dumped?.[1] ?? "");
    const seconds = moment.time ?? numberIn(when ?? "");
    cuts.push({
      text: m ? `${m} ${u} SIP/2.0` : `SIP/2.0 ${c} ${(p ?? "").trim()}${about ? `\nCSeq: 0 ${about}` : ""}`,
      time: Number.isFinite(seconds) ? seconds : null,
      clock: moment.time === null ? "relative" : moment.clock,
      way: "",
      ...ends,
      transport: "",
      line: at[index],
      lines: 1,
      format: dumped ? "tcpdump" : "wireshark-list",
      isCut: false,
      mark: "",
    });
  }
  return { cuts, tellings: [], formats: cuts.length ? { [cuts[0].format]: cuts.length } : {}, repairs, unread };
};
