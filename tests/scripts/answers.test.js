import assert from "node:assert/strict";
import test from "node:test";
import { cut, reason } from "../../templates/scripts/search/answers.js";

test("a text is cut where words match: plain and matching take turns, plain first", () => {
  assert.deepEqual(cut("Busy Here", ["here"]), ["Busy ", "Here", ""]);
  assert.deepEqual(cut("Busy Here", ["bus"]), ["", "Bus", "y Here"]);
  assert.deepEqual(cut("Busy Here", []), ["Busy Here"]);
});

test("a word matches without its accents, and is then marked whole", () => {
  assert.deepEqual(cut("één gesprek", ["een"]), ["", "één", " gesprek"]);
});

const labels = /** @type {any} */ ({ former: "also called {text}", word: "found by {text}", cause: "cause {text}" });
const entry = /** @type {any} */ ({ kind: "code", number: "486", phrase: "Busy Here", remark: "phone is busy" });

test("the reason is told unless the answer's own line says it", () => {
  assert.equal(reason({ entry, score: 1, marks: [], why: { kind: "former", text: "Busy" } }, labels), "");
  const why = { kind: "former", text: "User Busy" };
  assert.equal(reason({ entry, score: 1, marks: [], why }, labels), "also called User Busy");
  const byWord = { kind: "own", text: "engaged" };
  assert.equal(reason({ entry, score: 1, marks: [], why: byWord }, labels), "found by engaged");
});

test("what a cause calls itself is told by its number and name", () => {
  const why = { kind: "name", text: "USER_BUSY", cause: "17 User busy" };
  assert.equal(reason({ entry, score: 1, marks: [], why }, labels), "cause 17 User busy");
});

test("an answer without a reason has none to tell", () => {
  assert.equal(reason({ entry, score: 1, marks: [] }, labels), "");
  assert.equal(reason({ entry, score: 1, marks: [], why: { kind: "phrase", text: "Busy Here" } }, labels), "");
});
