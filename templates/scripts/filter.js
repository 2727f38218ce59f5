// Filters the codes by verdict and by request: those that do not fit are dimmed on the board and hidden in the tables.
// The choice stands in the address, so that it survives a reload, the way back and the language switch; where the
// address cannot be changed, the browser restores the fields.

/**
 * The elements that fit a selector; what the templates promise, a type checker cannot know.
 * @template {HTMLElement} E
 * @param {Element} root @param {string} selector
 */
const all = (root, selector) => /** @type {E[]} */ ([...root.querySelectorAll(selector)]);
/** @param {HTMLElement} element @param {string} name */
const dataOf = (element, name) => /** @type {string} */ (element.dataset[name]);

/** @param {HTMLElement} box  what holds the fields of a filter */
const filter = (box) => {
  const fields = /** @type {HTMLSelectElement[]} */ (all(box, "[data-filter]"));
  const [reset] = all(box, "button");
  const [status] = all(box, "[data-filter-status]");
  const fold = /** @type {HTMLDetailsElement} */ (box.closest("details"));
  const scope = /** @type {Element} */ (box.closest("article, main")); // an article in the copy that is one file
  const rows = all(scope, "tr[data-verdict]");
  const cells = all(scope, ".board li:not(.class)"); // of the same codes, in the same order

  /** @param {HTMLElement} row */
  const fits = (row) =>
    fields.every((field) => {
      const has = dataOf(row, dataOf(field, "filter")).split(" ");
      return !field.value || has.includes(field.value) || has.includes("any");
    });
  const show = () => {
    const isOn = fields.some((field) => field.value);
    rows.forEach((row, place) => {
      row.hidden = !fits(row);
      cells[place].classList.toggle("dim", row.hidden);
    });
    for (const table of all(scope, ".codes")) {
      const section = /** @type {HTMLElement} */ (table.closest("section"));
      section.hidden = !table.querySelector("tr[data-verdict]:not([hidden])");
    }
    const shown = rows.filter((row) => !row.hidden).length;
    const words = dataOf(status, "words").replace("{shown}", String(shown)).replace("{total}", String(rows.length));
    status.textContent = isOn ? words : "";
    reset.hidden = !isOn;
    if (isOn) fold.open = true; // what is chosen must be seen
  };
  const remember = () => {
    const query = new URLSearchParams(location.search);
    for (const field of fields) {
      if (field.value) query.set(dataOf(field, "filter"), field.value);
      else query.delete(dataOf(field, "filter"));
    }
    try {
      history.replaceState(history.state, "", location.pathname + (query.size ? `?${query}` : "") + location.hash);
    } catch {
      // some browsers refuse this from disk
    }
  };
  const clear = () => {
    for (const field of fields) field.value = "";
    show();
    remember();
  };
  const revealTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest("[hidden]")) return;
    clear();
    target.scrollIntoView();
  };
  const start = () => {
    const query = new URLSearchParams(location.search);
    for (const field of fields) field.value = query.get(dataOf(field, "filter")) ?? field.value;
    for (const field of fields) if (field.selectedIndex < 0) field.value = "";
    show();
    revealTarget();
  };
  box.addEventListener("change", () => {
    show();
    remember();
  });
  reset.addEventListener("click", () => {
    clear();
    fields[0].focus(); // the button is gone now
  });
  addEventListener("hashchange", revealTarget);
  addEventListener("pageshow", start);
  start();
};
for (const box of document.querySelectorAll("[data-filters]")) filter(/** @type {HTMLElement} */ (box));
