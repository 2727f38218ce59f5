import assert from "node:assert/strict";
import test from "node:test";
import { distance, sound, stem, words } from "../../templates/scripts/search/words.js";
import { errorsAllowed } from "../../templates/scripts/search/weights.js";

test("a text is compared by its words in lower case, without accents, with camelCase split", () => {
  assert.deepEqual(words("BusyHere, “Niet-geïmplementeerd” & can't ４８６"), [
    ...["busy", "here", "niet", "geimplementeerd", "cant", "486"],
  ]);
  assert.deepEqual(words("SIPCode and VoIP"), ["sip", "code", "and", "voip"]);
  assert.deepEqual(words(" \t\n"), []);
});

test("forms of a word share a stem, in Dutch and in English", () => {
  for (const forms of [
    ["geweigerd", "weigert"],
    ["rings", "ringing"],
    ["opgehangen", "ophangen"],
    ["blocked", "blocks"],
  ])
    assert.equal(new Set(forms.map(stem)).size, 1, forms.join(" "));
  assert.equal(stem("486"), "486");
  assert.notEqual(stem("call"), stem("code"));
});

test("what Dutch and English writers mix up sounds the same", () => {
  for (const [right, wrong] of [
    ["tijd", "teid"],
    ["geweigerd", "geweigert"],
    ["fout", "vaut"],
    ["phone", "fone"],
  ])
    assert.equal(sound(right), sound(wrong));
});

test("a letter too many, missing, wrong, or two exchanged is one typing error", () => {
  for (const typed of ["busyy", "bus", "bufy", "buys"]) assert.equal(distance(typed, "busy", 2), 1, typed);
  assert.equal(distance("busy", "busy", 1), 0);
  assert.equal(distance("forbidden", "forbiden", 2), 1);
});

test("more errors than matter count as one more than those", () => {
  assert.equal(distance("busy", "gone", 1), 2);
  assert.equal(distance("a", "abcdef", 2), 3);
});

test("in short words no error is forgiven", () => {
  assert.deepEqual([4, 5, 8, 9].map(errorsAllowed), [0, 1, 1, 2]);
});
