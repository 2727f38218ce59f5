// The search field: WAI-ARIA's editable combobox with list autocomplete. The state is in the DOM, search.js finds the answers,
// answers.js draws them.
{
  const box = document.querySelector(".search");
  const field = /** @type {HTMLInputElement} */ (box?.querySelector("[role=combobox]"));
  const listbox = /** @type {HTMLElement} */ (box?.querySelector("[role=listbox]"));
  const status = box?.querySelector("[role=status]");

  /** @type {((query: string) => any[]) | undefined} */
  let search;
  let loading = false;
  /** Loads the index on first use; what was typed meanwhile is answered when it is there. */
  const load = () => {
    if (search || loading) return;
    const ready = () => {
      search = window.sipSearch.open(window.sipIndex);
      if (field.value || document.activeElement !== field) answer();
      const [numbers, phrases] = window.sipIndex.codes;
      rehearse(numbers.flatMap((number, i) => [`${number} ${phrases[i]}`, phrases[i].slice(0, 9)]));
    };
    if (window.sipIndex) return ready();
    loading = true;
    const script = document.createElement("script");
    script.src = box.dataset.index;
    script.onload = ready;
    script.onerror = () => {
      loading = false; // the next key tries again
      script.remove();
    };
    document.head.append(script);
  };

  /** Searches and draws in idle moments before the first key, as browsers compile what has run a few times. @param {string[]} texts */
  const rehearse = (texts) => {
    window.requestIdleCallback?.((deadline) => {
      let done = 0;
      for (; done < texts.length && deadline.timeRemaining() > 2; done++) {
        const found = search(texts[done]);
        if (!field.value) draw(found, window.sipIndex.labels); // nobody sees it: the list is hidden
      }
      if (!field.value) draw([], window.sipIndex.labels);
      if (done < texts.length) rehearse(texts.slice(done));
    });
  };

  // --- where an answer leads ---

  const fileOf = ({ code, kind }) => {
    if (kind === "cause") return `q850.html#cause-${code.slice(5)}`;
    if (kind === "symptom") return `symptoms.html#${code.slice(8)}`;
    if (kind === "other") return `other.html#sip-${code}`;
    if (kind === "unknown") return `other.html#unknown-${code[0]}xx`;
    return kind === "class" ? `${code}.html` : `sip-${code}.html`;
  };
  const addressOf = (entry) => {
    const file = fileOf(entry);
    if (box.dataset.links !== "fragments") return box.dataset.prefix + file;
    const [page, fragment] = file.replace(".html", "").split("#"); // in the one-file copy pages are sections
    return `#${[fragment && `${page}-${fragment}`, fragment, page].find((id) => id && document.getElementById(id)) ?? page}`;
  };

  // --- showing ---

  const draw = window.sipAnswers(listbox, addressOf);

  const options = () => /** @type {HTMLElement[]} */ ([...listbox.children]);
  const chosen = () => /** @type {HTMLElement | null} */ (listbox.querySelector("[aria-selected=true]"));
  const isOpen = () => !listbox.hidden;

  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", option.id);
    } else field.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    choose(null);
    listbox.hidden = true;
    status.classList.remove("search-nothing");
    field.setAttribute("aria-expanded", "false");
  };
  const show = () => {
    listbox.hidden = !listbox.children.length;
    status.classList.toggle("search-nothing", Boolean(search) && !isOpen() && Boolean(field.value.trim()));
    field.setAttribute("aria-expanded", String(isOpen()));
  };

  /** Says how many answers there are, or that there are none and where to go on; also to those who cannot see the list. */
  const tell = (count) => {
    const { labels } = window.sipIndex;
    const text = count < 0 ? "" : count === 1 ? labels.one : labels.many.replace("{count}", String(count));
    if (count) {
      if (status.textContent !== text) status.textContent = text;
    } else if (!status.children.length) {
      const ways = { overview: { code: "index" }, symptoms: { code: "symptoms" } };
      const links = Object.entries(ways).map(([name, page]) => {
        const link = document.createElement("a");
        link.textContent = labels[name];
        link.href = addressOf({ ...page, kind: "class" });
        return [" ", link];
      });
      status.replaceChildren(labels.none, ...links.flat());
    }
  };
  const hint = field?.placeholder;
  const answer = () => {
    if (!search) return load();
    const query = field.value;
    // a placeholder that nobody sees is still styled anew by Chromium at every key
    if (!query) field.placeholder = hint;
    else field.removeAttribute("placeholder");
    const found = search(query);
    if (field.hasAttribute("aria-activedescendant")) choose(null);
    draw(found, window.sipIndex.labels);
    listbox.dataset.query = query;
    show();
    tell(query.trim() ? found.length : -1);
  };

  // --- going there ---

  const go = (target, elsewhere) => {
    if (!target) return;
    if (elsewhere) return window.open(target.dataset.address, "_blank", "noopener");
    close();
    location.href = target.dataset.address;
  };

  const move = (step) => {
    const all = options();
    const at = all.indexOf(chosen());
    choose(at < 0 ? all.at(step > 0 ? 0 : -1) : (all[at + step] ?? null)); // past either end lies the field itself
  };
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
  const onKey = (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the keys belong to the input method
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const own = keys[event.key];
    if (own && (event.key === "Enter" ? !event.shiftKey && !event.altKey : plain)) {
      event.preventDefault();
      own(event);
    } else if (event.key === "Tab") {
      if (!isOpen()) return;
      choose(null);
      close();
    } else if (/^(?:Home|End|ArrowLeft|ArrowRight)$/.test(event.key)) choose(null); // the caret moves, so the choice is left
  };

  const onPaste = (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\r\n]/.test(text)) return;
    // a field of one line drops line breaks and so glues words together: keep them visible
    event.preventDefault();
    const line = text.trim().replace(/\s*[\r\n]+\s*/g, " ⏎ ");
    if (document.execCommand("insertText", false, line)) return; // keeps undo
    field.setRangeText(line, field.selectionStart, field.selectionEnd, "end");
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

  if (field) {
    field.addEventListener("focus", load);
    field.addEventListener("input", (event) => event.isComposing || answer());
    field.addEventListener("compositionend", answer);
    field.addEventListener("keydown", onKey);
    field.addEventListener("paste", onPaste);
    field.addEventListener("click", () => {
      if (!isOpen() && listbox.dataset.query === field.value) show();
    });
    box.addEventListener("mousedown", (event) => {
      if (listbox.contains(event.target)) event.preventDefault(); // the focus stays in the field
    });
    box.addEventListener("focusout", (event) => {
      if (!box.contains(event.relatedTarget)) close();
    });
    listbox.addEventListener("click", (event) => go(event.target.closest("[role=option]"), event.ctrlKey || event.metaKey || event.shiftKey));
    listbox.addEventListener("auxclick", (event) => {
      if (event.button === 1) go(event.target.closest("[role=option]"), true);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
    addEventListener("hashchange", fromAddress);
    fromAddress();
  }
}
