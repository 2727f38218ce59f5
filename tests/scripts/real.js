// The real indexes, which tests/test_scripts.py makes and names in SEARCH_INDEXES.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.SEARCH_INDEXES;
if (!folder) throw new Error("run these tests by: .venv/bin/python -m pytest tests/test_scripts.py");

/** @param {string} language */
export const indexOf = (language) => JSON.parse(readFileSync(join(folder, `${language}.json`), "utf8"));
