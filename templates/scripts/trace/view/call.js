// A call on the page: the verdict in three depths, the ladder, the media, and what can be taken along.
import { asMermaid, asPicture } from "../tell/drawing.js";
import { lanesOf, rowsOf } from "../tell/rows.js";
import { filled, titleOf, told } from "../tell/tell.js";
import { ticketOf } from "../tell/ticket.js";
import { element, folded, list, saver } from "./dom.js";
import { ladder, shown } from "./ladder.js";
import { media } from "./media.js";

/** @import { Call, Trace, Words } from "../types.d.ts" */

/** Of what to do so much stands open: the likeliest comes first. */
const OPEN = 3;

/** In the one-file copy pages are sections, and ids begin with their page's name. */
const isSingle = () => document.body.dataset.page === "single";
/** @param {string} code */
const codeAddress = (code) => (isSingle() ? `#sip-${code}` : `sip-${code}.html`);
/** @param {string} key */
const patternAddress = (key) => (isSingle() ? `#trace-${key}` : `#${key}`);

/**
 * @param {Trace} trace
 * @param {number} place
 * @param {Call | undefined} clean  the same call of the masked trace
 * @param {Words} words
 */
export const callSection = (trace, place, clean, words) => {
  const call = trace.calls[place];
  const { words: own } = words;
  const said = told(call, words);
  const { verdict } = call;
  const title = element("h2", { tabindex: "-1" }, titleOf(call, words));
  const head = element(
    "p",
    { class: "trace-verdict", "data-verdict": verdict.key, "data-certainty": verdict.certainty },
    element("b", {}, said.name),
    " ",
    element("small", {}, said.certainty),
  );
  const known = words.codes[String(verdict.code)];
  const colour = known && verdict.code >= 300 ? ` verdict-${known.verdict}` : "";
  const box = element("div", { class: "trace-brief" }, head, element("p", { class: "lead" }, said.sentence));
  if (said.decided) box.append(element("p", {}, said.decided));
  box.append(...joins(trace, place, words));
  const facts = element(
    "dl",
    {},
    ...said.times.map(([label, value]) => element("div", {}, element("dt", {}, label), element("dd", {}, value))),
  );
  if (said.times.length) box.append(facts);

  const code = String(verdict.code || "");
  const isPattern = words.verdicts[verdict.key]?.pattern;
  const isKnown = words.codes[code] && verdict.code >= 300;
  const link = isPattern ? patternAddress(verdict.key) : isKnown ? codeAddress(code) : "";
  if (link) {
    const more = filled(own.more, { name: isPattern ? said.name : `SIP ${code}` });
    box.append(element("p", {}, element("a", { class: "tool", href: link }, more)));
  }

  /** @type {[string, string[]][]} */
  const advice = [
    ["caller-does", said.caller],
    ["admin-does", said.admin],
  ];
  const now = advice.flatMap(([key, items]) => {
    if (!items.length) return [];
    const first = [element("h3", {}, own[key]), list(items.slice(0, OPEN))];
    const rest = items.slice(OPEN);
    return rest.length ? [...first, folded(`${own[key]} (+ ${rest.length})`, [list(rest)])] : first;
  });
  /** @type {HTMLElement[]} */
  const parts = [title, box, ...now];
  if (said.beside.length) {
    const items = said.beside.map(({ key, name, sentence, isPattern }) =>
      element(
        "li",
        {},
        isPattern ? element("a", { href: patternAddress(key) }, name) : element("b", {}, name),
        `: ${sentence}`,
      ),
    );
    parts.push(element("h3", {}, own.beside), element("ul", {}, ...items));
  }
  const explained = [...said.explained, ...said.doubts, ...(said.instead ? [said.instead] : [])];
  if (explained.length) parts.push(folded(own.explained, [list(explained)]));
  if (said.reply) {
    const copy = element("button", { type: "button", "data-copy": said.reply }, own["copy-reply"]);
    const reply = element("blockquote", { class: "reply" }, said.reply);
    parts.push(folded(own.reply, [reply, element("p", { class: "copy" }, copy)]));
  }
  const evidence = verdict.evidence.slice(0, 12).flatMap(({ message }) => {
    const found = call.messages.find(({ index }) => index === message);
    return found ? [shown(call, found)] : [];
  });
  if (evidence.length) parts.push(folded(own.evidence, evidence));
  if (lanesOf(rowsOf(call, words)).length) parts.push(ladder(call, words));
  parts.push(...media(call, words));
  if (clean) parts.push(taken(clean, words));
  return element("section", { class: `trace-call${colour}`, "data-kind": call.kind }, ...parts);
};

/** @param {Trace} trace @param {number} place @param {Words} words */
const joins = (trace, place, words) => {
  const { words: own } = words;
  const said = trace.joined.joins
    .filter(({ first, second }) => first === place || second === place)
    .flatMap(({ first, second, reason }) => {
      const other = trace.calls[first === place ? second : first];
      const name = titleOf(other, words);
      const isBelow =
        first === place && other.verdict.code >= 300 && other.verdict.code === trace.calls[place].verdict.code;
      return [
        filled(own.joined, { name, reason: words.joins[reason] }),
        ...(isBelow ? [filled(own["decided-there"], { name: told(other, words).decided || name })] : []),
      ];
    });
  if (trace.joined.ambiguous.includes(place)) said.push(own.ambiguous);
  return said.map((text) => element("p", {}, text));
};

/**
 * What can be taken along: a ticket and the course, made of the masked trace.
 * @param {Call} call
 * @param {Words} words
 */
const taken = (call, words) => {
  const { words: own } = words;
  const ticket = ticketOf(call, words);
  const rows = rowsOf(call, words);
  const copies = element(
    "p",
    { class: "copy" },
    element("button", { type: "button", "data-copy": ticket }, own["copy-ticket"]),
    " ",
    element("button", { type: "button", "data-copy": asMermaid(call, rows) }, own["copy-mermaid"]),
    " ",
    saver(own["save-svg"], "trace.svg", "image/svg+xml", () => asPicture(call, rows, titleOf(call, words))),
  );
  return folded(own.ticket, [element("pre", { class: "trace-message", tabindex: "0" }, ticket), copies]);
};
