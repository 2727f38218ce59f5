// Runs before the first paint: shows what needs scripts and applies the chosen theme, so that nothing jumps or flashes.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (error) {
    // storage may be refused from disk or in private windows: the system's theme stays
  }
})();
