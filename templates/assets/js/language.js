// The language switch keeps the fragment and the query of the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-lang-switch]");
  if (link) link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
});
