// The ladder step by step: arrow keys on the list of steps, or a click on one, show its number in the picture and the
// message of the example that it is. Without scripts, and on paper, the same numbers stand on both.

/** @param {Element} figure */
const alive = (figure) => {
  const list = /** @type {HTMLElement} */ (figure.querySelector("ol"));
  const steps = [...list.children];
  const scope = /** @type {Element} */ (figure.closest("article, main")); // an article in the copy that is one file
  const messages = [...scope.querySelectorAll("pre[data-sip]")];
  const marks = [...figure.querySelectorAll("[data-step]")];
  /** @param {number} place  -1 for none */
  const show = (place) => {
    steps.forEach((step, at) => {
      if (at === place) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    });
    for (const mark of marks) mark.classList.toggle("ladder-now", mark.getAttribute("data-step") === String(place + 1));
    const label = steps[place]?.querySelector("code")?.textContent;
    for (const message of messages) {
      const [line] = /** @type {string} */ (message.textContent).split("\n", 1);
      const isThis = label && `${line.replace(/^SIP\/2\.0 /, "")} `.startsWith(`${label} `);
      message.classList.toggle("step-now", Boolean(isThis));
    }
  };
  const now = () => steps.findIndex((step) => step.hasAttribute("aria-current"));
  list.tabIndex = 0;
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const place = Math.min(Math.max(now() + step, 0), steps.length - 1);
    show(place);
    steps[place].scrollIntoView({ block: "nearest" });
  });
  list.addEventListener("click", ({ target }) => {
    show(steps.findIndex((step) => step.contains(/** @type {Node} */ (target))));
  });
  list.addEventListener("blur", () => show(-1));
};
for (const figure of document.querySelectorAll("figure[data-flow]")) alive(figure);
