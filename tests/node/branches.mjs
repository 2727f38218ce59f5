// Tells which branches of the scripts no test takes: `node branches.mjs FOLDER`, with what tests/seen.py kept there.
// A branch is an arm of an if (a missing else too), of ?:, of a switch, and the right side of &&, || and ??.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";

const SCRIPTS = fileURLToPath(new URL("../../templates/scripts/", import.meta.url));
const folder = process.argv[2];

/** What each is called and where it begins; a missing else runs where what is around runs more often. */
const ARMS = {
  IfStatement: (node) => [
    ["if", node.consequent.start],
    node.alternate ? ["else", node.alternate.start] : ["no else", node.consequent.start, node.start],
  ],
  ConditionalExpression: (node) => [
    ["?", node.consequent.start],
    [":", node.alternate.start],
  ],
  LogicalExpression: (node) => [[node.operator, node.right.start]],
  SwitchCase: (node) => [[node.test ? "case" : "default", node.start]],
};

/** A node and all that are in it. */
const nodesOf = (node) =>
  Object.values(node)
    .flat()
    .filter((inner) => typeof inner?.type === "string")
    .flatMap(nodesOf)
    .concat(typeof node.type === "string" ? [node] : []);

/** The statements of a module that a joined script has too, as they are written. @param {string} file */
const moduleOf = (file) => {
  const text = readFileSync(file, "utf8");
  const statements = [];
  for (const node of parse(text, { ecmaVersion: "latest", sourceType: "module" }).body) {
    const { start, end } = node.type === "ExportNamedDeclaration" ? node.declaration : node;
    const branches = nodesOf(node)
      .flatMap((inner) => ARMS[inner.type]?.(inner) ?? [])
      .map(([what, at, around]) => ({ what, at: at - start, around: around && around - start, taken: false }));
    if (branches.length) statements.push({ start, text: text.slice(start, end), branches });
  }
  return { file, text, statements };
};

/** How often what stands at each place ran: the count of the innermost range. */
const countsAt = (functions, places) => {
  const ranges = functions.flatMap((one) => one.ranges);
  ranges.sort((one, other) => one.startOffset - other.startOffset || other.endOffset - one.endOffset);
  const counts = new Map();
  const open = [];
  let next = 0;
  for (const place of [...places].sort((one, other) => one - other)) {
    for (; next < ranges.length && ranges[next].startOffset <= place; next += 1) {
      while (open.length && open.at(-1).endOffset <= ranges[next].startOffset) open.pop();
      open.push(ranges[next]);
    }
    while (open.length && open.at(-1).endOffset <= place) open.pop();
    counts.set(place, open.at(-1)?.count ?? 0);
  }
  return counts;
};

const modules = readdirSync(SCRIPTS, { recursive: true })
  .filter((name) => name.endsWith(".js"))
  .sort()
  .map((name) => moduleOf(join(SCRIPTS, name)));

/** Where the statements of modules stand in a script, by its text. */
const placed = new Map();
const placesIn = (text) => {
  if (!placed.has(text)) {
    const found = modules.flatMap((module) => module.statements);
    placed.set(
      text,
      found.map((one) => ({ at: text.indexOf(one.text), branches: one.branches })).filter(({ at }) => at >= 0),
    );
  }
  return placed.get(text);
};

/** The text of a script: a module, or what tests/seen.py gave pages. @param {string} url */
const textOf = (url) => {
  const given = url.match(/\/assets\/((?:site|trace)\.\w+\.js)$/);
  if (given) return readFileSync(join(folder, given[1]), "utf8");
  return url.includes("/templates/scripts/") ? readFileSync(fileURLToPath(url), "utf8") : "";
};

for (const name of readdirSync(folder).filter((one) => one.endsWith(".json"))) {
  const { result } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  for (const { url, functions } of result.filter((one) => /^(file|https?):/.test(one.url))) {
    const statements = placesIn(textOf(url));
    const places = new Set();
    for (const { at, branches } of statements)
      for (const branch of branches) places.add(at + branch.at).add(at + (branch.around ?? branch.at));
    const counts = countsAt(functions, places);
    for (const { at, branches } of statements)
      for (const branch of branches) {
        const count = counts.get(at + branch.at);
        branch.taken ||= branch.around === undefined ? count > 0 : counts.get(at + branch.around) > count;
      }
  }
}

let all = 0;
let taken = 0;
for (const { file, text, statements } of modules) {
  const branches = statements.flatMap((one) =>
    one.branches.map((branch) => ({ ...branch, at: one.start + branch.at })),
  );
  const gaps = branches.filter((branch) => !branch.taken);
  all += branches.length;
  taken += branches.length - gaps.length;
  const lines = gaps.map(({ what, at }) => `${text.slice(0, at).split("\n").length} ${what}`);
  if (gaps.length)
    console.log(
      `${relative(SCRIPTS, file)}: ${branches.length - gaps.length} of ${branches.length}: ${lines.join(", ")}`,
    );
}
console.log(`${taken} of ${all} branches of the scripts are taken: ${((100 * taken) / all).toFixed(1)} %`);
