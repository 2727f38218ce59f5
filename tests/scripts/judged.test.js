// The judged queries of tests/search/ that anyone may look at, asked of the real index; bench/search has all, by kind.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { searchOf } from "./real.js";

const FOLDER = new URL("../search/", import.meta.url);
const NOTHING = "-";
/** The share of each set of which an expected code comes first; what is lower has real words without a code. */
const BARS = { queries: 0.95, field: 0.9, learn: 0.8, unseen: 0.85, nothing: 0.9 };

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
  const [, kind, language] = /^(\w+)-(\w+)\.tsv$/.exec(name) ?? [];
  const bar = /** @type {Record<string, number>} */ (BARS)[kind];
  if (!bar) continue;
  const search = searchOf(language);
  const rows = rowsOf(name).map((row) => ({ ...row, found: search(row.query).answers[0]?.entry.code ?? NOTHING }));

  test(`an expected code comes first for ${bar * 100} % of ${name}`, () => {
    const wrong = rows.filter(({ expected, found }) => !expected.includes(found));
    const told = wrong.map(({ id, query, expected, found }) => `${id} ${query}: wants ${expected}, got ${found}`);
    assert.ok(wrong.length <= (1 - bar) * rows.length, told.join("\n"));
  });
}
