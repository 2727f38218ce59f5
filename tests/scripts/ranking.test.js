import assert from "node:assert/strict";
import test from "node:test";
import { know } from "../../templates/scripts/search/knowledge.js";
import { ranker } from "../../templates/scripts/search/ranking.js";
import { indexOf, moreOf } from "./real.js";

const byWords = ranker(know(indexOf("en")));
const byAll = ranker(know(indexOf("en"), moreOf("en")));
/** @param {string} query */
const codes = (query) => byWords(query).map(({ entry }) => entry.code);

test("the phrase of a code leads to it first, in any case and in one piece", () => {
  for (const query of ["Busy Here", "busy here", "BusyHere", "busyhere"]) assert.equal(codes(query)[0], "486", query);
});

test("the name of a code goes first as soon as more than a word of it is typed", () => {
  for (const [query, code] of [["call is b", "181"], ["provide r", "429"]])
    assert.equal(byAll(query)[0].entry.code, code, query);
});

test("answers come best first, at most five", () => {
  const scores = byWords("not allowed").map(({ score }) => score);
  assert.deepEqual(scores, [...scores].sort((a, b) => b - a));
  assert.ok(scores.length > 1 && scores.length <= 5);
});

test("a complaint called by the name in its title comes before a code with the same words", () => {
  for (const [query, code] of [["one way audio", "symptom-one-way-sound"], ["blf", "symptom-lamps"]])
    assert.equal(codes(query)[0], code, query);
});

test("words that are a complaint's and no code's lead to it, even if a code has a form of them", () => {
  assert.equal(codes("call drops")[0], "symptom-drops-after-half-a-minute");
});

test("a cause called by its name leads to the code that an RFC has for it, or else to itself", () => {
  for (const [query, code] of [["No circuit/channel available", "503"], ["Normal call clearing", "q850-16"]])
    assert.equal(codes(query)[0], code, query);
});

test("an answer says by which text it was found, and which words stand out", () => {
  const [{ why, marks }] = byWords("forbiden");
  assert.equal(why?.text, "Forbidden");
  assert.ok(marks.includes("forbidden"));
  assert.deepEqual(byWords("hears nothing")[0].marks.filter((mark) => !/^(hears|nothing)$/.test(mark)), []);
});

test("digits alone and no words at all lead nowhere", () => {
  for (const query of ["486", "?!", ""]) assert.deepEqual(codes(query), [], query);
});

test("what was learned leads to a complaint, where no text of it says the same", () => {
  const query = "my own words return a moment later";
  assert.equal(byAll(query)[0]?.entry.code, "symptom-echo");
  assert.deepEqual(codes(query), []);
});

test("a query that is mostly strange leads nowhere", () => {
  for (const query of ["maths homework", "zxcv qwop busy bnm"]) assert.deepEqual(byAll(query), [], query);
});
