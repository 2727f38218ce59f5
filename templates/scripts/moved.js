// Goes on to where a page has moved, and keeps the fragment that the old address had.
const link = /** @type {HTMLAnchorElement} */ (document.querySelector("a[data-moved]"));
location.replace(link.hash ? link.href : link.href + location.hash);
