// The preview's own part of a page: reloads it in its place, lays problems over it, and says where it is written.
// `state` stands before this text: version, problems, places, page.
"use strict";
(() => {
  const KEPT = `preview ${location.pathname}`;
  const STYLE = `
    :host { all: initial }
    section { position: fixed; z-index: 9999; inset: 0 0 auto; max-height: 60vh; overflow: auto; padding: 12px 16px;
      background: #7f1d1d; color: #fff; font: 15px/1.5 system-ui, sans-serif; box-shadow: 0 2px 12px #0008 }
    h2 { margin: 0 0 4px; font-size: 16px } ul { margin: 0; padding-left: 20px } code { white-space: pre-wrap }
    button { font: 12px/1.4 ui-monospace, monospace; color: #555; background: none; border: 1px dotted; padding: 0 4px;
      border-radius: 4px; cursor: pointer }
    section button { color: inherit; float: right }
    @media (prefers-color-scheme: dark) { button { color: #aaa } }
    @media print { * { display: none } }`;

  const shadow = (parent, where) => {
    const host = document.createElement("span");
    host.className = "preview";
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet(); // the pages' policy allows no style of ours but this way
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    parent.insertAdjacentElement(where, host);
    return root;
  };

  const element = (name, text, parent) => {
    const made = parent.appendChild(document.createElement(name));
    made.textContent = text;
    return made;
  };

  let overlay;
  const show = () => {
    overlay?.host.remove();
    overlay = undefined;
    if (!state.problems.length) return;
    overlay = shadow(document.body, "beforeend");
    const box = element("section", "", overlay);
    box.setAttribute("role", "alert");
    element("button", "hide", box).onclick = () => overlay.host.remove();
    element("h2", `${state.problems.length} problem(s)${state.stale ? ", below them the last page that was right" : ""}`, box);
    const list = element("ul", "", box);
    for (const problem of state.problems) element("code", problem, element("li", "", list));
  };

  const mark = () => {
    for (const [id, place] of Object.entries(state.places)) {
      const target = id ? document.getElementById(id) : document.querySelector("main h1");
      if (!target) continue;
      const heading = /^H[1-6]$/.test(target.tagName);
      const lines = place.split("\n");
      const button = element("button", "", shadow(target, heading ? "afterend" : "afterbegin"));
      const label = lines[0].replace(/^.*\//, "") + (lines.length > 1 ? ` +${lines.length - 1}` : "");
      button.textContent = label;
      button.title = place;
      button.onclick = async () => {
        await navigator.clipboard.writeText(place);
        button.textContent = "copied";
        setTimeout(() => (button.textContent = label), 1000);
      };
    }
  };

  const field = () => document.querySelector("input[role=combobox]");
  const keep = () => {
    const kept = { x: scrollX, y: scrollY, text: field()?.value, typing: field() === document.activeElement };
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  };
  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    sessionStorage.removeItem(KEPT);
    if (!kept) return;
    const input = field();
    if (input && kept.text) {
      if (kept.typing) input.focus({ preventScroll: true });
      input.value = kept.text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
  };

  // The pages' policy forbids connections but not scripts of their own host: so a script is waited for.
  const wait = () => {
    const script = document.createElement("script");
    script.src = `/-/wait.js?version=${state.version}&page=${encodeURIComponent(state.page)}&${Date.now()}`;
    script.onload = () => script.remove();
    script.onerror = () => setTimeout(wait, 1000); // the preview has been stopped, or is being started anew
    document.head.append(script);
  };
  window.preview = (next) => {
    if (next.version !== state.version && !next.problems.length) {
      keep();
      location.reload();
      return;
    }
    const changed = next.version !== state.version;
    Object.assign(state, next, { stale: state.stale || changed });
    if (changed) show();
    wait();
  };

  history.scrollRestoration = "manual";
  addEventListener("load", () => {
    show();
    mark();
    restore();
    wait();
  });
})();
