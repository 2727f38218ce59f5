// Reads one SIP message (RFC 3261 §7), tolerant of what pages and logs have done to it.
import { parseSdp } from "./sdp.js";

/** @import { Cut, Header, Message, Party, Uri, Via } from "../types.d.ts" */

export const METHODS =
  "INVITE|ACK|BYE|CANCEL|OPTIONS|REGISTER|PRACK|SUBSCRIBE|NOTIFY|PUBLISH|INFO|REFER|MESSAGE|UPDATE";
const REQUEST = new RegExp(`^(${METHODS}) (\\S.{0,2000}?) ?SIP/2\\.0\\.?\\s*$`);
const STATUS = /^SIP\/2\.0 ([1-6]\d\d)(?!\d) ?(.*)$/;
const HEADER = /^([A-Za-z][\w.!%*+`'~-]{0,60})[ \t]*:[ \t]*(.*)$/;
/** Compact forms of header fields (RFC 3261 §7.3.3 and those that were registered since). */
const COMPACT = new Map(
  Object.entries({
    a: "accept-contact",
    b: "referred-by",
    c: "content-type",
    d: "request-disposition",
    e: "content-encoding",
    f: "from",
    i: "call-id",
    j: "reject-contact",
    k: "supported",
    l: "content-length",
    m: "contact",
    o: "event",
    r: "refer-to",
    s: "subject",
    t: "to",
    u: "allow-events",
    v: "via",
    x: "session-expires",
  }),
);

/** A value of more letters is read as far as that. */
const LONGEST_VALUE = 20_000;
/** Seconds: a later time is none (the year 2242). */
const LATEST = 2 ** 33;

/** Whether a line starts a message. @param {string} line */
export const isStart = (line) => REQUEST.test(line) || STATUS.test(line);
/** Whether a line looks like a header field. @param {string} line */
export const isHeader = (line) => HEADER.test(line);

/** The full name of a header field, in lower case. @param {string} name */
export const fullName = (name) => COMPACT.get(name.toLowerCase()) ?? name.toLowerCase();

/**
 * Parts of a value, split at a sign that stands neither in quotes nor in brackets.
 * @param {string} value @param {string} sign
 */
export const split = (value, sign) => {
  const parts = [];
  let start = 0;
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    const letter = value[at];
    if (quoted && letter === "\\") at++;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === "<") depth++;
    else if (!quoted && letter === ">") depth = Math.max(0, depth - 1);
    else if (letter === sign && !quoted && !depth) {
      parts.push(value.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(value.slice(start).trim());
  return parts;
};

/** A parameter of a value, without quotes, or "". @param {string} value @param {string} name */
export const param = (value, name) => {
  for (const part of split(value, ";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim().toLowerCase() === name) return unquoted(part.slice(at + 1).trim());
  }
  return "";
};
/** @param {string} text */
const unquoted = (text) => (/^".*"$/.test(text) ? text.slice(1, -1) : text);

/** @type {Uri} */
const NO_URI = { scheme: "", user: "", host: "", port: "", params: "" };

/** A SIP or tel URI; what is no URI becomes the host. @param {string} text @returns {Uri} */
export const parseUri = (text) => {
  const [, scheme = "", rest = ""] = /^(?:(sips?|tel|urn|im|pres):)?(.*)$/is.exec(text.trim().slice(0, 2000)) ?? [];
  if (/^(?:tel|urn)$/i.test(scheme)) {
    const [user, ...params] = rest.split(";");
    return { ...NO_URI, scheme: scheme.toLowerCase(), user, params: params.join(";") };
  }
  const hidden = rest.startsWith("[email");
  const at = hidden ? -1 : rest.lastIndexOf("@");
  const user = at < 0 ? "" : rest.slice(0, at).split(":")[0];
  const [place, ...params] = rest.slice(at + 1).split(/[;?]/);
  const [, host = place, port = ""] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(place) ?? [];
  return { scheme: scheme.toLowerCase(), user, host, port, params: params.join(";") };
};

/**
 * From, To, Contact and the like; brackets may have been lost with what stood in them.
 * @param {string} value
 * @returns {Party}
 */
export const parseParty = (value) => {
  const open = value.indexOf("<");
  const close = value.indexOf(">", open);
  if (open < 0 || close < 0) {
    const [uri, ...params] = split(value, ";");
    return { name: "", uri: parseUri(uri), tag: param(params.join(";"), "tag") };
  }
  const tag = param(value.slice(close + 1), "tag");
  return { name: unquoted(value.slice(0, open).trim()), uri: parseUri(value.slice(open + 1, close)), tag };
};

/** @param {string} value @returns {Via} */
const parseVia = (value) => {
  const [, transport = "", place = "", params = ""] =
    /^SIP\s*\/\s*2\.0\s*\/\s*(\w+)\s+([^;\s]+)\s*(.*)$/i.exec(value) ?? [];
  const [, host = place, port = ""] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(place) ?? [];
  return {
    transport: transport.toUpperCase(),
    host,
    port,
    branch: param(params, "branch"),
    received: param(params, "received"),
    rport: param(params, "rport"),
  };
};

/**
 * The message in a cut, or null where its first line starts none. Long lines that a terminal broke are joined.
 * @param {Cut} cut @returns {?Message}
 */
export const parseMessage = (cut) => {
  const lines = cut.text.split("\n");
  const request = REQUEST.exec(lines[0]);
  const status = request ? null : STATUS.exec(lines[0]);
  if (!request && !status) return null;
  /** @type {Header[]} */
  const headers = [];
  let at = 1;
  for (; at < lines.length; at++) {
    const line = lines[at];
    if (!line.trim()) break;
    if (/^[a-z]=/.test(line) && headers.length) {
      at--; // the blank line before the body was lost
      break;
    }
    const found = HEADER.exec(line);
    const last = headers.at(-1);
    if (found && !/^[ \t]/.test(line)) headers.push({ name: fullName(found[1]), value: found[2].trim(), line: at });
    else if (last && last.value.length < LONGEST_VALUE)
      last.value = `${last.value}${/^\s/.test(line) ? " " : ""}${line.trim()}`.slice(0, LONGEST_VALUE);
  }
  const body = lines
    .slice(at + 1)
    .join("\n")
    .trimEnd();
  /** @param {string} name */
  const first = (name) => headers.find((header) => header.name === name)?.value ?? "";
  const [, number = "0", method = ""] = /^(\d+)\s+([A-Za-z]+)/.exec(first("cseq")) ?? [];
  const hasSdp = /^v=0\s*$/m.test(body.slice(0, 20000));
  return {
    cut,
    index: -1,
    time: cut.time !== null && Math.abs(cut.time) < LATEST ? cut.time : null,
    method: request ? request[1] : method.toUpperCase(),
    uri: request ? request[2] : "",
    status: status ? Number(status[1]) : 0,
    phrase: status ? status[2].trim() : "",
    headers,
    body,
    sdp: hasSdp ? parseSdp(body) : null,
    callId: first("call-id"),
    from: parseParty(first("from")),
    to: parseParty(first("to")),
    cseq: Number(number),
    vias: headers.filter(({ name }) => name === "via").flatMap(({ value }) => split(value, ",").map(parseVia)),
    source: -1,
    target: -1,
    repeats: -1,
  };
};

/** The value of a header field, or "". @param {Pick<Message, "headers">} message @param {string} name */
export const header = (message, name) => message.headers.find((one) => one.name === name)?.value ?? "";

/** All values of a header field that may hold a list. @param {Pick<Message, "headers">} message @param {string} name */
export const values = (message, name) =>
  message.headers.filter((one) => one.name === name).flatMap((one) => split(one.value, ","));
