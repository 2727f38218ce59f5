// Learns the model of templates/scripts/search/learned.js: node bench/learn.js < GIVEN
//
// GIVEN is JSON {stop, bearing, separable, alike, room, texts, asked}; `room` is in bytes, `texts` are [text, right
// answers, how much it counts], and `asked` are [text, right answers] to try the model on. Prints JSON
// {roots: {root: {answer: level}}, right: [of texts, of asked]}.
//
// Adam (Kingma and Ba, “Adam: A Method for Stochastic Optimization”, 2015); then the weights that matter least go, as in
// “Optimal Brain Damage” (LeCun, Denker and Solla, 1989), and what is left is learned on, at the end in the levels in
// which it is kept. Chance is a fixed row of numbers: the same texts make the same model.
import { readFileSync } from "node:fs";
import { BEFORE, STRANGE, featuresOf, hear, piecesOf, weightOf } from "../templates/scripts/search/learned.js";
import { LEARNED_APART, LEARNED_SCALE } from "../templates/scripts/search/weights.js";
import { rootsOf } from "../templates/scripts/search/knowledge.js";
import { interpreter } from "../templates/scripts/search/typed.js";
import { words } from "../templates/scripts/search/words.js";

const NOTHING = "-";
/** Bytes of the name of a root or pair in the second file of the search, of that of a piece, and of each of its weights. */
const ROOT_COSTS = 3;
const PIECE_COSTS = 2;
const WEIGHT_COSTS = 1.1;
const MOST_LEVEL = 12;
/** How often all texts are gone through, and how long steps are: at first, after weights went, and in levels. */
const ROUNDS = [24, 10, 10, 10];
const RATES = [0.3, 0.09, 0.06, 0.03];
/** Into so many parts the texts are dealt; after each part is a step. */
const DEALT = 8;
/** What weights cost, so that few are needed and taking the rest out costs little (Tibshirani's lasso, 1996). */
const COST = 1.3e-5;
/** How often a feature is left out, so that no text is learned by heart: at first, and in levels. */
const LEFT_OUT = 0.1;
const LEFT_OUT_IN_LEVELS = 0.05;
/** A text with a word that no other has counts half once more, as if nobody knew that word. */
const AS_STRANGE = 0.5;
/** A root in so many texts is common, and a piece in so many is heard. */
const COMMON = 3;
/** A feature in so many texts speaks against answers that none of them has; of fewer that would be chance, and slow. */
const MANY = 12;

const given = JSON.parse(readFileSync(0, "utf8"));
const rootOf = rootsOf(given.alike);
const kinds = { stop: new Set(given.stop), bearing: new Set(given.bearing), separable: new Set(given.separable), rootOf };

/** How often each root occurs in texts. */
const countIn = (some) => {
  const uses = new Map();
  for (const { heard } of some)
    for (const name of new Set(heard.flatMap(({ roots }) => [...roots.keys()]))) uses.set(name, (uses.get(name) ?? 0) + 1);
  return uses;
};
const heardIn = (text, isKnown, partsOf = (word) => [word]) =>
  hear(words(text).flatMap(partsOf), kinds, (token) => new Map([[rootOf(token), 1]]), isKnown);

// a word that few texts have is taken apart, if its parts are in many: the parts tell more together with others
const whole = countIn(given.texts.map(([text]) => ({ heard: heardIn(text, () => false) })));
const common = new Map([...whole].filter(([, count]) => count >= COMMON));
const { takeApart } = interpreter({ ...kinds, postings: new Map(), stems: common, speakers: common, startingWith: () => [] });
const partsOf = (word) => ((whole.get(rootOf(word)) ?? 0) < COMMON ? takeApart([word], false) : [word]);
const known = countIn(given.texts.map(([text]) => ({ heard: heardIn(text, () => false, partsOf) })));
const rootsIn = (text) => heardIn(text, (root) => known.has(root), partsOf);

const texts = given.texts.map(([text, right, much]) => ({ heard: rootsIn(text), right, much }));
const pairsIn = (heard) =>
  heard.flatMap(({ roots }, i) => {
    const before = heard.slice(Math.max(0, i - LEARNED_APART), i).flatMap((near) => [...near.roots.keys()]);
    return [...roots.keys()].flatMap((root) => before.map((one) => `${one} ${root}`));
  });
const pieces = new Map(); // of these many are in few texts
const uses = countIn(texts);
const isUseful = new Set(); // a root of near-nonsense alone tells nothing
for (const { heard, right } of texts) {
  for (const pair of new Set(pairsIn(heard))) uses.set(pair, (uses.get(pair) ?? 0) + 1);
  for (const piece of new Set(heard.flatMap(({ root }) => piecesOf(root)))) pieces.set(piece, (pieces.get(piece) ?? 0) + 1);
  if (!right.includes(NOTHING)) heard.forEach(({ roots }) => roots.forEach((_, root) => isUseful.add(root)));
}
const isOnce = (name) => uses.get(name) === 1;
const inWords = [...uses.keys()].filter((name) => !isOnce(name) || isUseful.has(name));
const inWordsOfMany = [...pieces.keys()].filter((name) => pieces.get(name) >= COMMON);
const names = [BEFORE, STRANGE, ...inWords, ...inWordsOfMany];
const place = new Map(names.map((name, i) => [name, i]));
const answers = [...new Set(texts.flatMap(({ right }) => right))].sort();
const COUNT = answers.length;
const answerOf = new Map(answers.map((answer, i) => [answer, i]));

/** A text as the model sees it; with `asStrange` as if nobody knew the words that only it has. */
const seen = (heard, right, asStrange) => {
  const isHeard = (root) => place.has(root) && !(asStrange && isOnce(root));
  const told = heard.filter(({ root, roots }) => !/^\d+$/.test(root) || roots.keys().some(isHeard));
  const some = told.map(({ root, roots }) => ({ root, roots: new Map([...roots].filter(([root]) => isHeard(root))) }));
  const features = [...featuresOf(some, (name) => place.has(name))].map(([name, much]) => [place.get(name), much]);
  return { features, right: right.map((answer) => answerOf.get(answer) ?? -1) };
};
const rows = texts.flatMap(({ heard, right, much }) => {
  const row = { ...seen(heard, right, false), much };
  const isRare = heard.some(({ roots }) => [...roots.keys()].some((root) => place.has(root) && isOnce(root)));
  return isRare ? [row, { ...seen(heard, right, true), much: much * AS_STRANGE }] : [row];
});
const wanted = new Float64Array(COUNT);
const all = rows.reduce((sum, { much }) => sum + much, 0);

/** What a feature may speak for or against: all answers if it is in many texts, else those of its own texts. */
const heardWith = names.map(() => new Set());
const rowsWith = new Uint32Array(names.length);
for (const { features, right } of rows)
  for (const [feature] of features) {
    rowsWith[feature]++;
    for (const answer of right) if (answer >= 0) heardWith[feature].add(answer);
  }
const every = answers.map((_, answer) => answer);
const spokenOf = heardWith.map((some, feature) => (rowsWith[feature] >= MANY ? every : [...some].sort((a, b) => a - b)));

/** Weights by feature: those of feature i stand from first[i] on, each for the answer in answerAt. */
let first = new Uint32Array(names.length + 1);
spokenOf.forEach((some, feature) => (first[feature + 1] = first[feature] + some.length));
let answerAt = Uint16Array.from(spokenOf.flat());
let weights = new Float64Array(answerAt.length);
let mean = new Float64Array(answerAt.length);
let spread = new Float64Array(answerAt.length);
const levelOf = (weight) =>
  Math.sign(weight) * Math.min(MOST_LEVEL, Math.round(Math.sqrt(Math.abs(weight) / LEARNED_SCALE)));
const inLevels = () => weights.map((weight) => weightOf(levelOf(weight)));

const shares = new Float64Array(COUNT);
/** How probable each answer is, in `shares`. */
const judge = (features, by) => {
  shares.fill(0);
  for (const [feature, much] of features)
    for (let i = first[feature]; i < first[feature + 1]; i++) shares[answerAt[i]] += by[i] * much;
  let most = -Infinity;
  for (let answer = 0; answer < COUNT; answer++) if (shares[answer] > most) most = shares[answer];
  let sum = 0;
  for (let answer = 0; answer < COUNT; answer++) sum += shares[answer] = Math.exp(shares[answer] - most);
  for (let answer = 0; answer < COUNT; answer++) shares[answer] /= sum;
};

let seed = 1;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
let step = 0;
const learn = (rounds, rate, isInLevels) => {
  const change = new Float64Array(weights.length);
  const steps = rounds * DEALT;
  const leftOut = isInLevels ? LEFT_OUT_IN_LEVELS : LEFT_OUT;
  for (let each = 0; each < steps; each++) {
    step++;
    change.fill(0);
    const by = isInLevels ? inLevels() : weights;
    for (let row = each % DEALT; row < rows.length; row += DEALT) {
      const { features, right, much } = rows[row];
      const left = features.filter(([feature]) => !feature || random() > leftOut);
      judge(left, by);
      let hit = 1e-12;
      for (const answer of right) hit += shares[answer];
      for (const answer of right) wanted[answer] = shares[answer] / hit;
      for (const [feature, value] of left) {
        const part = (value * much * DEALT) / all;
        for (let i = first[feature]; i < first[feature + 1]; i++)
          change[i] += part * (shares[answerAt[i]] - wanted[answerAt[i]]);
      }
      for (const answer of right) wanted[answer] = 0;
    }
    const slower = each < steps * 0.5 ? 1 : each < steps * 0.8 ? 0.5 : 0.15;
    const [young, wide] = [1 - 0.9 ** step, 1 - 0.99 ** step];
    for (let i = 0; i < weights.length; i++) {
      const cost = i < COUNT ? 0 : COST * Math.sign(weights[i]);
      mean[i] = 0.9 * mean[i] + 0.1 * (change[i] + cost);
      spread[i] = 0.99 * spread[i] + 0.01 * (change[i] + cost) ** 2;
      weights[i] -= (rate * slower * mean[i]) / young / (Math.sqrt(spread[i] / wide) + 1e-8);
    }
  }
};
/** What taking each weight out would cost, about: its square by how sharply what is learned bends there. */
const worthOfAll = () => {
  const bends = new Float64Array(weights.length);
  for (const { features, much } of rows) {
    judge(features, weights);
    for (const [feature, value] of features)
      for (let i = first[feature]; i < first[feature + 1]; i++)
        bends[i] += much * value ** 2 * shares[answerAt[i]] * (1 - shares[answerAt[i]]);
  }
  return bends.map((bend, i) => bend * weights[i] ** 2);
};
const costOf = (feature) => (pieces.has(names[feature]) ? PIECE_COSTS : ROOT_COSTS);
/** Takes out all weights but those that matter most. A root must be worth its name. */
const keep = (bytes) => {
  const worths = worthOfAll();
  const most = new Float64Array(names.length);
  for (let feature = 1; feature < names.length; feature++)
    for (let i = first[feature]; i < first[feature + 1]; i++) most[feature] = Math.max(most[feature], worths[i]);
  const needed = (least) => {
    let sum = 0;
    for (let feature = 1; feature < names.length; feature++) {
      if (most[feature] < least * costOf(feature)) continue;
      sum += costOf(feature);
      for (let i = first[feature]; i < first[feature + 1]; i++) if (worths[i] >= least) sum += WEIGHT_COSTS;
    }
    return sum;
  };
  let [low, high] = [0, Math.max(...most)];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (needed(middle) > bytes) low = middle;
    else high = middle;
  }
  const stay = [];
  first = first.map((from, feature) => {
    const start = stay.length;
    if (feature && most[feature] < high * costOf(feature)) return start;
    for (let i = from; i < first[feature + 1]; i++) if (!feature || worths[i] >= high) stay.push(i);
    return start;
  });
  [answerAt, weights, mean, spread] = [answerAt, weights, mean, spread].map((all) =>
    all.constructor.from(stay, (i) => all[i]),
  );
};
learn(ROUNDS[0], RATES[0], false);
keep(2 * given.room);
learn(ROUNDS[1], RATES[1], false);
keep(given.room);
learn(ROUNDS[2], RATES[2], false);
learn(ROUNDS[3], RATES[3], true);

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
  const levels = [...weights.slice(first[i], first[i + 1])]
    .map((weight, at) => [answers[answerAt[first[i] + at]], levelOf(weight)])
    .filter(([, level]) => level);
  if (levels.length) roots[name] = Object.fromEntries(levels);
});
console.log(JSON.stringify({ roots, right: [shareRight(rows), shareRight(asked)] }));
