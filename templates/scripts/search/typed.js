// What typed words may mean: the known words that are the same, forms of them, alike, misspelt, or still to be
// finished.
import { distance, sound, stem } from "./words.js";
import {
  FINISHED_LEAST,
  FINISHED_MORE,
  LONGEST_WORD,
  MISSPELT_PER_ERROR,
  MISSPELT_SURE,
  MOST_REMEMBERED,
  SURE_ALIKE,
  SURE_FORM,
  SURE_NEAR,
  SURE_SAME,
  SURE_STARTED,
  UNFINISHED_LEAST,
  UNFINISHED_MORE,
  errorsAllowed,
} from "./weights.js";

/**
 * @import { Knowledge } from "./knowledge.js"
 * @typedef {Map<string, number>} Meanings  known words, and how surely each is meant, from 0 to 1
 */

/** @param {Knowledge} known */
export const interpreter = (known) => {
  const { postings, stop, startingWith } = known;

  /**
   * Known words with typing errors in them; the first letter is hardly ever wrong.
   * @param {string} typed @param {(token: string, sure: number) => void} put
   */
  const misspelt = (typed, put) => {
    const heard = sound(typed);
    if (heard.length > 3) for (const token of known.alikeSounding.get(heard) ?? []) put(token, SURE_NEAR);
    const most = errorsAllowed(typed.length);
    const further = Math.max(most, 1);
    for (let length = Math.max(4, typed.length - further); length <= typed.length + further; length++)
      for (const token of known.alikeSpelt.get(typed[0] + length) ?? []) {
        const bound = Math.min(most, errorsAllowed(length + 1));
        const errors = most ? distance(typed, token, bound) : 9;
        if (errors <= bound) put(token, MISSPELT_SURE - MISSPELT_PER_ERROR * errors);
        // four letters: only a letter too few, or two exchanged
        else if (!most && typed.length === 4 && token.at(-1) === typed.at(-1) && distance(typed, token, 1) === 1)
          if (length !== 4 || [...typed].sort().join() === [...token].sort().join()) put(token, SURE_NEAR);
      }
    if (typed.length < 7) return;
    const tail = typed.slice(1);
    put(tail, SURE_STARTED);
    put(typed[1] + typed[0] + typed.slice(2), SURE_STARTED);
    for (const letter of "abcdefghijklmnopqrstuvwxyz") {
      put(letter + tail, SURE_STARTED);
      put(letter + typed, SURE_STARTED);
    }
  };
  /**
   * The known words that a typed word may mean.
   * @param {string} typed @param {boolean} unfinished  whether it may go on @param {boolean} alone  the only word
   */
  const findMeant = (typed, unfinished, alone) => {
    /** @type {Meanings} */
    const found = new Map();
    /** @param {string} token @param {number} sure */
    const put = (token, sure) => {
      if (postings.has(token) && (found.get(token) ?? 0) < sure) found.set(token, sure);
    };
    put(typed, SURE_SAME);
    if (/^\d+$/.test(typed) || typed.length > LONGEST_WORD) return found;
    for (const token of known.stems.get(stem(typed)) ?? []) put(token, SURE_FORM);
    for (const token of known.alike.get(typed) ?? []) put(token, SURE_ALIKE);
    const isKnown = found.size > 0;
    if (unfinished || typed.length > (isKnown ? 4 : 2)) {
      const isLetterAlone = typed.length === 1 && alone;
      const least = unfinished ? UNFINISHED_LEAST : FINISHED_LEAST;
      const more = unfinished ? UNFINISHED_MORE : FINISHED_MORE;
      const leading = () => [...known.leading].filter((word) => word.startsWith(typed));
      for (const token of isLetterAlone ? leading() : startingWith(typed))
        put(token, least + (more * typed.length) / token.length);
    }
    if (!found.size || (!isKnown && !unfinished)) {
      misspelt(typed, put);
      if (unfinished && !found.size && typed.length > 5)
        for (const token of startingWith(typed.slice(0, 3)))
          if (token.length > typed.length && distance(typed, token.slice(0, typed.length), 1) <= 1)
            put(token, SURE_STARTED);
    }
    return found;
  };
  /** @type {Map<string, Meanings>} */
  const remembered = new Map();
  /** @param {string} typed @param {boolean} unfinished @param {boolean} alone */
  const meant = (typed, unfinished, alone) => {
    const key = `${typed} ${unfinished} ${alone}`;
    let found = remembered.get(key);
    if (!found) {
      if (remembered.size > MOST_REMEMBERED) remembered.clear();
      remembered.set(key, (found = findMeant(typed, unfinished, alone)));
    }
    return found;
  };

  /** @param {string} part */
  const isWord = (part) =>
    postings.has(part) || (part.length > 4 && (known.stems.has(stem(part)) || known.speakers.has(known.rootOf(part))));
  /**
   * Splits a word that is not known into two or three that are: wachtwoordfout, busyhere.
   * @param {string} typed @returns {?string[]}
   */
  const parts = (typed, depth = 2) => {
    for (let cut = typed.length - 3; cut >= 3; cut--) {
      const head = typed.slice(0, cut);
      if (stop.has(head) || !isWord(head)) continue;
      // what joins the parts of a Dutch word
      for (const link of ["", "s", "e", "en", "n"]) {
        const tail = typed.slice(cut + link.length);
        if (tail.length < 3 || !typed.startsWith(link, cut)) continue;
        if (isWord(tail)) return [head, tail];
        const rest = depth > 1 ? parts(tail, depth - 1) : null;
        if (rest) return [head, ...rest];
      }
    }
    return null;
  };
  /** @param {string[]} typed @param {boolean} unfinished */
  const takeApart = (typed, unfinished) =>
    typed.flatMap((token, i) => {
      if (postings.has(token) || stop.has(token) || token.length < 6 || token.length > LONGEST_WORD) return [token];
      if (/\d/.test(token)) return [token];
      if (unfinished && i === typed.length - 1 && startingWith(token).length) return [token];
      return (!known.stems.has(stem(token)) && parts(token)) || [token];
    });
  return { meant, takeApart };
};
