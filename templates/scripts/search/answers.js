// The answers as options of a listbox. Options are made once and filled anew at every key: making, styling and laying
// out elements is what costs time while somebody types, so an option that stays as it is is not touched.
import { words } from "./words.js";

/**
 * @import { Labels } from "../types.d.ts"
 * @import { Entry } from "./knowledge.js"
 * @import { Answer } from "./ranking.js"
 * @typedef {{node: Text, said: string}} Said  a text node, and what it says: asking the node takes longer
 * @typedef {{element: HTMLElement, texts: Said[]}} Part
 * @typedef {{option: HTMLElement, parts: Part[], entry?: Entry}} Slot
 */

/**
 * Remembers what a function makes of a text: the same texts are shown again and again while somebody types.
 * @template T
 * @param {(text: string) => T} make @returns {(text: string) => T}
 */
const remembered = (make) => {
  /** @type {Map<string, T>} */
  const made = new Map();
  return (text) => {
    let found = made.get(text);
    if (found === undefined) made.set(text, (found = make(text)));
    return found;
  };
};
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
    const mark = word && marks.find((mark) => word === mark || (mark.length > 1 && word.startsWith(mark)));
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
  const parts = ["number", "phrase", "remark", "why"].map((name) => {
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

/**
 * Makes what shows answers in a listbox, in their order, and nothing else.
 * @param {HTMLElement} listbox @param {(entry: Entry) => string} addressOf  where an answer leads
 * @returns {(answers: Answer[], labels: Labels) => void}
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
    option.dataset.group = /symptom|cause/.test(entry.kind) ? entry.kind : "code";
    option.dataset.address = addressOf(entry);
    const isPhrase = entry.kind !== "symptom"; // a complaint is in the words of the page
    if (isPhrase === (phrase.lang === "en")) return;
    if (isPhrase) phrase.lang = "en";
    else phrase.removeAttribute("lang");
    phrase.translate = !isPhrase;
  };
  /** @param {Slot} slot @param {Answer} found @param {Labels} labels */
  const fill = (slot, found, labels) => {
    const { entry, marks } = found;
    if (slot.entry !== entry) assign(slot, entry);
    const [number, phrase, remark, why] = slot.parts;
    const isUnknown = entry.kind === "unknown";
    show(number, entry.number ? cut(entry.number, marks) : [labels.complaint]);
    show(phrase, cut(entry.phrase, marks));
    show(remark, cut(isUnknown ? labels.unknown.replace("{first}", entry.unknownAs ?? "") : entry.remark, marks));
    show(why, [reason(found, labels)]);
  };

  return (answers, labels) => {
    answers.forEach((found, place) => fill((slots[place] ??= makeSlot(place)), found, labels));
    while (listbox.children.length > answers.length) listbox.lastElementChild?.remove();
    for (let place = listbox.children.length; place < answers.length; place++) listbox.append(slots[place].option);
  };
};
