// The ladder: a table, each row a message that opens below it. To a screen reader it is rows and columns, to the eye
// arrows.
import { lanesOf, rowsOf } from "../tell/rows.js";
import { filled, laneName } from "../tell/tell.js";
import { element } from "./dom.js";

/** @import { Call, Message, Row, Words } from "../types.d.ts" */

/** So many rows are shown at once, and each time that more are asked for. */
const ROWS = 300;

/** The message, its telling lines marked. @param {Call} call @param {Message} message */
export const shown = (call, message) => {
  const telling = new Set(
    call.verdict.evidence
      .concat(call.verdict.findings.flatMap(({ evidence }) => evidence))
      .filter((one) => one.message === message.index)
      .flatMap(({ headers }) => headers),
  );
  const lines = new Set(message.headers.filter(({ name }) => telling.has(name)).map(({ line }) => line));
  if (telling.has("first")) lines.add(0);
  const pieces = message.cut.text.split("\n").flatMap((line, index) => {
    const isMarked =
      lines.has(index) || (telling.has("sdp") && /^(?:[cm]=|a=(?:crypto|sendonly|recvonly|inactive))/.test(line));
    return [isMarked ? element("mark", {}, line) : line, "\n"];
  });
  return element("pre", { class: "trace-message", tabindex: "0", translate: "no" }, ...pieces);
};

/** @param {Call} call @param {Words} words */
export const ladder = (call, words) => {
  const rows = rowsOf(call, words);
  const lanes = lanesOf(rows);
  const { words: own } = words;
  const names = lanes.map((place) =>
    element("th", { scope: "col", class: "trace-lane" }, laneName(call, place, words)),
  );
  // of a log without times the column would be empty
  const isTimed = rows.some(({ time }) => time);
  if (isTimed)
    names.unshift(
      element("th", { scope: "col", class: "trace-time" }, own.time, " ", element("small", {}, own.delta)),
    );
  const head = element("thead", {}, element("tr", {}, ...names));
  const body = element("tbody", {});
  const kind = `trace-ladder${lanes.length > 3 ? " trace-wide" : ""}`;
  const table = element("table", { class: kind }, element("caption", {}, own.ladder), head, body);
  const more = element("button", { type: "button" });
  let count = 0;
  const show = () => {
    for (const row of rows.slice(count, count + ROWS)) body.append(...rowOf(call, row, lanes, isTimed, words));
    count = Math.min(rows.length, count + ROWS);
    more.textContent = `+ ${rows.length - count}`;
    more.hidden = count === rows.length;
  };
  more.addEventListener("click", () => {
    const before = body.rows.length;
    show();
    body.rows[before].querySelector("button")?.focus();
  });
  show();
  return element(
    "div",
    { class: "trace-scroll", tabindex: "0", role: "region", "aria-label": own.ladder },
    table,
    ...(more.hidden ? [] : [element("p", { class: "copy" }, more)]),
  );
};

/**
 * A cell over so many lanes, with the line of each.
 * @param {number} span
 * @param {string} kind
 * @param {...Node} pieces
 */
const cellOf = (span, kind, ...pieces) => {
  const cell = element("td", { colspan: String(span), class: kind }, ...pieces);
  cell.style.backgroundSize = `${100 / span}% 100%`;
  return cell;
};

/** @param {Call} call @param {Row} row @param {number[]} lanes @param {boolean} isTimed @param {Words} words */
const rowOf = (call, row, lanes, isTimed, words) => {
  const { words: own } = words;
  const { message } = row;
  const notes = [message.repeats >= 0 ? own.repeat : "", message.cut.isCut ? own["cut-off"] : ""].filter(Boolean);
  const label = [row.what, ...notes].join(", ");
  const [from, to] = [lanes.indexOf(row.source), lanes.indexOf(row.target)];
  const left = Math.min(from, to);
  const span = Math.abs(from - to);
  const button = element(
    "button",
    { type: "button", class: "trace-arrow", "aria-expanded": "false", "data-way": from <= to ? "right" : "left" },
    element("span", {}, label),
  );
  button.append(element("span", { class: "visually-hidden" }, ` ${own.from} ${row.from} ${own.to} ${row.to}`));
  // an arrow runs from the middle of one lane to the middle of another: the cell covers both
  const width = left < 0 ? lanes.length : span + 1;
  const arrow = element("i", { "aria-hidden": "true" });
  arrow.style.insetInline = left < 0 || !span ? "8px" : `${50 / width}%`;
  button.append(arrow);
  const rest = lanes.length - Math.max(left, 0) - width;
  const cells = [
    ...(left > 0 ? [cellOf(left, "trace-gap")] : []),
    cellOf(width, "trace-cell", button),
    ...(rest > 0 ? [cellOf(rest, "trace-gap")] : []),
  ];
  const kind = row.isDeciding ? "trace-deciding" : message.repeats >= 0 ? "trace-repeat" : "";
  if (isTimed)
    cells.unshift(element("td", { class: "trace-time" }, row.time, " ", element("small", {}, row.delta)));
  const line = element("tr", { class: kind }, ...cells);
  const place = filled(message.cut.format.startsWith("pcap") ? own.packet : own.place, {
    line: String(message.cut.line),
  });
  const whole = { colspan: String(lanes.length + Number(isTimed)) };
  const below = element(
    "tr",
    { hidden: "" },
    element("td", whole, element("small", {}, `${place}, ${message.cut.format}`)),
  );
  button.addEventListener("click", () => {
    const isOpen = below.hidden;
    if (isOpen && below.cells[0].children.length < 2) below.cells[0].append(shown(call, message));
    below.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  });
  return [line, below];
};
