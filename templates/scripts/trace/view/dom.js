// Makes elements; what is pasted only ever becomes text.

/** @typedef {Node | string} Piece */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {Record<string, string>} attributes @param {...Piece} pieces @returns
 * {HTMLElementTagNameMap[Name]}
 */
export const element = (name, attributes, ...pieces) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...pieces);
  return made;
};

/** A part that opens and closes. @param {string} title @param {Piece[]} pieces */
export const folded = (title, pieces) => element("details", {}, element("summary", {}, title), ...pieces);

/** @param {string[]} items */
export const list = (items) => element("ul", {}, ...items.map((item) => element("li", {}, item)));

/**
 * A button that saves a file; nothing is sent for it.
 * @param {string} label
 * @param {string} name
 * @param {string} type
 * @param {() => BlobPart} make
 */
export const saver = (label, name, type, make) => {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([make()], { type }));
    const link = element("a", { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
  return button;
};
