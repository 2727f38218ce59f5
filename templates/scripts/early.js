// Runs before the first paint: shows what needs scripts, and applies what was chosen, so that nothing jumps or flashes.
const root = document.documentElement;
root.classList.add("js");
// where the script of the site cannot be had, as on a page that was uploaded before it, no dead field is shown
/** @param {Event} event */
const onError = ({ target }) => {
  if (target instanceof HTMLScriptElement && target.defer) root.classList.remove("js");
};
addEventListener("error", onError, true);
/** What was chosen before. @param {string} name */
export const kept = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage may be refused from disk or in private windows
  }
};
const theme = kept("theme");
if (theme === "light" || theme === "dark") root.dataset.theme = theme;
