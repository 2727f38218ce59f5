// The search field: WAI-ARIA's editable combobox with list autocomplete. The state is in the DOM, search.js finds the
// answers, answers.js draws them.
import { drawer } from "./answers.js";
import { rows } from "./knowledge.js";
import { searcher } from "./search.js";

/**
 * @import { SearchIndex } from "../types.d.ts"
 * @import { Entry } from "./knowledge.js"
 * @import { Answer } from "./ranking.js"
 * @typedef {{index: SearchIndex, search: (query: string) => Answer[]}} Ready
 */

/** What the template of the search promises. @template {HTMLElement} E @param {Element} box @param {string} role */
const part = (box, role) => /** @type {E} */ (box.querySelector(`[role=${role}]`));

/** Where an answer leads: a file beside this one, and a fragment of it. @param {Pick<Entry, "code" | "kind">} entry */
const fileOf = ({ code, kind }) => {
  if (kind === "cause") return `q850.html#cause-${code.slice(5)}`;
  if (kind === "symptom") return `symptoms.html#${code.slice(8)}`;
  if (kind === "other") return `other.html#sip-${code}`;
  if (kind === "unknown") return `other.html#unknown-${code[0]}xx`;
  return kind === "class" ? `${code}.html` : `sip-${code}.html`;
};

/** @param {HTMLElement} box */
const start = (box) => {
  const field = /** @type {HTMLInputElement} */ (part(box, "combobox"));
  const listbox = part(box, "listbox");
  const status = part(box, "status");

  /** @type {Ready | undefined} */
  let ready;
  let loading = false;
  /** Loads the index on first use; what was typed meanwhile is answered when it is there. */
  const load = () => {
    if (ready || loading) return;
    if (window.sipIndex) return use(window.sipIndex);
    loading = true;
    const script = document.createElement("script");
    script.src = box.dataset.index ?? "";
    script.onload = () => window.sipIndex && use(window.sipIndex);
    script.onerror = () => {
      loading = false; // the next key tries again
      script.remove();
    };
    document.head.append(script);
  };
  /** @param {SearchIndex} index */
  const use = (index) => {
    ready = { index, search: searcher(index) };
    if (field.value || document.activeElement !== field) answer();
    const texts = rows(index.codes).flatMap(({ number, phrase }) => [`${number} ${phrase}`, phrase.slice(0, 9)]);
    rehearse(ready, texts);
  };

  /**
   * Searches and draws in idle moments before the first key, as browsers compile what has run a few times.
   * @param {Ready} ready @param {string[]} texts
   */
  const rehearse = ({ index, search }, texts) => {
    window.requestIdleCallback?.((deadline) => {
      let done = 0;
      for (; done < texts.length && deadline.timeRemaining() > 2; done++) {
        const found = search(texts[done]);
        if (!field.value) draw(found, index.labels); // nobody sees it: the list is hidden
      }
      if (!field.value) draw([], index.labels);
      if (done < texts.length) rehearse({ index, search }, texts.slice(done));
    });
  };

  // --- showing ---

  /** @param {Pick<Entry, "code" | "kind">} entry */
  const addressOf = (entry) => {
    const file = fileOf(entry);
    if (box.dataset.links !== "fragments") return box.dataset.prefix + file;
    const [page, fragment] = file.replace(".html", "").split("#"); // in the one-file copy pages are sections
    const ids = fragment ? [`${page}-${fragment}`, fragment, page] : [page];
    return `#${ids.find((id) => document.getElementById(id)) ?? page}`;
  };
  const draw = drawer(listbox, addressOf);

  const options = () => /** @type {HTMLElement[]} */ ([...listbox.children]);
  const chosen = () => /** @type {?HTMLElement} */ (listbox.querySelector("[aria-selected=true]"));
  const isOpen = () => !listbox.hidden;

  /** @param {?HTMLElement} [option] */
  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    } else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    choose();
    listbox.hidden = true;
    status.classList.remove("search-nothing");
    field.setAttribute("aria-expanded", "false");
  };
  const show = () => {
    listbox.hidden = !listbox.children.length;
    status.classList.toggle("search-nothing", Boolean(ready) && !isOpen() && Boolean(field.value.trim()));
    field.setAttribute("aria-expanded", String(isOpen()));
  };

  /**
   * Says how many answers there are, or that there are none and where to go on; also to those who cannot see the list.
   * @param {SearchIndex} index @param {number} count  -1 where nothing was asked
   */
  const tell = ({ labels, overview, complaints }, count) => {
    const text = count < 0 ? "" : count === 1 ? labels.one : labels.many.replace("{count}", String(count));
    if (count) {
      if (status.textContent !== text) status.textContent = text;
    } else if (!status.children.length) {
      const ways = { index: overview, symptoms: complaints };
      const links = Object.entries(ways).map(([code, name]) => {
        const link = document.createElement("a");
        link.textContent = name;
        link.href = addressOf({ code, kind: "class" });
        return [" ", link];
      });
      status.replaceChildren(labels.none, ...links.flat());
    }
  };
  const hint = field.placeholder;
  const answer = () => {
    if (!ready) return load();
    const query = field.value;
    // a placeholder that nobody sees is still styled anew by Chromium at every key
    if (!query) field.placeholder = hint;
    else field.removeAttribute("placeholder");
    const found = ready.search(query);
    if (field.hasAttribute("aria-activedescendant")) choose();
    draw(found, ready.index.labels);
    listbox.dataset.query = query;
    show();
    tell(ready.index, query.trim() ? found.length : -1);
  };

  // --- going there ---

  /** @param {?HTMLElement | undefined} target @param {boolean} elsewhere */
  const go = (target, elsewhere) => {
    const address = target?.dataset.address;
    if (!address) return;
    if (elsewhere) window.open(address, "_blank", "noopener");
    else {
      close();
      location.href = address;
    }
  };

  /** @param {1 | -1} step */
  const move = (step) => {
    const all = options();
    const at = all.findIndex((option) => option === chosen());
    choose(at < 0 ? all.at(step > 0 ? 0 : -1) : all[at + step]); // past either end lies the field itself
  };
  /** @type {Record<string, (event: KeyboardEvent) => void>} */
  const keys = {
    ArrowDown: (event) => {
      if (!isOpen()) show();
      if (!event.altKey) move(1);
    },
    ArrowUp: (event) => {
      if (event.altKey) return close();
      if (!isOpen()) show();
      move(-1);
    },
    Enter: (event) => {
      if (listbox.dataset.query !== field.value) answer();
      go(chosen() ?? options()[0], event.ctrlKey || event.metaKey);
    },
    Escape: () => {
      if (isOpen() || status.classList.contains("search-nothing")) return close();
      field.value = "";
      answer();
    },
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the keys belong to the input method
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const own = keys[event.key];
    if (own && (event.key === "Enter" ? !event.shiftKey && !event.altKey : plain)) {
      event.preventDefault();
      own(event);
    } else if (event.key === "Tab") {
      if (isOpen()) close();
    } else if (/^(?:Home|End|ArrowLeft|ArrowRight)$/.test(event.key)) choose(); // the caret has moved
  };

  /** @param {ClipboardEvent} event */
  const onPaste = (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\r\n]/.test(text)) return;
    // a field of one line drops line breaks and so glues words together: keep them visible
    event.preventDefault();
    const line = text.trim().replace(/\s*[\r\n]+\s*/g, " ⏎ ");
    if (document.execCommand("insertText", false, line)) return; // keeps undo
    field.setRangeText(line, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
    answer();
  };

  const fromAddress = () => {
    if (!location.hash.startsWith("#q=")) return;
    const asked = location.hash.slice(3).replaceAll("+", " ");
    try {
      field.value = decodeURIComponent(asked).replace(/\s*[\r\n]+\s*/g, " ⏎ ");
    } catch {
      field.value = asked; // a lone % is no escape
    }
    field.focus();
    answer();
  };

  /** @param {MouseEvent} event */
  const optionAt = ({ target }) =>
    /** @type {?HTMLElement} */ (/** @type {Element} */ (target).closest("[role=option]"));

  field.addEventListener("focus", load);
  field.addEventListener("input", (event) => /** @type {InputEvent} */ (event).isComposing || answer());
  field.addEventListener("compositionend", answer);
  field.addEventListener("keydown", onKey);
  field.addEventListener("paste", onPaste);
  field.addEventListener("click", () => {
    if (!isOpen() && listbox.dataset.query === field.value) show();
  });
  box.addEventListener("mousedown", (event) => {
    // the focus stays in the field
    if (listbox.contains(/** @type {Node} */ (event.target))) event.preventDefault();
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(/** @type {?Node} */ (event.relatedTarget))) close();
  });
  listbox.addEventListener("click", (event) => go(optionAt(event), event.ctrlKey || event.metaKey || event.shiftKey));
  listbox.addEventListener("auxclick", (event) => {
    if (event.button === 1) go(optionAt(event), true);
  });
  document.addEventListener("keydown", (event) => {
    const onlyOneOfBoth = event.ctrlKey !== event.metaKey;
    if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || !onlyOneOfBoth) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  addEventListener("hashchange", fromAddress);
  fromAddress();
};

const box = /** @type {?HTMLElement} */ (document.querySelector(".search"));
if (box) start(box);
