// Copies a link or a text and says so in the nearest status.
{
  const copyOldWay = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy"); // the only way from disk in browsers that hold file: for insecure
    field.remove();
    return done;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOldWay(text);
    }
  };
  const canonical = () => document.querySelector('link[rel="canonical"]')?.href ?? location.href.split("#")[0];
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy-link], [data-copy]");
    if (!button) return;
    const done = await copy(button.dataset.copy ?? canonical());
    const status = document.querySelector("[data-copy-status]");
    if (status) status.textContent = done ? status.dataset.done : status.dataset.failed;
    button.focus();
  });
}
