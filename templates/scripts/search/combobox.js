// The search field: WAI-ARIA's editable combobox with list autocomplete. The state is in the DOM, search.js finds the
// answers, answers.js draws them.
import { drawer } from "./answers.js";
import { rows } from "./knowledge.js";
import { panelOf } from "./panel.js";
import { asker } from "./search.js";
import { PAUSE } from "./weights.js";

/**
 * @import { SearchIndex } from "../types.d.ts"
 * @import { Entry } from "./knowledge.js"
 * @import { Search } from "./search.js"
 * @import { Panel } from "./answers.js"
 * @typedef {{index: SearchIndex, ask: Search, panel: Panel}} Ready
 */

/** What the template of the search promises. @template {HTMLElement} E @param {Element} box @param {string} role */
const part = (box, role) => /** @type {E} */ (box.querySelector(`[role=${role}]`));

/** Where an answer leads: a file beside this one, and a fragment of it. @param {Pick<Entry, "code" | "kind">} entry */
const fileOf = ({ code, kind }) => {
  if (kind === "cause") return `q850.html#cause-${code.slice(5)}`;
  if (kind === "other") return `other.html#sip-${code}`;
  if (kind === "unknown") return `other.html#unknown-${code[0]}xx`;
  return kind === "code" ? `sip-${code}.html` : `${code}.html`;
};

/** A paste of so many lines is offered to the explainer of traces. */
const LINES_OF_A_TRACE = 4;
/** Who reads none of the languages of the site likeliest reads this one. */
const COMMONEST = "en";
/**
 * The language of the answers: that of the page, or on a page of all languages that of the reader, as the browser tells
 * it or else as the page tells from which the reader comes.
 * @param {DOMStringMap} data
 */
const languageOf = (data) => {
  const here = Object.keys(data).flatMap((name) => /^index-?(\w+)$/.exec(name)?.[1].toLowerCase() ?? []);
  const before = /\/(\w\w)\/[^/]*$/.exec(document.referrer)?.[1] ?? "";
  const wanted = [...navigator.languages.map((tag) => tag.split("-")[0].toLowerCase()), before, COMMONEST];
  return (here.length > 1 && wanted.find((tag) => here.includes(tag))) || (here[0] ?? "");
};

/** @param {HTMLElement} box */
const start = (box) => {
  const field = /** @type {HTMLInputElement} */ (part(box, "combobox"));
  const listbox = part(box, "listbox");
  const status = part(box, "status");
  const clear = /** @type {HTMLElement} */ (box.querySelector(".search-clear"));

  const language = languageOf(box.dataset);
  /** What the template says for the language of the answers. @param {string} name */
  const told = (name) => box.getAttribute(`data-${name}-${language}`) ?? "";
  const results = told("results");
  if (results) {
    box.lang = language;
    listbox.setAttribute("aria-label", results);
  }

  /** Scripts that are under way, by their addresses @type {Set<string>} */
  const loading = new Set();
  /**
   * Loads a script once.
   * @param {string} address @param {() => void} use  called when it is there
   * @param {() => void} [lack]  called when it cannot be had; the next key tries again
   */
  const load = (address, use, lack) => {
    if (loading.has(address)) return;
    loading.add(address);
    const script = document.createElement("script");
    script.src = address;
    script.onload = use;
    script.onerror = () => {
      loading.delete(address);
      script.remove();
      lack?.();
    };
    document.head.append(script);
  };

  /** @type {Ready | undefined} */
  let ready;
  /** Loads the index on first use; what was typed meanwhile is answered when it is there. */
  const prepare = () => {
    if (ready) return;
    if (window.sipIndex) use(window.sipIndex);
    else load(told("index"), () => window.sipIndex && use(window.sipIndex), offerReload);
  };
  /** @param {SearchIndex} index */
  const use = (index) => {
    ready = { index, ask: asker(index, () => window.sipMore), panel: panelOf(index, () => field.value) };
    if (field.value || document.activeElement !== field) answer();
    rehearse(ready, texts(index));
  };

  const again = document.createElement("a");
  again.textContent = told("reload");
  again.onclick = () => {
    location.hash = again.hash;
    location.reload();
    return false;
  };
  /** Says how to go on where the index cannot be had, as on a page that was open while its site was replaced. */
  const offerReload = () => {
    if (!field.value) return;
    again.href = `#q=${encodeURIComponent(field.value)}`;
    // each key tries anew: a link that stands there, and may have the focus, stays
    if (!again.isConnected) status.replaceChildren(again);
    status.classList.add("search-nothing");
  };

  /** What is typed as a rehearsal: codes, and the beginnings of complaints. @param {SearchIndex} index */
  const texts = (index) => [
    ...rows(index.codes).flatMap(({ number, phrase }) => [`${number} ${phrase}`, phrase.slice(0, 9)]),
    ...rows(index.symptoms).map(({ phrase }) => phrase.slice(0, 18)),
  ];
  /**
   * Searches and draws in idle moments before the first key, as browsers compile what has run a few times.
   * @param {Ready} ready @param {string[]} texts
   */
  const rehearse = ({ index, ask, panel }, texts) => {
    window.requestIdleCallback?.((deadline) => {
      let done = 0;
      for (; done < texts.length && deadline.timeRemaining() > 2; done++) {
        const { answers } = ask(texts[done]);
        if (!field.value) draw(answers, index.labels, panel); // nobody sees it: the list is hidden
      }
      if (!field.value) draw([], index.labels, panel);
      if (done < texts.length) rehearse({ index, ask, panel }, texts.slice(done));
    });
  };

  // --- showing ---

  /** @param {Pick<Entry, "code" | "kind">} entry */
  const addressOf = (entry) => {
    const file = fileOf(entry);
    if (box.dataset.links !== "fragments") return told("prefix") + file;
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
    listbox.classList.toggle("search-chosen", Boolean(option));
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
   * @param {boolean} isUnsure  whether none of them is certain
   */
  const tell = ({ labels, overview, complaints, unregistered }, count, isUnsure) => {
    const said = count < 0 ? "" : count === 1 ? labels.one : labels.many.replace("{count}", String(count));
    const text = isUnsure ? `${labels.unsure} ${said}` : said;
    if (count) {
      if (status.textContent !== text) status.textContent = text;
      return;
    }
    // a number alone lies outside of those of SIP, as each of these gets an answer
    const isOutside = /^\s*\d+\s*$/.test(field.value);
    const none = isOutside ? labels.outside : labels.none;
    if (status.firstChild?.textContent !== none) {
      const ways = isOutside ? { other: unregistered, q850: "Q.850" } : { index: overview, symptoms: complaints };
      const links = Object.entries(ways).map(([code, name]) => {
        const link = document.createElement("a");
        link.textContent = name;
        link.href = addressOf({ code, kind: "class" });
        return [" ", link];
      });
      status.replaceChildren(none, ...links.flat());
    }
  };
  const hint = field.placeholder;
  const loadMore = () => {
    const use = () => {
      answer(!window.sipMore);
      if (ready) rehearse(ready, texts(ready.index));
    };
    load(told("more"), use, () => answer(true));
  };
  let pause = 0;
  /** @param {boolean} isAll  whether to do without the rest of the index, which cannot be had */
  const answer = (isAll = false) => {
    clear.hidden = !field.value;
    if (!ready) return prepare();
    const query = field.value;
    // a placeholder that nobody sees is still styled anew by Chromium at every key
    if (!query) field.placeholder = hint;
    else field.removeAttribute("placeholder");
    const { answers, isFinal, isUnsure } = ready.ask(query);
    if (field.hasAttribute("aria-activedescendant")) choose();
    draw(answers, ready.index.labels, ready.panel);
    if (answers.length) show();
    clearTimeout(pause);
    if (isFinal || isAll || !told("more")) {
      listbox.dataset.query = query;
      show();
      tell(ready.index, query.trim() ? answers.length : -1, isUnsure);
    } else pause = window.setTimeout(loadMore, PAUSE);
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
    // several lines are a trace more often than a question
    const offer = /** @type {?HTMLElement} */ (box.querySelector("[data-trace-offer]"));
    if (offer) offer.hidden = text.trim().split(/[\r\n]+/).length < LINES_OF_A_TRACE;
    // a field of one line drops line breaks and so glues words together: keep them visible
    event.preventDefault();
    const line = text.trim().replace(/\s*[\r\n]+\s*/g, " ⏎ ");
    if (document.execCommand("insertText", false, line)) return; // keeps undo
    const [from, to] = /** @type {[number, number]} */ ([field.selectionStart, field.selectionEnd]);
    field.setRangeText(line, from, to, "end");
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

  field.addEventListener("focus", prepare);
  field.addEventListener("input", (event) => /** @type {InputEvent} */ (event).isComposing || answer());
  field.addEventListener("compositionend", () => answer());
  field.addEventListener("keydown", onKey);
  field.addEventListener("paste", onPaste);
  field.addEventListener("click", () => {
    if (!isOpen() && listbox.dataset.query === field.value) show();
  });
  box.addEventListener("mousedown", (event) => {
    // the focus stays in the field
    const at = /** @type {Node} */ (event.target);
    if (listbox.contains(at) || clear.contains(at)) event.preventDefault();
  });
  clear.addEventListener("click", () => {
    field.value = "";
    field.focus();
    answer();
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
