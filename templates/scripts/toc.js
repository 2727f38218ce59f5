// Marks in the list of parts of a page those that one is reading: what stands in the upper half of the window, below
// the line that stays. The one-file copy has a list for each entry and marks none.
const BAR = 64;
const [list, another] = document.querySelectorAll(".toc ul");

/** @param {Element} list */
const follow = (list) => {
  const links = /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("a")]);
  const parts = links.map((link) => document.getElementById(link.hash.slice(1))?.closest("section, details"));
  const mark = () => {
    links.forEach((link, place) => {
      // a part that goes on in the next column has a box in each
      const boxes = [...(parts[place]?.getClientRects() ?? [])];
      link.classList.toggle(
        "read",
        boxes.some(({ top, bottom }) => bottom > BAR && top < document.documentElement.clientHeight / 2),
      );
    });
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
};
if (list && !another) follow(list);
