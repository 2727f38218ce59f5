// Two readers, one page: a caller sees what helps a caller, an administrator everything. What is left out for a caller
// can be linked to, found in the page and printed all the same.
const root = document.documentElement;
const forAdmin = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".for-admin")]);
const folds = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(".fold")]);
const desks = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(".desk")]);
const checks = document.querySelectorAll(".checks");
const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".readers a")]);

/** @param {string} reader */
const show = (reader) => {
  root.dataset.reader = reader;
  for (const part of forAdmin) {
    if (reader === "caller") part.setAttribute("hidden", "until-found");
    else part.removeAttribute("hidden");
  }
  // what comes first to the eye comes first by the keyboard
  for (const part of checks) part.parentElement?.[reader === "admin" ? "prepend" : "append"](part);
  for (const desk of desks) {
    desk.open = reader === "admin";
    desk.classList.remove("waits"); // the style has opened it until now
  }
  for (const link of links) {
    if (link.hash.endsWith(reader)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};
/** @param {string} reader */
const choose = (reader) => {
  show(reader);
  try {
    localStorage.setItem("reader", reader);
  } catch {
    // refused from disk or in private windows: the choice holds for this page
  }
};
const target = () => document.getElementById(location.hash.slice(1));
const follow = () => {
  const asked = /(?:^#|-)(caller|admin)$/.exec(location.hash)?.[1];
  if (asked) choose(asked);
  const found = target();
  if (!found) return;
  const fold = found.closest("details");
  if (fold) fold.open = true;
  if (!found.closest("[hidden]")) return;
  show("admin");
  found.scrollIntoView();
};

for (const part of forAdmin) part.addEventListener("beforematch", () => show("admin"));
document.addEventListener("click", (event) => {
  const at = /** @type {Element} */ (event.target);
  const link = /** @type {?HTMLAnchorElement} */ (at.closest(".readers a"));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // the choice is made where one is, and the address says it
  choose(link.hash.endsWith("caller") ? "caller" : "admin");
  try {
    history.replaceState(history.state, "", link.hash);
  } catch {
    // some browsers refuse this from disk
  }
});
if (matchMedia("(max-width: 47.99rem)").matches) for (const fold of folds) fold.open = fold.contains(target());
if (links.length) {
  show(root.dataset.reader ?? "admin");
  follow();
  addEventListener("hashchange", follow);
}
