// Runs before the first paint: shows what needs scripts and applies the chosen theme, so that nothing jumps or flashes.
const root = document.documentElement;
root.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
} catch {
  // storage may be refused from disk or in private windows: the system's theme stays
}
