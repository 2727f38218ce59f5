// Runs before the first paint: shows what needs scripts and applies the chosen theme, so that nothing jumps or flashes.
const root = document.documentElement;
root.classList.add("js");
// where the script of the site cannot be had, as on a page that was uploaded before it, no dead field is shown
/** @param {Event} event */
const onError = ({ target }) => {
  if (target instanceof HTMLScriptElement && target.defer) root.classList.remove("js");
};
addEventListener("error", onError, true);
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
} catch {
  // storage may be refused from disk or in private windows: the system's theme stays
}
