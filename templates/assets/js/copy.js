// Copies a link or a text and says so in the status of the page. A link beside a heading copies its address as well.
{
  const SECONDS_SHOWN = 4;
  const status = document.querySelector("[data-copy-status]");
  const canonical = () => document.querySelector('link[rel="canonical"]')?.href ?? location.href.split("#")[0];

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
  // the only way from disk in browsers that hold file: for insecure; when it fails, the selected text stays in sight
  const copyOldWay = (text, button) => {
    const field = fieldWith(text, button);
    if (!document.execCommand("copy")) return false;
    field.remove();
    button.focus();
    return true;
  };
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOldWay(text, button);
    }
  };
  const wanted = (target) => target.dataset.copy ?? canonical() + (target.matches(".anchor") ? target.hash : "");
  let timer;
  const say = (words) => {
    if (!status) return;
    status.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = ""), SECONDS_SHOWN * 1000);
  };
  document.addEventListener("click", async (event) => {
    const target = event.target.closest("[data-copy-link], [data-copy], .anchor");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const done = await copy(wanted(target), target);
    say(done ? status?.dataset.done : status?.dataset.failed);
  });
}
