// Filters the tables of codes by verdict and by request. The choice stands in the address, so that it survives a reload,
// the way back and the language switch; where the address cannot be changed, the browser restores the fields.
for (const box of document.querySelectorAll("[data-filters]")) {
  const fields = [...box.querySelectorAll("[data-filter]")];
  const reset = box.querySelector("button");
  const status = box.querySelector("[data-filter-status]");
  const scope = box.closest("article, main"); // an article in the copy that holds the site in one file
  const rows = [...scope.querySelectorAll("tr[data-verdict]")];

  const fits = (row) =>
    fields.every((field) => {
      const has = row.dataset[field.dataset.filter].split(" ");
      return !field.value || has.includes(field.value) || has.includes("any");
    });
  const show = () => {
    const isOn = fields.some((field) => field.value);
    for (const row of rows) row.hidden = !fits(row);
    for (const table of scope.querySelectorAll(".codes")) {
      table.closest("section").hidden = !table.querySelector("tr[data-verdict]:not([hidden])");
    }
    const shown = rows.filter((row) => !row.hidden).length;
    status.textContent = isOn ? status.dataset.words.replace("{shown}", shown).replace("{total}", rows.length) : "";
    reset.hidden = !isOn;
  };
  const remember = () => {
    const query = new URLSearchParams(location.search);
    for (const { dataset, value } of fields) {
      if (value) query.set(dataset.filter, value);
      else query.delete(dataset.filter);
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
    for (const field of fields) field.value = query.get(field.dataset.filter) ?? field.value;
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
}
