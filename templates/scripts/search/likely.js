// Likeliness: how well all texts of an entry together account for what was typed, whatever single text it is like.
//
// Each entry is taken for a speaker who uses words as often as its texts do; words that all speakers use tell nothing.
// That is a unigram and bigram model smoothed by what all say (Zhai and Lafferty, "A Study of Smoothing Methods for
// Language Models", 2004: Dirichlet prior). It needs no training: a text that is added counts at once.
import { stem } from "./words.js";
import {
  LIKELY_PAGE,
  LIKELY_PAIR,
  LIKELY_SMOOTH,
  LIKELY_SURE,
  LIKELY_TEXT,
  LIKELY_TEXT_OF_CAUSE,
  LIKELY_TEXT_PRINTED,
  LIKELY_UNKNOWN,
  PAGE_FADES,
  SURE_SAME,
} from "./weights.js";

/**
 * @import { Knowledge, TextKind } from "./knowledge.js"
 * @import { Meanings } from "./typed.js"
 * @typedef {{entries: number[], told: number[]}} Speakers  who uses a root, and how much that tells
 * @typedef {{each: Float64Array, known: number, unknown: number}} Likely  by entry, what a word of the query tells for
 *   it on average, and how many words told something, and how many nothing
 */

/** @param {TextKind} kind */
const textWeight = (kind) => {
  if (kind === "header") return 0;
  if (kind === "line" || kind === "name" || kind === "other") return LIKELY_TEXT_PRINTED;
  return kind === "cause" ? LIKELY_TEXT_OF_CAUSE : LIKELY_TEXT;
};

/** @param {Knowledge} known */
export const likeliness = (known) => {
  const { entries, texts, pages, stems, stop, bearing } = known;
  /** @param {string} token */
  const isMute = (token) => /^\d+$/.test(token) || (stop.has(token) && !bearing.has(token));

  /** known words to their roots, which are made once @type {Map<string, string>} */
  const rootOf = new Map();
  for (const [root, tokens] of stems) for (const token of tokens) rootOf.set(token, root);
  /** @param {string} token */
  const toRoot = (token) => rootOf.get(token) ?? stem(token);

  /** root, or two in a row, to how often each entry uses it @type {Map<string, Map<number, number>>} */
  const uses = new Map();
  const total = new Float64Array(entries.length);
  /** @param {string} root @param {number} entry @param {number} weight */
  const count = (root, entry, weight) => {
    let found = uses.get(root);
    if (!found) uses.set(root, (found = new Map()));
    found.set(entry, (found.get(entry) ?? 0) + weight);
    total[entry] += weight;
  };
  for (const { tokens, owners } of texts) {
    const roots = tokens.filter((token) => !isMute(token)).map(toRoot);
    for (const { entry, kind } of owners) {
      const weight = textWeight(kind);
      roots.forEach((root, i) => {
        count(root, entry, weight);
        if (i) count(`${roots[i - 1]} ${root}`, entry, weight * LIKELY_PAIR);
      });
    }
  }
  pages.forEach((words, entry) =>
    words.forEach((word, rank) => count(toRoot(word), entry, LIKELY_PAGE * (1 - (PAGE_FADES * rank) / words.length))),
  );

  const all = total.reduce((sum, one) => sum + one, 0);
  /** made for what is typed: most roots never are @type {Map<string, Speakers>} */
  const speakers = new Map();
  /** @param {string} root */
  const speakersOf = (root) => {
    const made = speakers.get(root);
    const found = uses.get(root);
    if (made || !found) return made;
    let sum = 0;
    for (const used of found.values()) sum += used;
    const usual = (LIKELY_SMOOTH * sum) / all;
    const told = Array.from(found.values(), (used) => Math.log(1 + used / usual));
    const one = { entries: [...found.keys()], told };
    speakers.set(root, one);
    return one;
  };
  /** what each word costs an entry that does not use it: the more it says, the more it leaves out on purpose */
  const silence = total.map((one) => Math.log(LIKELY_SMOOTH / (one + LIKELY_SMOOTH)));

  /**
   * @param {string[]} tokens  what was typed @param {Meanings[]} candidates  what each may mean
   * @returns {Likely}
   */
  return (tokens, candidates) => {
    const each = new Float64Array(entries.length);
    const best = new Float64Array(entries.length);
    let weights = 0;
    let unknown = 0;
    let count = 0;
    /** @param {Iterable<[string, number]>} roots  and how surely each is meant @param {number} weight */
    const hear = (roots, weight) => {
      /** @type {number[]} */
      const touched = [];
      for (const [root, sure] of roots) {
        const found = speakersOf(root);
        if (!found) continue;
        found.entries.forEach((entry, i) => {
          const told = found.told[i] * sure;
          if (!best[entry]) touched.push(entry);
          if (told > best[entry]) best[entry] = told;
        });
      }
      for (const entry of touched) {
        each[entry] += best[entry] * weight;
        best[entry] = 0;
      }
      if (touched.length) weights += weight;
      return touched.length > 0;
    };
    let before = "";
    tokens.forEach((token, i) => {
      if (isMute(token)) return;
      const root = toRoot(token);
      /** @type {Map<string, number>} */
      const roots = new Map([[root, SURE_SAME]]);
      for (const [word, sure] of candidates[i])
        if (sure >= LIKELY_SURE && !roots.has(toRoot(word))) roots.set(toRoot(word), sure);
      const isKnown = hear(roots, 1);
      if (isKnown) count++;
      else unknown++;
      if (before) hear([[`${before} ${root}`, 1]], LIKELY_PAIR);
      before = root;
    });
    const size = weights + unknown * LIKELY_UNKNOWN;
    for (let i = 0; i < each.length; i++) each[i] = size ? (each[i] + weights * silence[i]) / size : 0;
    return { each, known: count, unknown };
  };
};
