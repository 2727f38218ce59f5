// Names in place of names: the same always becomes the same, kinds stay kinds, and nothing that is put in occurs in
// what is masked.
import { isPrivate } from "../verdict/findings.js";

/**
 * @import { Message } from "../types.d.ts"
 * @typedef {"user" | "number" | "name" | "host" | "address" | "id" | "secret"} Kind
 */

/** What may look like a mask: words and numbers, and the end of an IPv6 address. */
const WORDS = /::[0-9a-f]+|[a-z0-9.-]+/g;
/** Messages between two pauses. */
const SLICE = 200;

const SIX = /^\[?[0-9a-f]*:[0-9a-f:.]*(?:%\w+)?\]?$/i;
const FOUR = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** They tell nothing of anybody, and their meaning must stay. */
const COMMON = /^(?:0\.0\.0\.0|127\.\d+\.\d+\.\d+|::1?|localhost|anonymous|anonymous\.invalid|255\.255\.255\.255)$/i;

/** Makes masks for messages; yields now and then. @param {Message[]} messages */
export const masker = function* (messages) {
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @type {Map<Kind, number>} */
  const counts = new Map();
  /** What was masked, in order @type {{kind: Kind, mask: string}[]} */
  const list = [];
  /** What stands in the messages, and is no mask therefore @type {Set<string>} */
  const taken = new Set();
  for (const [index, { cut, from, to }] of messages.entries()) {
    if (index % SLICE === SLICE - 1) yield;
    for (const [word] of `${cut.text}\n${cut.from} ${cut.to}`.toLowerCase().matchAll(WORDS)) taken.add(word);
    for (const { name } of [from, to]) taken.add(name.toLowerCase());
  }

  /** @param {Kind} kind @param {(count: number) => string} make */
  const fresh = (kind, make) => {
    for (;;) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const made = make(count);
      if (!taken.has(made.toLowerCase().replace(/^.*(?=::)|^\+/, ""))) return made;
    }
  };
  /** @param {string} host */
  const hostMask = (host) => {
    if (SIX.test(host) && host.includes(":")) {
      const bare = host.replace(/[[\]]/g, "");
      const made = fresh(
        "address",
        (count) => `${isPrivate(bare) ? "fd00" : "2001:db8"}::${(0xa000 + count).toString(16)}`,
      );
      return host.startsWith("[") ? `[${made}]` : made;
    }
    // public ones become those for benchmarks (RFC 2544), which stand in no trace of a telephone
    if (FOUR.test(host))
      return fresh(
        "address",
        (count) =>
          [...(isPrivate(host) ? [10, 200] : [198, 18]), 0, 0]
            .map((part, at) => part + (at ? (count >> (24 - 8 * at)) & 255 : 0))
            .join("."),
      );
    return fresh("host", (count) => `host-${count}.${host.endsWith(".invalid") ? "invalid" : "example"}`);
  };
  /** @type {Record<Exclude<Kind, "host" | "address">, (text: string) => string>} */
  const makers = {
    number: (text) =>
      fresh(
        "number",
        (count) =>
          `${text.startsWith("+") ? "+" : ""}${String(count).padStart(Math.max(3, text.replace(/\D/g, "").length), "9")}`,
      ),
    user: () => fresh("user", (count) => `user-${count}`),
    name: () => fresh("name", (count) => `Name ${count}`),
    id: () => fresh("id", (count) => `id-${count}x`),
    secret: () => fresh("secret", (count) => `masked-${count}`),
  };
  /** @param {Kind} kind @param {string} text */
  const mask = (kind, text) => {
    if (!text || COMMON.test(text.replace(/[[\]]/g, ""))) return text;
    const isPlace = kind === "host" || kind === "address";
    const key = `${isPlace ? "host" : kind === "number" ? "user" : kind}|${isPlace ? text.toLowerCase().replace(/[[\]]/g, "") : text}`;
    const before = known.get(key);
    if (before !== undefined)
      return isPlace && text.startsWith("[") && !before.startsWith("[")
        ? `[${before}]`
        : isPlace && !text.startsWith("[")
          ? before.replace(/[[\]]/g, "")
          : before;
    const made = isPlace ? hostMask(text) : makers[kind](text);
    known.set(key, made);
    list.push({ kind: isPlace && (FOUR.test(text) || SIX.test(text)) ? "address" : kind, mask: made });
    return made;
  };
  return { mask, list };
};
