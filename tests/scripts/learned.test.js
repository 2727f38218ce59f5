import assert from "node:assert/strict";
import test from "node:test";
import { know } from "../../templates/scripts/search/knowledge.js";
import { BEFORE, STRANGE, featuresOf, hear, likeliness, piecesOf } from "../../templates/scripts/search/learned.js";
import { interpreter } from "../../templates/scripts/search/typed.js";
import { stem, words } from "../../templates/scripts/search/words.js";
import { indexOf, moreOf } from "./real.js";

const known = know(indexOf("en"), moreOf("en"));
const { judge } = likeliness(known);
const { meant, takeApart } = interpreter(known);
/** @param {string} query */
const likely = (query) => {
  const meanings = new Map(words(query).map((token) => [token, meant(token, false, false)]));
  return judge(words(query), (word) => takeApart([word], false), meanings);
};
/** @param {string} query @param {string} code */
const of = (query, code) => likely(query).each[known.places.get(code) ?? -1];

test("an entry whose words are used is more probable than one whose words are not", () => {
  const query = "nobody at the table could hear what I was saying";
  assert.ok(of(query, "symptom-one-way-sound") > of(query, "symptom-fax"));
});

test("all answers and that it is about something else are probable together by 1", () => {
  const { each, none } = likely("fax fails");
  assert.ok(Math.abs(each.reduce((sum, one) => sum + one, none) - 1) < 1e-9);
});

test("a word that nobody knows makes it more probable that it is about something else", () => {
  assert.ok(likely("fax zxqvwk kjwqxz").none > likely("fax").none);
  assert.equal(likely("fax zxqvwk").known, 1);
});

test("a word with a typing error is heard as the one that is meant", () => {
  assert.ok(of("ehco", "symptom-echo") > 0.2);
});

test("numbers and words that say nothing tell nothing", () => {
  const { each, known: count } = likely("the 486 of");
  assert.equal(count, 0);
  assert.ok(each.every((one) => one === 0));
});

test("without the second file nothing was learned, and nothing is probable", () => {
  const bare = likeliness(know(indexOf("en"))).judge(["fax"], (word) => [word], new Map());
  assert.deepEqual([bare.known, bare.none, Math.max(...bare.each)], [0, 0, 0]);
});

test("the parts of a verb are heard as one where they are known as one", () => {
  const kinds = { stop: new Set(["het"]), bearing: new Set(["op"]), separable: new Set(["weg"]), rootOf: stem };
  /** A number that nobody knows has no root. @param {string} token @returns {Map<string, number>} */
  const rootsOf = (token) => new Map(token === "3" ? [] : [[stem(token), 1]]);
  const heard = hear(words("het valt 3 keer weg"), kinds, rootsOf, (root) => root === "wegval");
  assert.deepEqual(
    heard.map(({ roots }) => [...roots.keys()]),
    [["valt", "wegval"], [stem("keer")], ["weg"]],
  );
});

/** What is heard of roots that are known, or strange. @param {string} root */
const heardAs = (root, isStrange = false) => ({ root, roots: new Map(isStrange ? [] : [[root, 1]]) });

test("features are known roots, known pairs and how many words are strange, of length 1", () => {
  const heard = [heardAs("hor"), heardAs("niet"), heardAs("zxq", true)];
  const found = featuresOf(heard, (name) => ["hor", "hor niet", STRANGE].includes(name));
  assert.deepEqual([...found.keys()].sort(), [BEFORE, STRANGE, "hor", "hor niet"].sort());
  found.delete(BEFORE);
  assert.ok(Math.abs(Math.hypot(...found.values()) - 1) < 1e-9);
});

test("two roots make a pair with up to two others between them, and count for less then", () => {
  const heard = ["uitgaand", "gesprek", "lukt", "niet", "meer"].map((root) => heardAs(root));
  const found = featuresOf(heard, (name) => ["gesprek lukt", "gesprek meer", "uitgaand meer"].includes(name));
  assert.deepEqual([...found.keys()].sort(), [BEFORE, "gesprek lukt", "gesprek meer"].sort());
  assert.ok((found.get("gesprek meer") ?? 0) < (found.get("gesprek lukt") ?? 0));
});

test("a strange word is heard by its pieces, of which beginning and end are told apart", () => {
  assert.deepEqual(piecesOf("galm"), ["~^gal", "~galm", "~alm$"]);
  assert.deepEqual(piecesOf("g711"), []);
  const found = featuresOf([heardAs("nagalmt", true)], (name) => name === "~galm");
  assert.deepEqual([...found.keys()].sort(), [BEFORE, "~galm"].sort());
});
