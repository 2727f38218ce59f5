// The language switch keeps the fragment and the query of the page, however the link is opened.
for (const type of ["focusin", "pointerdown", "contextmenu", "click"]) {
  document.addEventListener(type, ({ target }) => {
    // the document itself, which has no `closest`, is a target of focusin too
    const closest = /** @type {Element} */ (target).closest?.("[data-lang-switch]");
    const link = /** @type {?HTMLAnchorElement | undefined} */ (closest);
    if (link) link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
  });
}
