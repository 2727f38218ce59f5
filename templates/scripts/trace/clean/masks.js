// Names in place of names: the same always becomes the same, kinds stay kinds, and nothing that is put in occurs in
// what
// is masked.
import { isPrivate } from "../verdict/findings.js";

/** @typedef {"user" | "number" | "name" | "host" | "address" | "id" | "secret"} Kind */

const SIX = /^\[?[0-9a-f]*:[0-9a-f:.]*(?:%\w+)?\]?$/i;
const FOUR = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** They tell nothing of anybody, and their meaning must stay. */
const COMMON = /^(?:0\.0\.0\.0|127\.\d+\.\d+\.\d+|::1?|localhost|anonymous|anonymous\.invalid|255\.255\.255\.255)$/i;

/** Makes masks for a text: `source` is all that may hold what must not come back. @param {string} source */
export const masker = (source) => {
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @type {Map<Kind, number>} */
  const counts = new Map();
  /** What was masked, in order @type {{kind: Kind, mask: string}[]} */
  const list = [];
  const all = source.toLowerCase();

  /** @param {Kind} kind @param {(count: number) => string} make */
  const fresh = (kind, make) => {
    for (;;) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const made = make(count);
      if (!all.includes(made.toLowerCase())) return made;
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
        (count) => `${isPrivate(host) ? "10.200" : "198.18"}.${(count >> 8) & 255}.${count & 255}`,
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
