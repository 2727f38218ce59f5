// Marks in the list of parts of a page the one that is being read: what stands at a quarter of the window, on the left
// where two stand side by side. The one-file copy has a list for each entry and marks none.
const [list, another] = document.querySelectorAll(".toc ul");

/** @param {Element} list */
const follow = (list) => {
  const links = /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("a")]);
  const parts = links.map((link) => document.getElementById(link.hash.slice(1))?.closest("section, details"));
  const mark = () => {
    const eye = innerHeight / 4;
    // before the first part begins it is read all the same
    let read = 0;
    let left = Infinity;
    parts.forEach((part, place) => {
      // a part that goes on in the next column has a box in each
      for (const box of part?.getClientRects() ?? []) {
        if (box.top <= eye && box.bottom > eye && box.left < left) [read, left] = [place, box.left];
      }
    });
    links.forEach((link, place) => link.classList.toggle("read", place === read));
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
};
if (list && !another) follow(list);
