// The language switch keeps the fragment and the query of the page, however the link is opened.
for (const type of ["focusin", "pointerdown", "contextmenu", "click"]) {
  document.addEventListener(type, (event) => {
    const link = event.target.closest?.("[data-lang-switch]");
    if (link) link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
  });
}
