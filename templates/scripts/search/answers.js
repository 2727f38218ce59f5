// The answers as options of a listbox. Options are made once and filled anew at every key: making, styling and laying
// out elements is what costs time while somebody types, so an option that stays as it is is not touched.
import { remembered, words } from "./words.js";

/**
 * @import { Labels } from "../types.d.ts"
 * @import { Entry } from "./knowledge.js"
 * @import { Answer } from "./ranking.js"
 * @typedef {{node: Text, said: string}} Said  a text node, and what it says: asking the node takes longer
 * @typedef {{element: HTMLElement, texts: Said[]}} Part
 * @typedef {{option: HTMLElement, parts: Part[], entry?: Entry}} Slot
 * @typedef {{verdictOf: (entry: Entry) => string, told: (name: string) => string,
 *   headingOf: (answers: Answer[], place: number) => string,
 *   kindOf: (answers: Answer[]) => string}} Panel  what the panel says beside the answers
 */

/** What stands out in a longer word too: two digits, three letters. Shorter words begin too many others. */
const BEGUN = /^\d\d|.{3}/u;

const compared = remembered((text) => words(text).join(" "));
/** A text in pieces, words and what is between them, and each word as it is compared. */
const takeApart = remembered((text) => {
  const pieces = text.split(/([\p{L}\p{N}]+)/u);
  return { pieces, words: pieces.map((piece, i) => (i % 2 ? compared(piece).replaceAll(" ", "") : "")) };
});

/**
 * Cuts a text where words match: what is plain and what matches take turns, plain first.
 * @param {string} text @param {string[]} marks
 */
export const cut = (text, marks) => {
  if (!marks.length || !text) return [text];
  const { pieces, words } = takeApart(text);
  const cuts = [""];
  pieces.forEach((piece, i) => {
    const word = words[i];
    const mark = word && marks.find((mark) => word === mark || (BEGUN.test(mark) && word.startsWith(mark)));
    const length = !mark ? 0 : word === mark || word.length !== piece.length ? piece.length : mark.length;
    if (length) cuts.push(piece.slice(0, length), "");
    cuts[cuts.length - 1] += piece.slice(length);
  });
  return cuts;
};

/** Why an answer was found, if its own line does not say so. @param {Answer} answer @param {Labels} labels */
export const reason = ({ entry, why }, labels) => {
  if (!why) return "";
  const isCause = why.kind === "cause" || why.cause;
  const isWord = why.kind === "own" || why.kind === "other" || entry.kind === "symptom";
  const kind = isCause ? "cause" : isWord ? "word" : why.kind;
  if (entry.kind === "cause" && kind === "cause") return "";
  // a phrase and a remark have no label: they are in the line
  const label = /** @type {Record<string, string>} */ (/** @type {unknown} */ (labels))[kind];
  if (!label || compared(`${entry.number} ${entry.phrase} ${entry.remark}`).includes(compared(why.text))) return "";
  const text = isCause ? (why.cause ?? why.text) : why.text;
  return label.replace("{text}", () => text); // a paste may hold $&, which replace would take for its own
};

/** @param {number} place */
const makeSlot = (place) => {
  const option = document.createElement("li");
  option.className = "search-option";
  option.id = `search-option-${place}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const parts = ["number", "phrase", "remark", "verdict", "why"].map((name) => {
    const element = document.createElement("span");
    element.className = `search-${name}`;
    option.append(element, " ");
    return { element, texts: [] };
  });
  return { option, parts };
};
/** @param {HTMLElement} element @param {boolean} isMarked @returns {Said} */
const addText = (element, isMarked) => {
  const node = document.createTextNode("");
  if (isMarked) element.appendChild(document.createElement("mark")).append(node);
  else element.append(node);
  return { node, said: "" };
};
/** @param {Part} part @param {string[]} cuts */
const show = ({ element, texts }, cuts) => {
  for (; texts.length > cuts.length; texts.pop()) element.lastChild?.remove();
  cuts.forEach((said, place) => {
    if (place === texts.length) texts.push(addText(element, place % 2 === 1));
    if (texts[place].said !== said) texts[place].node.data = texts[place].said = said;
  });
};

/** Answers of a kind stand together, under a name. @param {Entry} entry */
export const groupOf = ({ kind }) => (/symptom|cause/.test(kind) ? kind : "code");

/**
 * Makes what shows answers in a listbox, in their order, and nothing else.
 * @param {HTMLElement} listbox @param {(entry: Entry) => string} addressOf  where an answer leads
 * @returns {(answers: Answer[], labels: Labels, panel: Panel) => void}
 */
export const drawer = (listbox, addressOf) => {
  /** @type {Slot[]} */
  const slots = [];

  /** Makes an option that of an entry. @param {Slot} slot @param {Entry} entry */
  const assign = (slot, entry) => {
    const { option, parts } = slot;
    const phrase = parts[1].element;
    slot.entry = entry;
    option.dataset.code = entry.code;
    option.dataset.group = groupOf(entry);
    option.dataset.address = addressOf(entry);
    const isPhrase = entry.kind !== "symptom"; // a complaint is in the words of the page
    if (isPhrase === (phrase.lang === "en")) return;
    if (isPhrase) phrase.lang = "en";
    else phrase.removeAttribute("lang");
    phrase.translate = !isPhrase;
  };
  /** @param {Slot} slot @param {Answer} found @param {Labels} labels @param {Panel} panel */
  const fill = (slot, found, labels, panel) => {
    const { entry, marks } = found;
    if (slot.entry !== entry) assign(slot, entry);
    const [number, phrase, remark, verdict, why] = slot.parts;
    const kind = panel.verdictOf(entry);
    slot.option.className = kind ? `search-option verdict-${kind}` : "search-option";
    show(verdict, [kind && panel.told(kind)]);
    const isUnknown = entry.kind === "unknown";
    show(number, entry.number ? cut(entry.number, marks) : [labels.complaint]);
    show(phrase, cut(entry.phrase, marks));
    show(remark, cut(isUnknown ? labels.unknown.replace("{first}", entry.unknownAs ?? "") : entry.remark, marks));
    show(why, [reason(found, labels)]);
  };

  return (answers, labels, panel) => {
    const kind = panel.kindOf(answers);
    answers.forEach((found, place) => {
      const slot = (slots[place] ??= makeSlot(place));
      fill(slot, found, labels, panel);
      const heading = panel.headingOf(answers, place);
      if (heading) slot.option.dataset.heading = heading;
      else delete slot.option.dataset.heading;
      if (kind && !heading) slot.option.dataset.kind = kind;
      else delete slot.option.dataset.kind;
    });
    while (listbox.children.length > answers.length) listbox.lastElementChild?.remove();
    for (let place = listbox.children.length; place < answers.length; place++) listbox.append(slots[place].option);
  };
};
