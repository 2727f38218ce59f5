// Copies a link or a text and says that it was copied, in the status of the page and on the button. A link beside a
// heading copies its address as well.
const SECONDS_SHOWN = 4;
const status = /** @type {?HTMLElement} */ (document.querySelector("[data-copy-status]"));

const canonical = () => {
  const link = /** @type {?HTMLLinkElement} */ (document.querySelector('link[rel="canonical"]'));
  return link?.href ?? location.href.split("#")[0];
};

/** @param {string} text @param {HTMLElement} after */
const fieldWith = (text, after) => {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "copy-field";
  field.setAttribute("aria-label", text);
  after.after(field);
  field.select();
  return field;
};
/**
 * The only way from disk in browsers that hold file: for insecure; when it fails, the selected text stays in sight.
 * @param {string} text @param {HTMLElement} button
 */
const copyOldWay = (text, button) => {
  const field = fieldWith(text, button);
  if (!document.execCommand("copy")) return false;
  field.remove();
  button.focus();
  return true;
};
/**
 * What is written as a link is kept as one too: an editor of formatted text takes that, any other the source.
 * @param {string} text
 */
const kept = (text) => {
  if (!text.startsWith("<a ")) return navigator.clipboard.writeText(text);
  const forms = ["text/html", "text/plain"].map((type) => [type, new Blob([text], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(forms))]);
};
/** @param {string} text @param {HTMLElement} button */
const copy = async (text, button) => {
  try {
    await kept(text);
    return true;
  } catch {
    return copyOldWay(text, button);
  }
};
/** The text that a button names, or the address of the page or of the heading. @param {HTMLElement} target */
const wanted = (target) => {
  const { dataset, hash } = /** @type {HTMLAnchorElement} */ (target);
  return dataset.copy ?? canonical() + (target.matches(".anchor") ? hash : "");
};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {Element | undefined} */
let marked;
const clear = () => {
  clearTimeout(timer);
  marked?.classList.remove("copied");
  if (status) status.textContent = "";
};
/** @param {HTMLElement} target @param {boolean} isDone */
const say = (target, isDone) => {
  if (isDone) (marked = target).classList.add("copied");
  // after a moment without text, so that the same words are read aloud again
  timer = setTimeout(() => {
    if (status) status.textContent = `${isDone ? status.dataset.done : status.dataset.failed}`;
    timer = setTimeout(clear, SECONDS_SHOWN * 1000);
  }, 50);
};
document.addEventListener("click", async (event) => {
  const at = /** @type {Element} */ (event.target);
  const target = /** @type {?HTMLElement} */ (at.closest("[data-copy-link], [data-copy], .anchor"));
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  clear();
  say(target, await copy(wanted(target), target));
});
