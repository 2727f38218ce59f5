// Changes between the light and the dark theme, and remembers the choice where storage is allowed.
const root = document.documentElement;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches);

document.addEventListener("click", ({ target }) => {
  if (!(/** @type {Element} */ (target).closest("[data-theme-toggle]"))) return;
  root.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // refused from disk or in private windows: the choice holds for this page
  }
});
// a page that the browser kept, or another tab, follows a choice made elsewhere
const follow = () => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // no storage, no choice to follow
  }
};
addEventListener("pageshow", (event) => event.persisted && follow());
addEventListener("storage", follow);
