import assert from "node:assert/strict";
import test from "node:test";
import { know } from "../../templates/scripts/search/knowledge.js";
import { interpreter } from "../../templates/scripts/search/typed.js";
import { indexOf } from "./real.js";

const { meant, takeApart } = interpreter(know(indexOf("nl")));

test("a known word means itself most surely", () => {
  assert.equal(meant("busy", false, true).get("busy"), 1);
});

test("a misspelt word means the known one, less surely", () => {
  const sure = meant("forbiden", false, true).get("forbidden") ?? 0;
  assert.ok(sure > 0.7 && sure < 1, String(sure));
});

test("an unfinished word means those that start so, surer the more of it is there", () => {
  const [short, long] = ["forb", "forbidd"].map((typed) => meant(typed, true, true).get("forbidden") ?? 0);
  assert.ok(short > 0 && short < long);
});

test("a number means no other number", () => {
  assert.deepEqual([...meant("48", false, true).keys()].filter((word) => word !== "48"), []);
});

test("an unknown word is taken apart into known ones, a known one is not", () => {
  assert.deepEqual(takeApart(["wachtwoordfout"], false), ["wachtwoord", "fout"]);
  assert.deepEqual(takeApart(["busyhere"], false), ["busy", "here"]);
  assert.deepEqual(takeApart(["wachtwoord"], false), ["wachtwoord"]);
});
