// The answers as options of a listbox. Options are made once and filled anew at every key: making, styling and laying out
// elements is what costs time while somebody types, so an option that stays as it is is not touched.
/** @param {HTMLElement} listbox @param {(entry: any) => string} addressOf  where an answer leads */
window.sipAnswers = (listbox, addressOf) => {
  const PARTS = ["number", "phrase", "remark", "why"];
  /**
   * @typedef {{node: Text, said: string}} Said  a text node, and what it says: asking the node takes longer
   * @typedef {{element: HTMLElement, texts: Said[]}} Part
   */
  /** @type {{option: HTMLElement, parts: Part[], entry?: any}[]} */
  const slots = [];
  const slot = (place) => {
    if (!slots[place]) {
      const option = document.createElement("li");
      option.className = "search-option";
      option.id = `search-option-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const parts = PARTS.map((name) => {
        const element = document.createElement("span");
        element.className = `search-${name}`;
        option.append(element, " ");
        return { element, texts: [] };
      });
      slots[place] = { option, parts };
    }
    return slots[place];
  };

  /** Remembers what a function makes of a text: the same texts are shown again and again while somebody types. */
  const remembered = (make) => {
    const made = new Map();
    return (text) => {
      if (!made.has(text)) made.set(text, make(text));
      return made.get(text);
    };
  };
  const compared = remembered((text) => window.sipSearch.words(text).join(" "));
  /** A text in pieces, words and what is between them, and each word as it is compared. */
  const takeApart = remembered((text) => {
    const pieces = text.split(/([\p{L}\p{N}]+)/u);
    return { pieces, words: pieces.map((piece, i) => (i % 2 ? compared(piece).replaceAll(" ", "") : "")) };
  });
  /** Cuts a text where words match: what is plain and what matches take turns, plain first. */
  const cut = (text, marks) => {
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
  const addText = (element, isMarked) => {
    const node = document.createTextNode("");
    if (isMarked) element.appendChild(document.createElement("mark")).append(node);
    else element.append(node);
    return { node, said: "" };
  };
  const show = ({ element, texts }, cuts) => {
    for (; texts.length > cuts.length; texts.pop()) element.lastChild.remove();
    cuts.forEach((said, place) => {
      if (place === texts.length) texts.push(addText(element, place % 2));
      if (texts[place].said !== said) texts[place].node.data = texts[place].said = said;
    });
  };

  /** Why an answer was found, if its own line does not say so. */
  const reason = ({ entry, why }, labels) => {
    if (!why) return "";
    const kind = why.kind === "cause" || why.cause ? "cause" : why.kind === "own" || why.kind === "other" || entry.kind === "symptom" ? "word" : why.kind;
    if (entry.kind === "cause" && kind === "cause") return "";
    if (!labels[kind] || compared(`${entry.number} ${entry.phrase} ${entry.remark}`).includes(compared(why.text))) return "";
    return labels[kind].replace("{text}", kind === "cause" ? (why.cause ?? why.text) : why.text);
  };
  /** Makes an option that of an entry. */
  const assign = (slot, entry) => {
    const { option, parts } = slot;
    const phrase = parts[1].element;
    slot.entry = entry;
    option.dataset.code = entry.code;
    option.dataset.address = addressOf(entry);
    const isPhrase = entry.kind !== "symptom"; // a complaint is in the words of the page
    if (isPhrase === (phrase.lang === "en")) return;
    if (isPhrase) phrase.lang = "en";
    else phrase.removeAttribute("lang");
    phrase.translate = !isPhrase;
  };
  const fill = (slot, found, labels) => {
    const { entry, marks } = found;
    if (slot.entry !== entry) assign(slot, entry);
    const [number, phrase, remark, why] = slot.parts;
    show(number, entry.number ? cut(entry.number, marks) : [labels.complaint]);
    show(phrase, cut(entry.phrase, marks));
    show(remark, cut(entry.kind === "unknown" ? labels.unknown.replace("{first}", entry.unknownAs) : entry.remark, marks));
    show(why, [reason(found, labels)]);
  };

  /** Shows answers in their order, and nothing else. @param {any[]} answers @param {Record<string, string>} labels */
  return (answers, labels) => {
    answers.forEach((found, place) => fill(slot(place), found, labels));
    while (listbox.children.length > answers.length) listbox.lastElementChild.remove();
    for (let place = listbox.children.length; place < answers.length; place++) listbox.append(slots[place].option);
  };
};
