// A copy of a trace without anybody in it. It is written anew from what was understood, so what is not known to be
// harmless is not there: header fields that may be kept are named, and in them each part that may be kept.
import { hostPort } from "../call/lanes.js";
import { parseUri, split } from "../message/parse.js";
import { masker } from "./masks.js";

/**
 * @import { Message, Trace } from "../types.d.ts"
 * @import { Kind } from "./masks.js"
 * @typedef {{text: string, from: string, to: string, message: Message}} Cleaned
 * @typedef {{cleaned: Cleaned[], list: {kind: Kind, mask: string}[], dropped: string[]}} Clean
 */

/** Header fields whose values name nobody. */
const HARMLESS = new Set(
  [
    "cseq max-forwards content-length content-type expires min-expires session-expires min-se require supported",
    "unsupported proxy-require allow allow-events event accept accept-encoding retry-after rseq rack",
    "subscription-state priority privacy user-agent server mime-version content-disposition reason warning",
    "timestamp date in-reply-to answer-mode",
  ].flatMap((names) => names.split(" ")),
);
const PARTIES = new Set(
  [
    "from to contact route record-route path service-route p-asserted-identity p-preferred-identity remote-party-",
    "id diversion history-info refer-to referred-by reply-to p-called-party-id p-associated-uri",
  ].flatMap((names) => names.split(" ")),
);
const SECRETS = new Set("authorization proxy-authorization www-authenticate proxy-authenticate".split(" "));
const IDS = new Set("call-id session-id x-call-id x-cid cisco-guid p-charging-vector".split(" "));
/** Parameters of addresses and of Via that name nobody. */
const KEPT = new Set(
  "transport lr user q expires reason text cause index rport ttl method phone-context ob alg counter".split(" "),
);
const DIGEST_KEPT = new Set("algorithm qop stale nc".split(" "));
const SDP_KEPT =
  /^a=(?:rtpmap|fmtp|sendrecv|sendonly|recvonly|inactive|ptime|maxptime|rtcp-mux|setup|mid|group|extmap|rtcp-fb|silenceSupp|bundle-only)\b/;
const WORD = /[\p{L}\p{N}_.+@:[\]%-]{2,}/gu;

/** Messages between two pauses. */
const SLICE = 200;

/** Masks a trace; yields now and then. @param {Trace} trace @returns {Generator<undefined, Clean>} */
export const clean = function* (trace) {
  const { mask, list } = yield* masker(trace.messages);
  /** @type {Set<string>} */
  const dropped = new Set();
  /** All that was masked, so that phrases do not bring it back @type {Map<string, string>} */
  const words = new Map();

  /** @param {Kind} kind @param {string} text */
  const hide = (kind, text) => {
    const made = mask(kind, text);
    if (text.length > 2 && made !== text) words.set(text.toLowerCase(), made);
    return made;
  };
  /** @param {string} text */
  const user = (text) => hide(/^\+?[\d*#.()-]{2,}$/.test(text) ? "number" : "user", text);
  /** @param {string} text */
  const place = (text) => {
    const { host, port } = hostPort(text);
    if (!host) return text;
    const made = hide("host", host.includes(":") ? `[${host}]` : host);
    return port ? `${made}:${port}` : made;
  };
  /** @param {string} text */
  const uri = (text) => {
    if (text.startsWith("[email")) return hide("user", text);
    const parts = parseUri(text);
    if (parts.scheme === "urn") return "urn:masked";
    const params = kept(parts.params.split("?")[0]);
    if (parts.scheme === "tel") return `tel:${user(parts.user)}${params}`;
    const at = parts.host ? place(parts.port ? `${parts.host}:${parts.port}` : parts.host) : "";
    return `${parts.scheme ? `${parts.scheme}:` : ""}${parts.user ? `${user(parts.user)}@` : ""}${at}${params}`;
  };
  /** Parameters that may stay; tags and the like become others. @param {string} text */
  const kept = (text) => {
    let made = "";
    for (const part of split(text, ";")) {
      if (!part) continue;
      const at = part.indexOf("=");
      const name = (at < 0 ? part : part.slice(0, at)).trim().toLowerCase();
      const value = at < 0 ? "" : part.slice(at + 1).trim();
      if (/^(?:tag|branch|from-tag|to-tag)$/.test(name))
        made += `;${name}=${name === "branch" && value.startsWith("z9hG4bK") ? "z9hG4bK" : ""}${hide("id", value)}`;
      else if (name === "received") made += `;received=${hide("host", value)}`;
      else if (KEPT.has(name)) made += at < 0 ? `;${name}` : `;${name}=${phrase(value)}`;
    }
    return made;
  };
  /** @param {string} text */
  const party = (text) => {
    const open = text.indexOf("<");
    const close = text.indexOf(">", open);
    if (open < 0 || close < 0) {
      const [first, ...params] = split(text, ";");
      return `${first === "*" ? "*" : uri(first)}${kept(params.join(";"))}`;
    }
    const name = text.slice(0, open).trim().replace(/^"|"$/g, "");
    const shown = name ? `"${hide("name", name)}" ` : "";
    return `${shown}<${uri(text.slice(open + 1, close))}>${kept(text.slice(close + 1))}`;
  };
  /** @param {string} text */
  const via = (text) => {
    const [, protocol, at, rest] = /^(SIP\s*\/\s*2\.0\s*\/\s*\w+)\s+([^;\s]+)\s*(.*)$/i.exec(text) ?? [];
    return protocol ? `${protocol} ${place(at)}${kept(rest)}` : "";
  };
  /** @param {string} text */
  const digest = (text) =>
    text.replace(/(\w+)\s*=\s*("[^"]*"|[^\s,]+)/g, (_, name, value) => {
      const bare = value.replace(/^"|"$/g, "");
      if (DIGEST_KEPT.has(name.toLowerCase())) return `${name}=${value}`;
      const made =
        name === "realm"
          ? hide("host", bare)
          : name === "username"
            ? user(bare)
            : name === "uri"
              ? uri(bare)
              : hide("secret", bare);
      return `${name}="${made}"`;
    });
  /**
   * Free text: what was masked elsewhere, and whatever looks like an address, a number or a key.
   * @param {string} text
   */
  const phrase = (text) =>
    text.replace(WORD, (word) => {
      const known = words.get(word.toLowerCase());
      if (known) return known;
      if (/^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(word) || /@/.test(word))
        return word.includes("@") ? uri(word) : place(word);
      if (/^[0-9a-f]{0,4}:[0-9a-f:]+$/i.test(word) && word.split(":").length > 2) return hide("address", word);
      if (/^\+?\d{5,}$/.test(word)) return hide("number", word);
      if (/^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^(?=.*\d)[0-9a-f]{10,}$/i.test(word)) return hide("secret", word);
      return word;
    });
  /**
   * Identifiers: what a product has put behind the identifier of another leg stays, so that both can be matched.
   * @param {string} text
   */
  const id = (text) => {
    const [, base, suffix = ""] = /^(.*?)([-_.](?:b2b|leg)?[-_.]?\w{1,3})?$/i.exec(text) ?? [];
    return suffix && ids.has(base) ? `${hide("id", base)}${suffix}` : hide("id", text);
  };
  const ids = new Set(trace.messages.map(({ callId }) => callId));

  /** @param {string} name @param {string} value @returns {string | null} */
  const field = (name, value) => {
    if (name === "via") return split(value, ",").map(via).join(", ");
    if (PARTIES.has(name)) return split(value, ",").map(party).join(", ");
    if (SECRETS.has(name)) return digest(value);
    if (name === "session-id")
      return value.replace(/[0-9a-f]{32}/gi, (uuid) => (/^0+$/.test(uuid) ? uuid : hide("id", uuid)));
    if (IDS.has(name) || name === "replaces") return id(value.split(";")[0]);
    if (name === "warning") return warning(value);
    if (name === "user-agent" || name === "server") return product(value);
    if (name === "reason") return value.replace(/text="[^"]*"/g, (text) => phrase(text));
    if (HARMLESS.has(name)) return value.replace(/\s+/g, " ");
    dropped.add(name);
    return null;
  };
  /** @param {string} value */
  const warning = (value) =>
    value
      .replace(/^(\d{3}) (\S+)/, (_, code, agent) => `${code} ${place(agent)}`)
      .replace(/"[^"]*"/g, (text) => phrase(text));
  /** The product and its release: what follows may name a device. @param {string} value */
  const product = (value) => phrase(value.split(/[\s(]/).slice(0, 2).join(" ")).slice(0, 40);

  /** @param {string} body */
  const description = (body) =>
    body
      .split("\n")
      .flatMap((line) => {
        if (line.startsWith("o="))
          return [
            `o=- 0 0 IN ${/ IN (IP[46]) (\S+)/.exec(line)?.[1] ?? "IP4"} ${hide("address", / IN IP[46] (\S+)/.exec(line)?.[1] ?? "0.0.0.0")}`,
          ];
        if (line.startsWith("c="))
          return [line.replace(/(IN IP[46] )([^\s/]+)/, (_, head, address) => head + hide("address", address))];
        if (line.startsWith("s=")) return ["s=-"];
        if (/^[vtmb]=/.test(line)) return [line];
        if (line.startsWith("a=crypto:")) return [line.replace(/inline:\S+/, () => "inline:masked")];
        if (line.startsWith("a=fingerprint:")) return [line.replace(/(fingerprint:\S+ ).*/, "$1masked")];
        return SDP_KEPT.test(line) ? [line] : [];
      })
      .join("\n");

  /** @param {Message} message */
  const rewritten = (message) => {
    const first = message.status
      ? `SIP/2.0 ${message.status} ${phrase(message.phrase)}`
      : `${message.method} ${uri(message.uri)} SIP/2.0`;
    const lines = message.headers.flatMap(({ name, value }) => {
      const made = name === "content-length" ? null : field(name, value);
      return made === null ? [] : [`${cased(name)}: ${made}`];
    });
    const isFragment = /message\/sipfrag/i.test(
      message.headers.find(({ name }) => name === "content-type")?.value ?? "",
    );
    const body = message.sdp
      ? description(message.body)
      : isFragment
        ? phrase(/^SIP\/2\.0 \d{3}[^\n]*/.exec(message.body)?.[0] ?? "")
        : "";
    const length = body ? new TextEncoder().encode(body.replaceAll("\n", "\r\n")).length + 2 : 0;
    // a message whose end is missing says so again
    const size = message.cut.isCut ? [] : message.headers.length ? [`Content-Length: ${length}`] : [];
    const claimed = message.cut.isCut && message.headers.length ? [`Content-Length: ${length + 1000}`] : size;
    return [first, ...lines, ...claimed, ...(body ? ["", body] : [])].join("\n");
  };
  // users and names first, so that a phrase in an early message knows what only a later one tells
  for (const { from, to } of trace.messages)
    for (const { name, uri: own } of [from, to]) {
      if (name) hide("name", name);
      if (own.user) user(own.user);
      if (own.host) hide("host", own.host);
    }
  yield;
  /** @type {Cleaned[]} */
  const cleaned = [];
  for (const message of trace.messages) {
    if (cleaned.length % SLICE === SLICE - 1) yield;
    cleaned.push({
      text: rewritten(message),
      from: place(trace.lanes[message.source]?.address ?? ""),
      to: place(trace.lanes[message.target]?.address ?? ""),
      message,
    });
  }
  return { cleaned, list, dropped: [...dropped] };
};

/** A name as it is written in messages. @param {string} name */
const cased = (name) => {
  const special = {
    "call-id": "Call-ID",
    cseq: "CSeq",
    "www-authenticate": "WWW-Authenticate",
    "session-id": "Session-ID",
    rseq: "RSeq",
    rack: "RAck",
    "min-se": "Min-SE",
  };
  return (
    special[/** @type {keyof typeof special} */ (name)] ??
    name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase())
  );
};
