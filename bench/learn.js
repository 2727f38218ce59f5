// Learns the model of templates/scripts/search/learned.js: node bench/learn.js < GIVEN
//
// GIVEN is JSON {stop, bearing, texts, asked}; `texts` are [text, right answers, how much it counts], and `asked` are
// [text, right answers] to try the model on. Prints JSON {roots: {root: {answer: level}}, right: [of texts, of asked]}.
//
// Adam (Kingma and Ba, “Adam: A Method for Stochastic Optimization”, 2015) on all texts at once; then the weights that
// matter least go, and what is left is learned on, at the end in the levels in which it is kept. Chance is a fixed row
// of numbers: the same texts make the same model.
import { readFileSync } from "node:fs";
import { BEFORE, STRANGE, featuresOf, hear, weightOf } from "../templates/scripts/search/learned.js";
import { LEARNED_SCALE } from "../templates/scripts/search/weights.js";
import { interpreter } from "../templates/scripts/search/typed.js";
import { stem, words } from "../templates/scripts/search/words.js";

const NOTHING = "-";
/** How many weights are kept: what the second file of the search has room for. */
const KEPT = 9000;
const MOST_LEVEL = 12;
/** Steps, and how long they are: at first, after weights went, and in levels. */
const STEPS = [200, 60, 60, 60];
const RATES = [0.3, 0.09, 0.06, 0.03];
/** What large and many weights cost, and how often a feature is left out, so that no text is learned by heart. */
const COST_SQUARE = 1e-5;
const COST_EACH = 5e-6;
const LEFT_OUT = 0.2;
/** A text with a word that no other has counts half once more, as if nobody knew that word. */
const AS_STRANGE = 0.5;
/** A root in so many texts is common. */
const COMMON = 3;

const given = JSON.parse(readFileSync(0, "utf8"));
const kinds = { stop: new Set(given.stop), bearing: new Set(given.bearing), separable: new Set(given.separable) };

/** How often each root occurs in texts. */
const countIn = (some) => {
  const uses = new Map();
  for (const { heard } of some)
    for (const name of new Set(heard.flatMap((roots) => [...roots.keys()]))) uses.set(name, (uses.get(name) ?? 0) + 1);
  return uses;
};
const heardIn = (text, isKnown, partsOf = (word) => [word]) =>
  hear(words(text).flatMap(partsOf), kinds, (token) => new Map([[stem(token), 1]]), isKnown);

// a word that few texts have is taken apart, if its parts are in many: the parts tell more together with others
const whole = countIn(given.texts.map(([text]) => ({ heard: heardIn(text, () => false) })));
const common = new Map([...whole].filter(([, count]) => count >= COMMON));
const { takeApart } = interpreter({ ...kinds, postings: new Map(), stems: common, speakers: common, startingWith: () => [] });
const partsOf = (word) => ((whole.get(stem(word)) ?? 0) < COMMON ? takeApart([word], false) : [word]);
const known = countIn(given.texts.map(([text]) => ({ heard: heardIn(text, () => false, partsOf) })));
const rootsIn = (text) => heardIn(text, (root) => known.has(root), partsOf);

const texts = given.texts.map(([text, right, much]) => ({ heard: rootsIn(text), right, much }));
const pairsIn = (heard) =>
  heard.slice(1).flatMap((roots, i) => [...roots.keys()].flatMap((root) => [...heard[i].keys()].map((before) => `${before} ${root}`)));
const uses = countIn(texts);
const isUseful = new Set(); // a root of near-nonsense alone tells nothing
for (const { heard, right } of texts) {
  for (const pair of new Set(pairsIn(heard))) uses.set(pair, (uses.get(pair) ?? 0) + 1);
  if (!right.includes(NOTHING)) heard.forEach((roots) => roots.forEach((_, root) => isUseful.add(root)));
}
const isOnce = (name) => uses.get(name) === 1;
const names = [BEFORE, STRANGE, ...[...uses.keys()].filter((name) => !isOnce(name) || isUseful.has(name))];
const place = new Map(names.map((name, i) => [name, i]));
const answers = [...new Set(texts.flatMap(({ right }) => right))].sort();
const COUNT = answers.length;
const answerOf = new Map(answers.map((answer, i) => [answer, i]));

/** A text as the model sees it; with `asStrange` as if nobody knew the words that only it has. */
const seen = (heard, right, asStrange) => {
  const isHeard = (root) => place.has(root) && !(asStrange && isOnce(root));
  const some = heard.map((roots) => new Map([...roots].filter(([root]) => isHeard(root))));
  const features = [...featuresOf(some, (name) => place.has(name))].map(([name, much]) => [place.get(name), much]);
  return { features, right: right.map((answer) => answerOf.get(answer) ?? -1) };
};
const rows = texts.flatMap(({ heard, right, much }) => {
  const row = { ...seen(heard, right, false), much };
  const isRare = heard.some((roots) => [...roots.keys()].some((root) => place.has(root) && isOnce(root)));
  return isRare ? [row, { ...seen(heard, right, true), much: much * AS_STRANGE }] : [row];
});
const all = rows.reduce((sum, { much }) => sum + much, 0);

const size = names.length * COUNT;
const weights = new Float64Array(size);
const levelOf = (weight) =>
  Math.sign(weight) * Math.min(MOST_LEVEL, Math.round(Math.sqrt(Math.abs(weight) / LEARNED_SCALE)));
const inLevels = () => weights.map((weight) => weightOf(levelOf(weight)));

const shares = new Float64Array(COUNT);
/** How probable each answer is, in `shares`. */
const judge = (features, by) => {
  shares.fill(0);
  for (const [feature, much] of features)
    for (let answer = 0; answer < COUNT; answer++) shares[answer] += by[feature * COUNT + answer] * much;
  const most = Math.max(...shares);
  let sum = 0;
  for (let answer = 0; answer < COUNT; answer++) sum += shares[answer] = Math.exp(shares[answer] - most);
  for (let answer = 0; answer < COUNT; answer++) shares[answer] /= sum;
};

let seed = 1;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const isKept = new Uint8Array(size).fill(1);
const mean = new Float64Array(size);
const spread = new Float64Array(size);
let step = 0;
const learn = (steps, rate, isInLevels) => {
  const change = new Float64Array(size);
  for (let each = 0; each < steps; each++) {
    step++;
    change.fill(0);
    const by = isInLevels ? inLevels() : weights;
    for (const { features, right, much } of rows) {
      const left = isInLevels ? features : features.filter(([feature]) => !feature || random() > LEFT_OUT);
      judge(left, by);
      const hit = right.reduce((sum, answer) => sum + (shares[answer] ?? 0), 1e-12);
      for (const [feature, value] of left) {
        const part = (value * much) / all;
        for (let answer = 0; answer < COUNT; answer++) change[feature * COUNT + answer] += part * shares[answer];
        for (const answer of right) change[feature * COUNT + answer] -= (part * shares[answer]) / hit;
      }
    }
    const slower = each < steps * 0.5 ? 1 : each < steps * 0.8 ? 0.5 : 0.15;
    for (let i = 0; i < size; i++) {
      if (!isKept[i]) continue;
      const cost = i < COUNT ? 0 : COST_SQUARE * weights[i] + COST_EACH * Math.sign(weights[i]);
      mean[i] = 0.9 * mean[i] + 0.1 * (change[i] + cost);
      spread[i] = 0.99 * spread[i] + 0.01 * (change[i] + cost) ** 2;
      const [now, wide] = [mean[i] / (1 - 0.9 ** step), spread[i] / (1 - 0.99 ** step)];
      weights[i] -= (rate * slower * now) / (Math.sqrt(wide) + 1e-8);
    }
  }
};
const often = new Float64Array(names.length);
for (const { features, much } of rows) for (const [feature, value] of features) often[feature] += value * much;
/** Takes out all weights but those that matter most: large ones of what is often said. */
const keep = (count) => {
  const worth = (i) => Math.abs(weights[i]) * Math.sqrt(often[Math.floor(i / COUNT)]);
  const best = [...weights.keys()].filter((i) => i >= COUNT && isKept[i]).sort((a, b) => worth(b) - worth(a));
  for (const i of best.slice(count)) isKept[i] = weights[i] = mean[i] = 0;
};
learn(STEPS[0], RATES[0], false);
keep(2 * KEPT);
learn(STEPS[1], RATES[1], false);
keep(KEPT);
learn(STEPS[2], RATES[2], false);
learn(STEPS[3], RATES[3], true);

const kept = inLevels();
const shareRight = (some) => {
  const right = some.filter(({ features, right }) => {
    judge(features, kept);
    return right.includes(shares.indexOf(Math.max(...shares)));
  });
  return right.length / some.length;
};
const asked = given.asked.map(([text, right]) => seen(rootsIn(text), right, false));
const roots = {};
names.forEach((name, i) => {
  const levels = answers.map((answer, at) => [answer, levelOf(weights[i * COUNT + at])]).filter(([, level]) => level);
  if (levels.length) roots[name] = Object.fromEntries(levels);
});
console.log(JSON.stringify({ roots, right: [shareRight(rows), shareRight(asked)] }));
