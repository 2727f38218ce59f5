// Marks in the list of the sections of a page those that one is reading.
const READ = "-64px 0px -50% 0px"; // below the line that stays, in the upper half of the window

/** @param {Element} list */
const follow = (list) => {
  /** @type {Map<Element, Element>} */
  const links = new Map();
  for (const link of /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("a")])) {
    const section = document.getElementById(link.hash.slice(1))?.closest("section, details");
    if (section) links.set(section, link);
  }
  const mark = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) links.get(target)?.classList.toggle("read", isIntersecting);
    },
    { rootMargin: READ },
  );
  for (const section of links.keys()) mark.observe(section);
};
for (const list of document.querySelectorAll(".toc ul")) follow(list);
