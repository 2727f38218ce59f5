// Asks the search of a folder of scripts the queries of sets: node bench/judge.js SCRIPTS INDEXES SET...
//
// INDEXES holds LANGUAGE.json and more.LANGUAGE.json, the name of a set ends in its language: learn-nl.tsv. Prints, as
// JSON, by set and in its order, the codes that are found, best first, and whether the first file of the index was enough.
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [scripts, indexes, ...sets] = process.argv.slice(2);
const { asker, searcher } = await import(pathToFileURL(resolve(scripts, "search/search.js")).href);
const read = (name) => JSON.parse(readFileSync(join(indexes, name), "utf8"));
const known = new Map();
const searchOf = (language) => {
  if (!known.has(language)) {
    const index = read(`${language}.json`);
    const more = read(`more.${language}.json`);
    known.set(language, { ask: asker(index, () => more), first: searcher(index) });
  }
  return known.get(language);
};

const found = {};
for (const set of sets) {
  const { ask, first } = searchOf(/-(\w+)\.tsv$/.exec(basename(set))[1]);
  const [, ...rows] = readFileSync(set, "utf8").trimEnd().split("\n");
  found[set] = rows.map((row) => {
    const query = row.split("\t")[1];
    return { codes: ask(query).answers.map(({ entry }) => entry.code), isQuick: first.isCertain(query) };
  });
}
console.log(JSON.stringify(found));
