import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { cut, reason } from "../../templates/scripts/search/answers.js";
import { know } from "../../templates/scripts/search/knowledge.js";
import { reader } from "../../templates/scripts/search/signs.js";
import { distance, sound, stem, words } from "../../templates/scripts/search/words.js";
import { indexOf, moreOf, searchOf } from "./real.js";

const COUNT = Number(process.env.FUZZ ?? 100);
const SEED = Number(process.env.SEED ?? 16);
/** Milliseconds of processor time for one query: what others do beside it does not count. */
const LONGEST = 2000;
const searches = { nl: searchOf("nl"), en: searchOf("en") };
const readers = { nl: reader(know(indexOf("nl"), moreOf("nl"))), en: reader(know(indexOf("en"), moreOf("en"))) };
const labels = { nl: indexOf("nl").labels, en: indexOf("en").labels };

/** Numbers from 0 to 1, the same for a seed (mulberry32). @param {number} seed */
const chanceOf = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

const KNOWN = [
  ...readFileSync(new URL("../search/queries-en.tsv", import.meta.url), "utf8").split("\n"),
  ...readFileSync(new URL("../search/queries-nl.tsv", import.meta.url), "utf8").split("\n"),
].map((line) => line.split("\t")[0]);
const ODD = [
  ..."()[]\\*+?|~^;<".split(""),
  ...["SIP/2.0 486 Busy Here\r\n", "Reason: Q.850;cause=", "cause ", "RFC 3261 §", "4xx", "0x91", "$&", "$1", "{text}"],
  ...["__proto__", "constructor", "toString", "\u0000", "\ud800", "\u202e"],
  ...["é", "ß", "İ", "ﬃ", "👩‍👩‍👧", "٤٨٦", "⁴⁸⁶", " "],
  ...["486".repeat(50), "a".repeat(3000), "( ".repeat(500), "486 ".repeat(800), ";".repeat(2000), "ij".repeat(700)],
];

/** A query that nobody would think of. @param {() => number} chance */
const query = (chance) => {
  /** @template T @param {T[]} from */
  const one = (from) => from[Math.floor(chance() * from.length)];
  let text = one(KNOWN);
  for (let changes = Math.floor(chance() * 5); changes >= 0; changes--) {
    const at = Math.floor(chance() * (text.length + 1));
    const piece = one([one(KNOWN), one(ODD), one(ODD), String.fromCharCode(Math.floor(chance() * 0xffff)), ""]);
    text = text.slice(0, at) + piece + text.slice(at + Math.floor(chance() * 3));
  }
  return text;
};

test(`no query makes the search fail or hang (SEED=${SEED}, FUZZ=${COUNT})`, () => {
  for (let number = 0; number < COUNT; number++) {
    const text = query(chanceOf(SEED * 1_000_003 + number));
    const told = `seed ${SEED}, query ${number}: ${JSON.stringify(text.slice(0, 200))}`;
    for (const language of /** @type {("nl" | "en")[]} */ (["nl", "en"])) {
      const before = process.cpuUsage();
      const found = searches[language](text);
      readers[language](text);
      const spent = process.cpuUsage(before).user / 1000;
      assert.ok(spent < LONGEST, `${told} took ${spent} ms`);
      assert.equal(typeof found.isUnsure, "boolean", told);
      for (const answer of found.answers) {
        assert.ok(answer.entry.code, told);
        assert.equal(typeof reason(answer, labels[language]), "string", told);
        assert.equal(cut(answer.entry.remark, words(text)).join(""), answer.entry.remark, told);
      }
      assert.deepEqual(searches[language](text), found, told);
    }
    for (const word of words(text)) {
      assert.ok(stem(word).length <= word.length, told);
      assert.equal(typeof sound(word), "string");
      assert.equal(distance(word, word, 2), 0, told);
    }
  }
});
