// Words: how what is typed and what is known are compared. sipcodes/search_terms.py splits texts the same way, and a
// test holds the two equal.
//
// Stems and sounds are rules of spelling of Dutch and English, no lists of words: a further language adds its own here.

import { MOST_REMEMBERED } from "./weights.js";

/**
 * Remembers what a function makes of a text: while somebody types, most of the texts stay the same.
 * @template T
 * @param {(text: string) => T} make @returns {(text: string) => T}
 */
export const remembered = (make) => {
  /** @type {Map<string, T>} */
  const made = new Map();
  return (text) => {
    let found = made.get(text);
    if (found === undefined) {
      if (made.size > MOST_REMEMBERED) made.clear();
      made.set(text, (found = make(text)));
    }
    return found;
  };
};

const APOSTROPHES = /['\u2018\u2019\u02bc`\u00b4\uff07]/g;
export const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** The words of a text: lower case, without accents, camelCase split. @param {string} text @returns {string[]} */
export const words = (text) =>
  text
    .replace(APOSTROPHES, "")
    .replace(INVISIBLE, "")
    .normalize("NFKC")
    .replace(/([a-z])(?=[A-Z][a-z])/g, "$1 ")
    .replace(/([A-Z]{2})(?=[A-Z][a-z]{2})/g, "$1 ")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** Cuts an ending off, if enough letters stay. @param {string} part @param {RegExp} ending @param {number} least */
const cutOff = (part, ending, least) =>
  part.replace(ending, (end) => (part.length - end.length >= least ? "" : end));

/**
 * What the forms of a word share, in Dutch and in English: rings, ringing; geweigerd, weigert. Numbers have no forms.
 * @param {string} word
 */
export const stem = (word) => {
  if (word.length < 4 || /\d/.test(word)) return word;
  let part = word
    .replace(/^(door|op|aan|af|uit|over|weg|mee|terug|om|na|voor|in)ge(?=.{4})/, "$1")
    .replace(/^ge(?=.{4,}(?:[dt]|en)$)/, "");
  part = cutOff(part, /(?:ingen|ings|ing)$/, 4);
  part = cutOff(part, /(?:en|ed|es|e|s)$/, 3);
  part = cutOff(part, /[dt]e?$/, 4);
  return part.replace(/([aeou])\1/g, "$1").replace(/([bcdfgklmnprstz])\1$/, "$1");
};

/** How a word sounds: what Dutch and English writers mix up is the same. @param {string} word */
export const sound = (word) =>
  word
    .replace(/ij|y/g, "ei")
    .replace(/ou/g, "au")
    .replace(/ch/g, "g")
    .replace(/ph|v/g, "f")
    .replace(/z/g, "s")
    .replace(/ck|q|c(?![eiy])/g, "k")
    .replace(/c/g, "s")
    .replace(/(.)\1+/g, "$1")
    .replace(/dt?$/, "t");

/**
 * How many typing errors lie between two words: a letter too many, missing, wrong, or two exchanged (optimal string
 * alignment). More than `most` counts as `most + 1`.
 * @param {string} a @param {string} b @param {number} most
 */
export const distance = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = new Array(b.length + 1).fill(most + 1);
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most); // further from the diagonal there are more errors than matter
    if (from === 1) row[0] = i;
    let least = row[0];
    for (let j = from; j <= to; j++) {
      let errors = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      const areExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (areExchanged) errors = Math.min(errors, before[j - 2] + 1);
      row[j] = errors;
      if (errors < least) least = errors;
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length], most + 1);
};
