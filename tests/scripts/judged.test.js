// All judged queries of tests/search/, asked of the real index: the bar that tests/browser holds in a browser as well.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { searcher } from "../../templates/scripts/search/search.js";
import { indexOf } from "./real.js";

const FOLDER = new URL("../search/", import.meta.url);
const BAR = 0.97;
const NOTHING = "-";

/** The rows of a judged set: tab-separated, one head line, quotes belong to the query. @param {string} name */
const rowsOf = (name) =>
  readFileSync(new URL(name, FOLDER), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [id, query, expected] = line.split("\t");
      return { id, query, expected: expected.toLowerCase().split(",").map((code) => code.trim()) };
    });

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".tsv"))) {
  const language = name.slice("queries-".length, -".tsv".length);
  const search = searcher(indexOf(language));
  const rows = rowsOf(name).map((row) => ({ ...row, found: search(row.query)[0]?.entry.code ?? NOTHING }));
  const told = (/** @type {typeof rows} */ wrong) =>
    wrong.map(({ id, query, expected, found }) => `${id} ${query}: wants ${expected}, got ${found}`).join("\n");

  test(`an expected code comes first for ${BAR * 100} % of the judged queries (${language})`, () => {
    const wrong = rows.filter(({ expected, found }) => !expected.includes(found));
    assert.ok(wrong.length <= (1 - BAR) * rows.length, told(wrong));
  });

  test(`what has no answer gets none (${language})`, () => {
    const wrong = rows.filter(({ expected, found }) => expected.includes(NOTHING) && found !== NOTHING);
    assert.deepEqual(told(wrong), "");
  });
}
