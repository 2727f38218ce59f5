import assert from "node:assert/strict";
import test from "node:test";
import { know } from "../../templates/scripts/search/knowledge.js";
import { likeliness } from "../../templates/scripts/search/likely.js";
import { interpreter } from "../../templates/scripts/search/typed.js";
import { words } from "../../templates/scripts/search/words.js";
import { indexOf, moreOf } from "./real.js";

const known = know(indexOf("en"), moreOf("en"));
const howLikely = likeliness(known);
const { meant } = interpreter(known);
/** @param {string} query */
const likely = (query) => {
  const tokens = words(query);
  const candidates = tokens.map((token) => meant(token, false, false));
  return howLikely(tokens, candidates);
};
/** @param {string} query @param {string} code */
const of = (query, code) => likely(query).each[known.places.get(code) ?? -1];

test("an entry whose texts use the words is likelier than one whose texts do not", () => {
  const query = "nobody at the table could hear what I was saying";
  assert.ok(of(query, "symptom-one-way-sound") > of(query, "symptom-fax"));
});

test("the order of words tells: who hears whom", () => {
  const [mine, theirs] = ["they cannot hear me", "me hear cannot they"];
  assert.ok(of(mine, "symptom-one-way-sound") > of(theirs, "symptom-one-way-sound"));
});

test("a word that nobody uses makes every entry less likely, and is counted", () => {
  const [sure, strange] = ["fax fails", "fax fails zxqv"];
  assert.ok(of(strange, "symptom-fax") < of(sure, "symptom-fax"));
  assert.deepEqual([likely(sure).unknown, likely(strange).unknown], [0, 1]);
});

test("numbers and words that say nothing tell nothing", () => {
  const { each, known: count } = likely("the 486 of");
  assert.equal(count, 0);
  assert.ok(each.every((one) => one === 0));
});
