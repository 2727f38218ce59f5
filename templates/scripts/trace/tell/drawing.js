// The ladder as text, as a Mermaid diagram and as SVG.
import { lanesOf } from "./rows.js";

/** @import { Call, Row } from "../types.d.ts" */

const WIDTH = 26;
/** The picture's own units. */
const COLUMN = 200;
const LINE = 34;

/** Text with lines and arrows, for a ticket. @param {Call} call @param {Row[]} rows */
export const asLadder = (call, rows) => {
  const lanes = lanesOf(rows);
  /** @param {string} text @param {string} [fill] */
  const centred = (text, fill = " ") => {
    const short = text.slice(0, WIDTH - 2);
    const before = (WIDTH - short.length) >> 1;
    return fill.repeat(before) + short + fill.repeat(WIDTH - short.length - before);
  };
  const pad = " ".repeat(14);
  const head = pad + lanes.map((place) => centred(call.lanes[place].address)).join("");
  const lines = rows.map((row) => {
    const [from, to] = [lanes.indexOf(row.source), lanes.indexOf(row.target)];
    const time = row.time.padEnd(14);
    if (from < 0 || to < 0 || from === to) return `${time}${row.what}`;
    const [left, right] = from < to ? [from, to] : [to, from];
    const room = (right - left) * WIDTH - 1;
    const label = ` ${row.what.slice(0, room - 6)} `;
    const dashes = room - label.length - 1;
    const [before, after] = ["-".repeat(dashes >> 1), "-".repeat(dashes - (dashes >> 1))];
    const line = from < to ? `${before}${label}${after}>` : `<${before}${label}${after}`;
    const cells = lanes
      .map((_, index) => (index < left || index > right ? centred("|") : ""))
      .slice(0, left)
      .join("");
    const rest = lanes
      .slice(right + 1)
      .map(() => centred("|"))
      .join("");
    return `${time}${cells}${" ".repeat(WIDTH >> 1)}|${line}|${" ".repeat((WIDTH >> 1) - 1)}${rest}`.trimEnd();
  });
  return [head, ...lines].join("\n");
};

/** A sequence diagram. @param {Call} call @param {Row[]} rows */
export const asMermaid = (call, rows) => {
  const lanes = lanesOf(rows);
  const names = lanes.map((place, index) => `  participant L${index} as ${plain(call.lanes[place].address)}`);
  const steps = rows
    .filter(({ source, target }) => source >= 0 && target >= 0)
    .map(
      ({ source, target, what, message }) =>
        `  L${lanes.indexOf(source)}${message.status ? "-->>" : "->>"}L${lanes.indexOf(target)}: ${plain(what)}`,
    );
  return ["sequenceDiagram", ...names, ...steps].join("\n");
};
/** What Mermaid would read as its own. @param {string} text */
const plain = (text) => text.replace(/[;#:<>"]/g, (sign) => (sign === ":" ? "#colon;" : " "));

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A picture, readable on its own. @param {Call} call @param {Row[]} rows @param {string} title */
export const asPicture = (call, rows, title) => {
  const lanes = lanesOf(rows);
  const width = 90 + lanes.length * COLUMN;
  const height = 60 + rows.length * LINE;
  /** @param {number} place */
  const at = (place) => 90 + lanes.indexOf(place) * COLUMN + COLUMN / 2;
  const lines = lanes.map((place) => {
    const address = escaped(call.lanes[place].address);
    const name = `<text x="${at(place)}" y="24" text-anchor="middle" font-weight="700">${address}</text>`;
    return `<path d="M${at(place)} 40V${height}" stroke="#888"/>${name}`;
  });
  const steps = rows.map((row, index) => {
    const y = 62 + index * LINE;
    const time = `<text x="4" y="${y}">${escaped(row.time)}</text>`;
    if (row.source < 0 || row.target < 0) return `${time}<text x="100" y="${y}">${escaped(row.what)}</text>`;
    const [from, to] = [at(row.source), at(row.target)];
    const way = to < from ? 1 : -1;
    const [weight, width] = row.isDeciding ? [' font-weight="700"', ' stroke-width="2.5"'] : ["", ""];
    const arrow = `M${from} ${y}H${to}m${7 * way} -4L${to} ${y}l${7 * way} 4`;
    const label = `<text x="${(from + to) / 2}" y="${y - 5}" text-anchor="middle"${weight}>${escaped(row.what)}</text>`;
    return `${time}<path d="${arrow}" fill="none" stroke="#000"${width}/>${label}`;
  });
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="13">`;
  const page = `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="#fff"/>`;
  return `${head}${page}${lines.join("")}${steps.join("")}</svg>`;
};
