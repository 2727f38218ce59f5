// What a query is about, by what was learned from many texts: a linear model of the roots of words and of two in a row.
// bench/learn.js makes it; the index holds it.
//
// It is a multinomial logistic regression (Bishop, “Pattern Recognition and Machine Learning”, 2006, §4.3.4): each root
// that is typed speaks for some answers and against others, and all of them together say how probable each answer is.
import { the } from "./knowledge.js";
import { LEARNED_EQUAL, LEARNED_PAIR, LEARNED_SCALE, LEARNED_SURE } from "./weights.js";
import { stem } from "./words.js";

/**
 * @import { LearnedModel } from "../types.d.ts"
 * @import { Knowledge } from "./knowledge.js"
 * @import { Meanings } from "./typed.js"
 * @typedef {Map<string, number>} Roots  roots that a word may stand for, and how surely; none: a strange word
 * @typedef {{each: Float64Array, none: number, known: number}} Likely  by entry, how probable it is; how probable it is
 *   that the query is about something else; and how many of its words told something
 */

/** What is so before a word is heard, and what stands for a word that nobody knows: no root looks like them. */
export const BEFORE = "!";
export const STRANGE = "?";
/** The letter of a level of 0, as sipcodes/data/search_more.py writes them. */
const NO_LEVEL = 109;

/** What a level is in the sum: steps grow, as most levels are small. @param {number} level */
export const weightOf = (level) => level * Math.abs(level) * LEARNED_SCALE;

/**
 * Whether a word tells the model nothing.
 * @param {string} token @param {{has: (token: string) => boolean}} stop @param {{has: (token: string) => boolean}} bearing
 */
export const isMute = (token, stop, bearing) => /^\d+$/.test(token) || (stop.has(token) && !bearing.has(token));

/**
 * What the model sees of words: known roots and pairs, and how much each counts; together they have length 1.
 * @param {Roots[]} heard @param {(feature: string) => boolean} isKnown
 */
export const featuresOf = (heard, isKnown) => {
  /** @type {Map<string, number>} */
  const found = new Map();
  /** @param {string} name @param {number} much */
  const add = (name, much) => {
    if (isKnown(name) && (found.get(name) ?? 0) < much) found.set(name, much);
  };
  heard.forEach((roots, i) => {
    for (const [root, sure] of roots) {
      add(root, sure);
      for (const [before, much] of heard[i - 1] ?? []) add(`${before} ${root}`, sure * much * LEARNED_PAIR);
    }
  });
  add(STRANGE, heard.filter(({ size }) => !size).length);
  const length = Math.hypot(...found.values()) || 1;
  for (const [name, much] of found) found.set(name, much / length);
  return found.set(BEFORE, 1);
};

/** Where in `much` the levels of each root begin, and the letters of its answers. @param {LearnedModel} learned */
const unpack = ({ roots, speaks }) => {
  const groups = speaks.split(" ");
  let at = 0;
  /** @type {Map<string, {letters: string, from: number}>} */
  const speakers = new Map();
  roots.split("|").forEach((root, i) => {
    speakers.set(root, { letters: groups[i], from: at });
    at += groups[i].length;
  });
  return speakers;
};

/** @param {Knowledge} known */
export const likeliness = ({ entries, learned, places, stop, bearing }) => {
  const speakers = unpack(learned);
  const codes = learned.answers.split(" ");
  const placeOf = new Map([...learned.letters].map((letter, place) => [letter, place]));
  const entryOf = codes.map((code) => places.get(code));
  /** @param {string} word */
  const knows = (word) => speakers.has(stem(word));

  /** @param {string} token @param {Meanings} meanings @returns {Roots} */
  const rootsOf = (token, meanings) => {
    if (knows(token)) return new Map([[stem(token), 1]]);
    const meant = [...meanings].filter(([word]) => knows(word));
    const most = Math.max(LEARNED_SURE, ...meant.map(([, sure]) => sure - LEARNED_EQUAL));
    const roots = new Set(meant.flatMap(([word, sure]) => (sure >= most ? [stem(word)] : [])));
    return new Map([...roots].map((root) => [root, most / Math.sqrt(roots.size)]));
  };

  /**
   * How probable each entry is.
   * @param {string[]} tokens  what was typed @param {Meanings[]} candidates  what each may mean
   * @returns {Likely}
   */
  const judge = (tokens, candidates) => {
    const heard = tokens.flatMap((token, i) => (isMute(token, stop, bearing) ? [] : [rootsOf(token, candidates[i])]));
    const found = { each: new Float64Array(entries.length), none: 0, known: heard.filter(({ size }) => size).length };
    if (!found.known) return found;
    const sums = new Float64Array(codes.length);
    for (const [name, much] of featuresOf(heard, (feature) => speakers.has(feature))) {
      const { letters, from } = speakers.get(name) ?? { letters: "", from: 0 };
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
