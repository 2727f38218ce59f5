// Leaves out the causes that no code leads to and that lead to none, until somebody wants all or follows a link to one.
for (const box of document.querySelectorAll("[data-only-mapped]")) {
  const field = /** @type {HTMLInputElement} */ (box);
  const scope = /** @type {Element} */ (field.closest("article, main")); // an article in the copy that is one file
  const table = /** @type {Element} */ (scope.querySelector(".causes"));
  const show = () => table.classList.toggle("only-mapped", field.checked);
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.matches(".only-mapped .unmapped")) return;
    field.checked = false; // a link to a cause wins over the choice
    show();
    target.scrollIntoView();
  };
  field.addEventListener("change", show);
  addEventListener("hashchange", reveal);
  field.checked = true;
  show();
  reveal();
}
