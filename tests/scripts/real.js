// The real indexes, which tests/pages/test_scripts.py makes and names in SEARCH_INDEXES.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { asker } from "../../templates/scripts/search/search.js";

const folder = process.env.SEARCH_INDEXES;
if (!folder) throw new Error("run these tests by: .venv/bin/python -m pytest tests/pages/test_scripts.py");

/** @param {string} language */
export const indexOf = (language) => JSON.parse(readFileSync(join(folder, `${language}.json`), "utf8"));
/** What only pastes and rare words need. @param {string} language */
export const moreOf = (language) => indexOf(`more.${language}`);
/** The search as a page asks it. @param {string} language */
export const searchOf = (language) => asker(indexOf(language), () => moreOf(language));
/** The words in which a page tells of a trace. @param {string} language */
export const traceWordsOf = (language) => {
  const window = {};
  runInNewContext(readFileSync(join(folder, `trace.${language}.js`), "utf8"), { window });
  return window.sipTrace;
};
