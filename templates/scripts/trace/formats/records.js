// Reads traces that are data: JSON of HOMER, tshark and application servers, XML of JAIN-SIP and tshark, rows of
// tables.
import { isStart } from "../message/parse.js";
import { linesOf } from "./repair.js";
import { momentIn } from "./times.js";

/**
 * @import { Clock, Cut, Reading } from "../types.d.ts"
 * @typedef {Generator<Cut | undefined, void>} Records  a message, or nothing where it is time for a pause
 */

const START = /(?:^|["'>\s,])(?:[A-Z]{3,9} \S{1,1500} SIP\/2\.0|SIP\/2\.0 \d{3})/;
/** Nested deeper than this is no trace. */
const DEEPEST = 40;
/** So far the first line of a message may go. */
const LONGEST_START = 4000;
/** Records between two pauses; lines of a record, and letters of a table. */
const SLICE = 200;
const LINES = 10_000;
const LETTERS = 200_000;
/** No table of messages has more columns. */
const FIELDS = 200;
/** Of a longer text only so much is read: no message is so long. */
const LONGEST = 200_000;

/** Whether a text is data rather than a log. @param {string} text */
export const isData = (text) => {
  const head = text.slice(0, 5000).trimStart();
  return (
    /^(?:\uFEFF)?[[{]\s*["{[\]}]/.test(head) ||
    /<(?:pdml|packet|message)\s/.test(head) ||
    /^\*+ 1\. row \*+/.test(head) ||
    /\bcallid\b.*\bmsg\b|\bmsg\b.*\bcallid\b/.test(head.split("\n")[0]) ||
    /^\S{8,30}\t[SR]\t\S+\tCSeq:/.test(head)
  );
};

/**
 * The messages of a text that is data, or null where it turns out to be none; yields now and then.
 * @param {string} text
 * @returns {Generator<undefined, ?Reading>}
 */
export const fromData = function* (text) {
  const bare = text.replace(/^\uFEFF/, "").trimStart();
  const isXml = bare.includes("<") && /<(?:pdml|packet|message)\s/.test(bare.slice(0, 5000));
  const records = /^[[{]/.test(bare) ? fromJson(bare) : isXml ? fromXml(bare) : fromRows(bare);
  /** @type {Cut[]} */
  const cuts = [];
  let count = 0;
  for (const one of records) {
    if (one) cuts.push(one);
    if (!one || ++count % SLICE === 0) yield;
  }
  if (!cuts.length) return null;
  /** @type {Record<string, number>} */
  const formats = {};
  for (const { format } of cuts) formats[format] = (formats[format] ?? 0) + 1;
  return { cuts, tellings: [], formats, repairs: {}, unread: {} };
};

/**
 * @param {string} text @param {string} format @param {number} line @param {Partial<Cut>} rest @returns {Cut}
 */
const cut = (text, format, line, rest) => {
  const lines = text.slice(0, LONGEST).replace(/\r\n?/g, "\n").trimEnd();
  return {
    text: lines,
    time: null,
    clock: "none",
    way: "",
    from: "",
    to: "",
    transport: "",
    line,
    lines: 1,
    format,
    isCut: text.length > LONGEST,
    mark: "",
    ...rest,
  };
};

/** @param {unknown} value @returns {{time: number | null, clock: Clock}} */
const moment = (value) => {
  const number = Number(value);
  if (value === undefined || value === null || value === "") return { time: null, clock: "none" };
  if (Number.isFinite(number)) {
    const time = number > 1e14 ? number / 1e6 : number > 1e11 ? number / 1e3 : number;
    return { time, clock: time > 1e8 ? "date" : "relative" };
  }
  return momentIn(String(value));
};
/** @param {unknown} host @param {unknown} port */
const place = (host, port) => {
  const name = String(host ?? "");
  if (!name) return "";
  return port ? `${name.includes(":") ? `[${name}]` : name}:${String(port)}` : name;
};

/** JSON: one value, or one a line. @param {string} text @returns {Records} */
const fromJson = function* (text) {
  const whole = parsed(text);
  if (whole !== undefined) {
    for (const one of Array.isArray(whole) ? whole : [whole]) {
      yield* visit(one, 1, 0);
      yield;
    }
    return;
  }
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    const value = START.test(line) ? parsed(line.slice(Math.max(0, line.indexOf("{")))) : undefined;
    if (value !== undefined) yield* visit(value, index + 1, 0);
    yield;
  }
};
/** @param {string} text @returns {unknown} */
const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** @typedef {Record<string, unknown>} Fields */
/**
 * Looks for messages in a value, with what stands beside them.
 * @param {unknown} value
 * @param {number} line
 * @param {number} depth
 * @returns {Records}
 */
const visit = function* (value, line, depth) {
  if (depth > DEEPEST || value === null || typeof value !== "object") return;
  if (Array.isArray(value)) {
    for (const one of value) yield* visit(one, line, depth + 1);
    return;
  }
  const fields = /** @type {Fields} */ (value);
  const layers = /** @type {Fields | undefined} */ (
    fields.layers ?? /** @type {Fields | undefined} */ (fields._source)?.layers
  );
  if (layers?.sip) {
    yield* fromLayers(layers, line);
    return;
  }
  for (const one of Object.values(fields)) {
    if (typeof one !== "string") yield* visit(one, line, depth + 1);
    else if (isStart(one.slice(0, LONGEST_START).split(/\r?\n/)[0])) yield beside(one, fields, line);
  }
};

/**
 * A message with the addresses and times that stand beside it.
 * @param {string} text
 * @param {Fields} fields
 * @param {number} line
 */
const beside = (text, fields, line) => {
  const head = /** @type {Fields} */ (fields.protocol_header ?? {});
  const all = { ...fields, ...head };
  /** @param {string[]} names */
  const first = (...names) => names.map((name) => all[name]).find((value) => value !== undefined && value !== "");
  const seconds = first("timeSeconds", "time_sec");
  const time =
    seconds === undefined
      ? moment(first("time", "timestamp", "create_date", "micro_ts", "@timestamp", "ts"))
      : {
          time: Number(seconds) + Number(first("timeUseconds", "time_usec") ?? 0) / 1e6,
          clock: /** @type {const} */ ("date"),
        };
  const protocol = String(first("protocol", "proto", "transport") ?? "");
  const transport = protocol === "17" ? "UDP" : protocol === "6" ? "TCP" : protocol.toUpperCase();
  const from = place(
    first("srcIp", "source_ip", "src_ip", "src", "from_ip"),
    first("srcPort", "source_port", "src_port"),
  );
  const to = place(
    first("dstIp", "destination_ip", "dst_ip", "dst", "to_ip"),
    first("dstPort", "destination_port", "dst_port"),
  );
  return cut(text, all.srcIp ? "homer-json" : "json", line, { ...time, from, to, transport });
};

/** A packet of tshark's JSON. @param {Fields} layers @param {number} line @returns {Cut[]} */
const fromLayers = (layers, line) => {
  /** @param {string} layer @param {string} name */
  const field = (layer, name) => {
    const fields = /** @type {Fields} */ (layers[layer] ?? {});
    return first(fieldOf(fields, layer, name) ?? fields[`${layer}_${name}`]);
  };
  const ip = layers.ipv6 ? "ipv6" : "ip";
  const over = layers.tcp ? "tcp" : "udp";
  const time = moment(field("frame", "time_epoch"));
  const ends = {
    from: place(field(ip, "src"), field(over, "srcport")),
    to: place(field(ip, "dst"), field(over, "dstport")),
  };
  return [layers.sip].flat().flatMap((layer) => {
    const sip = /** @type {Fields} */ (layer);
    const start = first(fieldOf(sip, "sip", "Status-Line") ?? fieldOf(sip, "sip", "Request-Line"));
    const headers = first(fieldOf(sip, "sip", "msg_hdr"));
    if (!start) return [];
    // of Wireshark 4 on, what is called the header has the body too
    const isWhole = /\n\r?\n./.test(headers);
    const body = isWhole ? "" : textOf(sip["sip.msg_body"] ?? sip["sip.msg_body_tree"] ?? sip.sdp ?? layers.sdp);
    return [
      cut(`${start}\n${headers.replace(/\r?\n\s*$/, "")}\n\n${body}`, "tshark-json", line, {
        ...time,
        ...ends,
        transport: over.toUpperCase(),
      }),
    ];
  });
};
/**
 * A field by the name that `-T json` gives it, or one of those of `-T ek`, which has no dots and once had no hyphens.
 * @param {Fields} fields @param {string} layer @param {string} name
 */
const fieldOf = (fields, layer, name) => {
  const flat = `${layer}_${layer}_${name.replaceAll(".", "_")}`;
  return fields[`${layer}.${name}`] ?? fields[flat] ?? fields[flat.replaceAll("-", "_")];
};
/** @param {unknown} value @returns {string} */
const first = (value) => String((Array.isArray(value) ? value[0] : value) ?? "");
/**
 * The lines of a session description in tshark's fields.
 * @param {unknown} value
 * @param {number} [depth]
 * @returns {string}
 */
const textOf = (value, depth = 0) => {
  if (depth > DEEPEST || value === null || typeof value !== "object") return "";
  const letters = {
    version: "v",
    owner: "o",
    session_name: "s",
    connection_info: "c",
    time: "t",
    media: "m",
    media_attr: "a",
  };
  let text = "";
  for (const [name, one] of Object.entries(/** @type {Fields} */ (value))) {
    const letter = letters[/** @type {keyof typeof letters} */ (name.replace(/^sdp(?:\.|_sdp_)/, ""))];
    if (name.startsWith("sdp") && letter)
      for (const part of [one].flat()) text += typeof part === "string" ? `${letter}=${part}\n` : "";
    else if (typeof one === "object") text += textOf(one, depth + 1);
  }
  return text;
};

/** @param {string} text */
const decoded = (text) =>
  text
    .replace(/&#x?([0-9a-f]+);/gi, (whole, digits) => {
      const point = Number.parseInt(digits, /^&#x/i.test(whole) ? 16 : 10);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "";
    })
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");

/** XML: JAIN-SIP's messages, and tshark's PDML. @param {string} text @returns {Records} */
const fromXml = function* (text) {
  let hasMessages = false;
  let line = 1;
  let before = 0;
  /** @param {number} offset */
  const lineAt = (offset) => {
    for (; before < offset; before++) if (text.charCodeAt(before) === 10) line++;
    return line;
  };
  for (const [start, tag] of pieces(text, "<message", ">")) {
    /** @param {string} name */
    const attribute = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
    const open = text.indexOf("<![CDATA[", start);
    const close = open < 0 ? -1 : text.indexOf("]]>", open);
    if (close < 0) break;
    hasMessages = true;
    yield cut(text.slice(open + 9, close), "jain-sip", lineAt(start), {
      ...moment(attribute("time")),
      from: attribute("from"),
      to: attribute("to"),
      way: attribute("isSender") === "true" ? "out" : "in",
    });
  }
  if (hasMessages) return;
  for (const [start, packet] of pieces(text, "<packet>", "</packet>")) {
    /** @param {string} name @param {string} [attribute] */
    const field = (name, attribute = "show") =>
      decoded(
        new RegExp(`<field name="${name.replaceAll(".", "\\.")}"[^>]*? ${attribute}="([^"]*)"`).exec(packet)?.[1] ?? "",
      );
    const bytes = /<proto name="sip"/.test(packet) ? field("sip.Request-Line") || field("sip.Status-Line") : "";
    if (!bytes) {
      yield;
      continue;
    }
    const headers = field("sip.msg_hdr").replaceAll("\\r\\n", "\n");
    const over = packet.includes('<proto name="tcp"') ? "tcp" : "udp";
    const ip = packet.includes('<proto name="ipv6"') ? "ipv6" : "ip";
    const body = [...packet.matchAll(/<field name="sdp\.[a-z_]+" showname="[^"]*\(([a-z])\): ([^"]*)"/g)].map(
      ([, key, value]) => `${key}=${decoded(value)}`,
    );
    const message = `${bytes.replaceAll("\\r\\n", "")}\n${headers.trimEnd()}\n\n${body.join("\n")}`;
    yield cut(message, "tshark-pdml", lineAt(start), {
      ...moment(field("timestamp", "value") || field("frame.time_epoch")),
      from: place(field(`${ip}.src`), field(`${over}.srcport`)),
      to: place(field(`${ip}.dst`), field(`${over}.dstport`)),
      transport: over.toUpperCase(),
    });
  }
};
/**
 * Pieces of a text from one mark to another.
 * @param {string} text
 * @param {string} open
 * @param {string} close
 * @returns {Generator<[number, string]>}
 */
const pieces = function* (text, open, close) {
  for (let start = text.indexOf(open); start >= 0;) {
    const end = text.indexOf(close, start);
    if (end < 0) return;
    yield [start, text.slice(start, end)];
    start = text.indexOf(open, end);
  }
};

/**
 * Rows of the tables that Kamailio's siptrace and OpenSIPS' tracer fill, and SIPp's short messages.
 * @param {string} text
 * @returns {Records}
 */
const fromRows = function* (text) {
  if (/^\*+ 1\. row/.test(text)) yield* fromVertical((yield* linesOf(text, {}))[0]);
  else if (/^\S{8,30}\t[SR]\t/.test(text)) yield* fromShort(text.split(/\r?\n/));
  else {
    const first = text.slice(0, text.indexOf("\n"));
    const sign = first.includes("\t") ? "\t" : first.includes(";") && !first.includes(",") ? ";" : ",";
    /** @type {string[] | undefined} */
    let names;
    for (const one of records(text, sign)) {
      if (!one) {
        yield;
        continue;
      }
      const { fields, line } = one;
      if (names) yield rowOf(Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ""])), line);
      names ??= fields.map((name) => name.trim().toLowerCase());
    }
  }
};
/** SIPp's short messages. @param {string[]} lines @returns {Records} */
const fromShort = function* (lines) {
  for (const [index, line] of lines.entries()) {
    const [when, way, callId, cseq, start] = line.split("\t");
    /** @type {Partial<Cut>} */
    const told = { ...moment(when), way: way === "S" ? "out" : "in" };
    yield start ? cut(`${start}\nCall-ID: ${callId}\n${cseq}`, "sipp-short", index + 1, told) : undefined;
  }
};
/** Rows as `mysql \G` prints them. @param {string[]} lines @returns {Records} */
const fromVertical = function* (lines) {
  /** @type {Record<string, string>} */
  let row = {};
  let last = "";
  let start = 1;
  for (let index = 0; index < lines.length; index++) {
    if (index % LINES === LINES - 1) yield;
    const [, name, value] =
      /^\s*(id|time_stamp|time_us|callid|traced_user|msg|method|status|fromip|toip|fromtag|totag|direction|cseq|conflict_type|proto|from_ip|to_ip|from_port|to_port|from_proto|to_proto|debug): ?(.*)$/.exec(
        lines[index],
      ) ?? [];
    if (/^\*+ \d+\. row/.test(lines[index])) {
      yield rowOf(row, start);
      row = {};
      start = index + 1;
    } else if (name && !(last === "msg" && /^(?:cseq|method|status)$/i.test(name) && /^[A-Z]/.test(lines[index]))) {
      row[name] = value;
      last = name;
    } else if (last === "msg" && row.msg.length < LONGEST) row.msg += `\n${lines[index]}`;
  }
  yield rowOf(row, start);
};
/** @param {Record<string, string>} row @param {number} line @returns {Cut | undefined} */
const rowOf = (row, line) => {
  if (!row.msg) return undefined;
  const text = row.msg.replaceAll("\\r\\n", "\n").replaceAll("\\n", "\n").replace(/\r\n/g, "\n");
  const [, protocol = "", from = row.fromip ?? ""] = /^(\w+):(.+)$/.exec(row.fromip ?? "") ?? [];
  const to = (row.toip ?? "").replace(/^(?:udp|tcp|tls|wss?|sctp|any):/i, "");
  const when = momentIn(row.time_stamp ?? "");
  const micro = Number(row.time_us) || 0;
  const time = when.time === null ? null : Math.floor(when.time) + (micro ? micro / 1e6 : when.time % 1);
  return cut(text, "siptrace", line, {
    time,
    clock: when.clock,
    from,
    to,
    transport: protocol.toUpperCase(),
    way: row.direction === "out" ? "out" : row.direction === "in" ? "in" : "",
  });
};
/**
 * Records of a table with quotes (RFC 4180), or with escapes; nothing where it is time for a pause.
 * @param {string} text @param {string} sign @returns {Generator<{fields: string[], line: number} | undefined, void>}
 */
const records = function* (text, sign) {
  /** @type {string[]} */
  let fields = [];
  let line = 1;
  let start = 1;
  let paused = 0;
  for (let at = 0; at < text.length; at++) {
    if (at - paused > LETTERS) {
      paused = at;
      yield undefined;
    }
    let field = "";
    if (text[at] === '"') {
      const end = closing(text, at + 1);
      field = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    for (let found = field.indexOf("\n"); found >= 0; found = field.indexOf("\n", found + 1)) line++;
    const from = at;
    while (at < text.length && text[at] !== sign && text[at] !== "\n") at++;
    if (fields.length < FIELDS) fields.push(field + text.slice(from, at).replace(/\r$/, ""));
    if (text[at] === sign) continue;
    yield { fields, line: start };
    fields = [];
    start = ++line;
  }
  if (fields.length) yield { fields: [...fields, ""], line: start };
};
/**
 * Where a field in quotes ends: two quotes within are one, and none goes on for ever.
 * @param {string} text @param {number} from
 */
const closing = (text, from) => {
  let end = text.indexOf('"', from);
  while (end >= 0 && end - from < LONGEST && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end < 0 ? text.length : end;
};
