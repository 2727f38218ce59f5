// A button that prints the page.
document.addEventListener("click", ({ target }) => {
  if (/** @type {Element} */ (target).closest("[data-print]")) print();
});
