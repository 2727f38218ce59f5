// Marks in the list of parts of a page the one that is being read: what stands below the line that stays, on the left
// where two stand side by side. The one-file copy has a list for each entry and marks none.
const EYE = 160;
const [list, another] = document.querySelectorAll(".toc ul");

/** @param {Element} list */
const follow = (list) => {
  const links = /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("a")]);
  const parts = links.map((link) => document.getElementById(link.hash.slice(1))?.closest("section, details"));
  const mark = () => {
    // before the first part begins it is read all the same
    let read = 0;
    let left = Infinity;
    parts.forEach((part, place) => {
      // a part that goes on in the next column has a box in each
      for (const box of part?.getClientRects() ?? []) {
        if (box.top <= EYE && box.bottom > EYE && box.left < left) [read, left] = [place, box.left];
      }
    });
    links.forEach((link, place) => link.classList.toggle("read", place === read));
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
};
if (list && !another) follow(list);
