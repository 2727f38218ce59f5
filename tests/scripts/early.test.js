import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

/** What a page gives to a script that runs before its first paint. @param {Record<string, unknown>} given */
const page = (given) => {
  const root = { dataset: {}, classes: new Set(), onError: undefined };
  root.classList = { add: (name) => root.classes.add(name), remove: (name) => root.classes.delete(name) };
  const globals = {
    document: { documentElement: root, querySelectorAll: () => given.links ?? [], querySelector: () => given.link },
    localStorage: { getItem: (name) => given.kept?.[name] ?? null },
    location: { hash: given.hash ?? "", replace: (address) => (root.gone = address) },
    matchMedia: () => ({ matches: given.isNarrow ?? false }),
    navigator: { languages: given.languages ?? [] },
    HTMLScriptElement: Map,
    addEventListener: (_name, called) => (root.onError = called),
  };
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  if (given.isRefused)
    Object.defineProperty(globalThis, "localStorage", {
      configurable: true,
      get: () => {
        throw new Error("storage is refused");
      },
    });
  return root;
};
const { cache } = createRequire(import.meta.url);
let count = 0;
/** Runs a script anew. @param {string} name @param {Record<string, unknown>} given */
const run = async (name, given) => {
  const root = page(given);
  // Node takes a script without imports for one of another kind, which it keeps whatever its address
  for (const path of Object.keys(cache)) if (path.includes("/templates/scripts/")) delete cache[path];
  await import(`../../templates/scripts/${name}.js?${(count += 1)}`);
  return root;
};

test("a theme that was chosen is there before the first paint, and no other", async () => {
  const shown = async (theme) => (await run("early", { kept: { theme } })).dataset.theme;
  assert.equal(await shown("light"), "light");
  assert.equal(await shown("dark"), "dark");
  assert.equal(await shown("purple"), undefined);
  assert.equal(await shown(null), undefined);
  assert.equal((await run("early", { isRefused: true })).dataset.theme, undefined);
});

test("where the script of the site cannot be had nothing is shown that needs it", async () => {
  const root = await run("early", {});
  assert.ok(root.classes.has("js"));
  root.onError({ target: Object.assign(new Map(), { defer: false }) });
  root.onError({ target: {} });
  assert.ok(root.classes.has("js"));
  root.onError({ target: Object.assign(new Map(), { defer: true }) });
  assert.ok(!root.classes.has("js"));
});

test("who reads is what the link says, else what was chosen, else what the screen tells", async () => {
  const reader = async (given) => (await run("early-reader", given)).dataset.reader;
  assert.equal(await reader({ hash: "#caller", kept: { reader: "admin" } }), "caller");
  assert.equal(await reader({ hash: "#sip-486-admin", isNarrow: true }), "admin");
  assert.equal(await reader({ hash: "#causes", kept: { reader: "caller" } }), "admin");
  assert.equal(await reader({ hash: "#q=486", kept: { reader: "caller" } }), "caller");
  assert.equal(await reader({ isNarrow: true }), "caller");
  assert.equal(await reader({ isRefused: true }), "admin");
});

test("the entrance speaks the first of its languages that the reader knows", async () => {
  const links = ["nl", "en", null].map((language) => ({ getAttribute: () => language }));
  const speaks = async (...languages) => (await run("early-start", { links, languages })).dataset.speaks;
  assert.equal(await speaks("de", "nl-BE", "en"), "nl");
  assert.equal(await speaks("de"), "en");
});

test("a page that has moved keeps the fragment, unless its new address has one", async () => {
  const gone = async (link, hash) => (await run("moved", { link, hash })).gone;
  assert.equal(await gone({ hash: "", href: "new.html" }, "#admin"), "new.html#admin");
  assert.equal(await gone({ hash: "#x", href: "new.html#x" }, "#admin"), "new.html#x");
});
