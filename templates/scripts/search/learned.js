// What a query is about, by what was learned from many texts: a linear model of the roots of words, of two that stand
// near, and of pieces of roots. bench/learn.js makes it; the index holds it.
//
// It is a multinomial logistic regression (Bishop, “Pattern Recognition and Machine Learning”, 2006, §4.3.4): each root
// that is typed speaks for some answers and against others, and all of them together say how probable each answer is.
import { into, the } from "./knowledge.js";
import {
  LEARNED_APART,
  LEARNED_DIGITS,
  LEARNED_EQUAL,
  LEARNED_FARTHER,
  LEARNED_LETTERS,
  LEARNED_PAIR,
  LEARNED_PIECE,
  LEARNED_REACH,
  LEARNED_SCALE,
  LEARNED_SURE,
  LONGEST_WORD,
  MISSPELT_PER_ERROR,
  MISSPELT_SURE,
  errorsAllowed,
} from "./weights.js";
import { distance, remembered, stem } from "./words.js";

/**
 * @import { Knowledge } from "./knowledge.js"
 * @import { Meanings } from "./typed.js"
 * @typedef {Map<string, number>} Roots  roots that a word may stand for, and how surely; none: a strange word
 * @typedef {{root: string, roots: Roots}} Heard  the root of a word as typed, and the roots that it may stand for
 * @typedef {{each: Float64Array, none: number, known: number}} Likely  by entry, how probable it is; how probable it is
 *   that the query is about something else; and how many of its words told something
 */

/** What is so before a word is heard, and what stands for a word that nobody knows: no root looks like them. */
export const BEFORE = "!";
export const STRANGE = "?";
/** The letter of a level of 0, as sipcodes/data/search_more.py writes them. */
const NO_LEVEL = 109;

/**
 * The pieces of a root, beginning and end told apart: forms, compounds and words with errors share some of them with
 * words that were learned. No root looks like them.
 * @param {string} root
 */
export const piecesOf = (root) => {
  const whole = `^${root}$`;
  const count = /\d/.test(root) ? 0 : whole.length - LEARNED_LETTERS + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, i) => `~${whole.slice(i, i + LEARNED_LETTERS)}`);
};

/** What a level is in the sum: steps grow, as most levels are small. @param {number} level */
export const weightOf = (level) => level * Math.abs(level) * LEARNED_SCALE;

/** @type {Roots} */
const NO_ROOTS = new Map();

/**
 * What is heard of words: those that say nothing are left out, the parts of a verb joined: valt … weg, wegvallen.
 * @param {string[]} tokens
 * @param {Pick<Knowledge, "stop" | "bearing" | "separable" | "rootOf">} kinds  of words, and the root of each
 * @param {(token: string) => Roots} rootsOf @param {(root: string) => boolean} isKnown @returns {Heard[]}
 */
export const hear = (tokens, { stop, bearing, separable, rootOf }, rootsOf, isKnown) => {
  /** @type {{word: string, roots: Roots}[]} */
  const heard = [];
  for (const token of tokens) {
    for (const { word, roots } of separable.has(token) ? heard.slice(-LEARNED_REACH) : []) {
      const joined = rootOf(token + word);
      if (isKnown(joined)) roots.set(joined, 1);
    }
    const isNumber = /^\d+$/.test(token);
    const isMute = isNumber ? token.length > LEARNED_DIGITS : stop.has(token) && !bearing.has(token);
    const roots = isMute ? NO_ROOTS : rootsOf(token);
    // of numbers it says nothing that nobody knows one: 32 seconds, 47 seconds
    if (!isMute && (roots.size || !isNumber)) heard.push({ word: token, roots });
  }
  return heard.map(({ word, roots }) => ({ root: rootOf(word), roots }));
};

/**
 * What the model sees of words: known roots, pairs and pieces, and how much each counts; together they have length 1.
 * @param {Heard[]} heard @param {(feature: string) => boolean} isKnown
 */
export const featuresOf = (heard, isKnown) => {
  /** @type {Map<string, number>} */
  const found = new Map();
  /** @param {string} name @param {number} much */
  const add = (name, much) => {
    if (isKnown(name) && (found.get(name) ?? 0) < much) found.set(name, much);
  };
  heard.forEach(({ root: typed, roots }, i) => {
    if (!roots.size) for (const piece of piecesOf(typed)) add(piece, LEARNED_PIECE);
    for (const [root, sure] of roots) {
      add(root, sure);
      for (const piece of piecesOf(root)) add(piece, sure * LEARNED_PIECE);
      for (let back = 1; back <= Math.min(i, LEARNED_APART); back++)
        for (const [before, much] of heard[i - back].roots)
          add(`${before} ${root}`, sure * much * LEARNED_PAIR * LEARNED_FARTHER ** (back - 1));
    }
  });
  add(STRANGE, heard.filter(({ roots }) => !roots.size).length);
  const length = Math.hypot(...found.values()) || 1;
  for (const [name, much] of found) found.set(name, much / length);
  return found.set(BEFORE, 1);
};

/** @param {Knowledge} known */
export const likeliness = (known) => {
  const { entries, learned, speakers, places, rootOf } = known;
  const codes = learned.answers.split(" ");
  const placeOf = new Map([...learned.letters].map((letter, place) => [letter, place]));
  const entryOf = codes.map((code) => places.get(code));
  /** @param {string} root */
  const isRoot = (root) => speakers.has(root);
  /** @param {string} word */
  const knows = (word) => speakers.has(rootOf(word));

  /** first letter and length to roots, for typing errors @type {Map<string, string[]>} */
  const alikeSpelt = new Map();
  for (const root of speakers.keys()) if (/^\p{L}{4,}$/u.test(root)) into(alikeSpelt, root[0] + root.length, root);
  /** Roots that a word with typing errors may stand for. @param {string} word @returns {[string, number][]} */
  const findMisspelt = (word) => {
    const most = errorsAllowed(word.length);
    if (/\d/.test(word) || !most || word.length > LONGEST_WORD) return [];
    const typed = stem(word);
    /** @type {[string, number][]} */
    const found = [];
    for (let length = typed.length - most; length <= typed.length + most; length++) {
      const bound = Math.min(most, errorsAllowed(length + 1));
      for (const root of alikeSpelt.get(typed[0] + length) ?? []) {
        const errors = distance(typed, root, bound);
        if (errors <= bound) found.push([root, MISSPELT_SURE - MISSPELT_PER_ERROR * errors]);
      }
    }
    return found;
  };
  const misspelt = remembered(findMisspelt);

  /** @param {string} token @param {Meanings | undefined} meanings @returns {Roots} */
  const rootsOf = (token, meanings) => {
    if (knows(token)) return new Map([[rootOf(token), 1]]);
    /** @type {[string, number][]} */
    const words = [...(meanings ?? [])].flatMap(([word, sure]) => (knows(word) ? [[rootOf(word), sure]] : []));
    const meant = words.length ? words : misspelt(token);
    const most = Math.max(LEARNED_SURE, ...meant.map(([, sure]) => sure - LEARNED_EQUAL));
    const roots = new Set(meant.flatMap(([root, sure]) => (sure >= most ? [root] : [])));
    return new Map([...roots].map((root) => [root, most / Math.sqrt(roots.size)]));
  };

  /**
   * How probable each entry is.
   * @param {string[]} typed  words as typed @param {(word: string) => string[]} partsOf  a word, taken apart if strange
   * @param {Map<string, Meanings>} meanings  what each part may mean
   * @returns {Likely}
   */
  const judge = (typed, partsOf, meanings) => {
    const tokens = typed.flatMap((word) => (knows(word) ? [word] : partsOf(word)));
    const heard = hear(tokens, known, (token) => rootsOf(token, meanings.get(token)), isRoot);
    const count = heard.filter(({ roots }) => roots.size).length;
    const found = { each: new Float64Array(entries.length), none: 0, known: count };
    if (!found.known) return found;
    const sums = new Float64Array(codes.length);
    for (const [name, much] of featuresOf(heard, isRoot)) {
      const { letters, from } = the(speakers, name);
      for (let i = 0; i < letters.length; i++)
        sums[the(placeOf, letters[i])] += much * weightOf(learned.much.charCodeAt(from + i) - NO_LEVEL);
    }
    const most = Math.max(...sums);
    const shares = sums.map((sum) => Math.exp(sum - most));
    const all = shares.reduce((sum, share) => sum + share, 0);
    shares.forEach((share, place) => {
      const entry = entryOf[place];
      if (entry === undefined) found.none = share / all;
      else found.each[entry] = share / all;
    });
    return found;
  };
  return { judge, knows };
};
