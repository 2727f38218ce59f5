// Ranking by words: each text that shares words with the query credits the entries that it leads to.
//
// A text is judged by how much of the query it covers and how much of it the query covers; an entry by its best text,
// by how much all its texts cover together, and a little by how common it is.
import { the } from "./knowledge.js";
import { likeliness } from "./learned.js";
import { interpreter } from "./typed.js";
import {
  ENOUGH_MOST_OF_TEXT,
  ENOUGH_OTHERWISE,
  ENOUGH_STRANGE,
  ENOUGH_SURE_PHRASE,
  ENOUGH_TOGETHER,
  ENOUGH_UNKNOWN,
  ENOUGH_WHOLE_TEXT,
  JOINED_MISSPELT,
  JOINED_PER_ERROR,
  JOINED_SAME,
  JOINED_SHORTEST,
  JOINED_STARTED,
  JOINED_SURE,
  JOINED_TOLD,
  LEARNED_ENOUGH,
  LEARNED_FIRST,
  LEARNED_LOG,
  LEARNED_OF_MOST,
  LEARNED_WORDS,
  LEAST_OF_THE_BEST,
  LEAST_SCORE,
  LONG_CHARACTERS,
  LONG_TOKENS,
  LONG_TOTAL,
  LOOSE_LEAST,
  LOOSE_PER_GAP,
  LOOSE_PER_GAP_OF_LONG,
  MOST_BY_WORDS,
  MOST_OF_TEXT,
  MOST_TOKENS,
  PART_BEST,
  PART_COMPLAINING,
  PART_LEARNED,
  PART_LEARNED_COMPLAINT,
  PART_PRIOR,
  PART_SENTENCE,
  PART_STARTED,
  PART_TOGETHER,
  PART_WHOLE,
  SENSE_ENOUGH,
  SENSE_LEAST_NONE,
  SENSE_NONE,
  SENSE_NONE_UNHEARD,
  SENSE_STRANGE,
  SENSE_WORD,
  SENSE_WORDS,
  SENTENCE_FROM,
  SENTENCE_WORDS,
  STARTED_SHARE,
  STOP_WORTH,
  SURE_ALIKE,
  SURE_PHRASE,
  SURE_SAME,
  SURE_STARTED,
  TELLING_WORTH,
  TEXT_AGAIN,
  TEXT_COVERED,
  TEXT_SHARE,
  UNKNOWN_NUMBER_WORTH,
  UNKNOWN_WORTH,
  WHOLE_SHARE,
  WHOLE_SURE,
  errorsAllowedJoined,
} from "./weights.js";
import { distance, words } from "./words.js";

/**
 * @import { Entry, Knowledge, Owner } from "./knowledge.js"
 * @import { Meanings } from "./typed.js"
 * @typedef {{kind: string, text: string, cause?: string}} Why  what led to an answer
 * @typedef {{entry: Entry, score: number, why?: Why, marks: string[]}} Answer
 * @typedef {{spoken: string[], typed: string[], tokens: string[], candidates: Meanings[], worth: number[],
 *   unfinished: boolean, isLong: boolean, total: number}} Query
 * @typedef {{covered: number, share: number, score: number, sure: number, told: number, taken: number, had: number,
 *   at: number[], first: number, last: number, isStarted?: boolean}} Hit  how much of the query a text covers, how much
 *   of the text that is, how surely, by how many telling words, by which, and whether the text goes on with the query
 * @typedef {{best: Float64Array, hits: Hit[], owner: Uint32Array, per: Float64Array, width: number,
 *   started: Set<number>}} Found  by entry: the points of its best text, that text's hit and owner, how surely its
 *   texts have each of the `width` words of the query; and the entries whose name goes on with the query, or ends there
 */

/** @param {Knowledge} known @returns {(text: string) => Answer[]} */
export const ranker = (known) => {
  const { entries, texts, postings, value, stop, sizes, owners, firstOwner, ownerEntry, ownerWeight } = known;
  const { judge, knows } = likeliness(known);
  const { meant, takeApart } = interpreter(known);

  // --- what each word of the query is worth, and which texts have it ---

  // by number of a text, the best of one word of the query; made once, as they are filled at every key
  const sureOf = new Float64Array(texts.length);
  const positionOf = new Uint8Array(texts.length);
  const hadOf = new Float64Array(texts.length);

  /** @param {string} token @param {Meanings} meanings */
  const worthOf = (token, meanings) => {
    if (stop.has(token)) return meanings.size ? STOP_WORTH : 0;
    let most = 0;
    for (const [word, sure] of meanings)
      if (sure === SURE_SAME) return the(value, word);
      else most = Math.max(most, the(value, word) * sure);
    return most || (/\d/.test(token) ? UNKNOWN_NUMBER_WORTH : UNKNOWN_WORTH);
  };
  /**
   * How much of the query each text covers, and how much of the text the query covers.
   * @param {Query} query @returns {Map<number, Hit>}  by the text's number
   */
  const hitTexts = ({ tokens, candidates, worth, unfinished }) => {
    /** @type {Map<number, Hit>} */
    const hits = new Map();
    // what half of all texts have only narrows down: stop words, and the first letters of a next word
    const last = tokens.length - 1;
    const isBegun = unfinished && last > 0 && tokens[last].length < 3;
    /** @param {number} i */
    const isLittle = (i) => stop.has(tokens[i]) || (isBegun && i === last);
    const places = tokens.map((_, i) => i);
    for (const i of [...places.filter((i) => !isLittle(i)), ...places.filter(isLittle)]) {
      const narrows = isLittle(i) && hits.size > 0;
      const touched = [];
      for (const [word, sure] of candidates[i]) {
        const had = the(value, word);
        for (const posting of the(postings, word)) {
          const number = posting >> 5;
          if (sureOf[number] >= sure || (narrows && !hits.has(number))) continue;
          if (!sureOf[number]) touched.push(number);
          sureOf[number] = sure;
          positionOf[number] = posting & 31;
          hadOf[number] = had;
        }
      }
      for (const number of touched) {
        const sure = sureOf[number];
        let hit = hits.get(number);
        if (!hit) {
          hit = { covered: 0, share: 0, score: 0, sure: 1, told: 0, taken: 0, had: 0, at: [], first: i, last: i };
          hits.set(number, hit);
        }
        const isAgain = hit.taken & (1 << positionOf[number]);
        hit.covered += worth[i] * sure * (isAgain ? TEXT_AGAIN : 1);
        if (!isAgain) hit.had += hadOf[number] * sure;
        hit.taken |= 1 << positionOf[number];
        hit.at.push(i);
        if (i < hit.first) hit.first = i;
        if (i > hit.last) hit.last = i;
        if (worth[i] > TELLING_WORTH) {
          hit.told++;
          if (sure < hit.sure) hit.sure = sure;
        }
        sureOf[number] = 0;
      }
    }
    return hits;
  };

  // --- the steps from a query to its answers ---

  /**
   * What is asked: the words as typed, taken apart, what each may mean and is worth.
   * @param {string} text @returns {?Query}  null if there is nothing to compare
   */
  const understand = (text) => {
    const spoken = words(text).slice(0, MOST_TOKENS);
    const typed = [...new Set(spoken)];
    if (typed.every((token) => /^\d+$/.test(token))) return null;
    const unfinished = /[\p{L}\p{N}]$/u.test(text.trimEnd()) && text.length < LONG_CHARACTERS;
    const tokens = [...new Set(takeApart(typed, unfinished))];
    const isLong = tokens.length > LONG_TOKENS;
    const last = tokens.length - 1;
    const candidates = tokens.map((token, i) => meant(token, unfinished && i === last, !last));
    for (let i = 0; i < last; i++) {
      const whole = tokens[i] + tokens[i + 1];
      if (whole.length > 5 && postings.has(whole))
        for (const at of [i, i + 1]) candidates[at] = new Map(candidates[at]).set(whole, SURE_SAME);
    }
    const worth = tokens.map((token, i) => worthOf(token, candidates[i]));
    const sum = worth.reduce((before, one) => before + one, 0);
    const total = Math.min(sum, isLong ? LONG_TOTAL : Infinity);
    return sum ? { spoken, typed, tokens, candidates, worth, unfinished, isLong, total } : null;
  };

  /**
   * Gives the entries of a text what it scores: the best text of each counts.
   * @param {Found} found @param {number} number  of the text @param {Hit} hit
   */
  const credit = ({ best, hits: hitOf, owner, per, width, started }, number, hit) => {
    for (let at = firstOwner[number]; at < firstOwner[number + 1]; at++) {
      const entry = ownerEntry[at];
      const points = hit.score * ownerWeight[at];
      if (!hitOf[entry] || points > best[entry]) {
        best[entry] = points;
        hitOf[entry] = hit;
        owner[entry] = at;
      }
      if (hit.isStarted && /phrase|remark/.test(owners[at].kind)) started.add(entry);
      const weight = ownerWeight[at] * hit.sure;
      for (const i of hit.at) if (per[entry * width + i] < weight) per[entry * width + i] = weight;
    }
  };
  /** @param {Found} found @param {Query} query */
  const creditTexts = (found, query) => {
    const { total, unfinished, isLong } = query;
    const asTyped = query.typed.join(" ");
    const perGap = isLong ? LOOSE_PER_GAP_OF_LONG : LOOSE_PER_GAP;
    for (const [number, hit] of hitTexts(query)) {
      hit.covered /= total;
      hit.share = hit.had / sizes[number];
      const hasFirstWord = hit.taken & 1; // asked first, as reading all these texts takes longer
      if (unfinished && hasFirstWord && texts[number].key.startsWith(asTyped)) {
        hit.isStarted = true;
        hit.share = Math.max(hit.share, STARTED_SHARE);
      }
      const gaps = hit.last - hit.first + 1 - hit.at.length;
      const loose = gaps <= 1 ? 1 : Math.max(isLong ? 0 : LOOSE_LEAST, 1 - perGap * gaps);
      if (!loose) continue;
      hit.score = hit.covered * (TEXT_COVERED + TEXT_SHARE * Math.min(hit.share, 1)) * loose;
      credit(found, number, hit);
    }
  };
  /**
   * Names written without their spaces, or with typing errors across them.
   * @param {Found} found @param {Query} query
   */
  const creditJoined = (found, query) => {
    const joined = query.typed.join("");
    const isStrange = query.candidates.some(({ size }) => !size) || query.typed.some((token) => !postings.has(token));
    if (joined.length < JOINED_SHORTEST || joined.length >= LONG_CHARACTERS || !isStrange) return;
    const isBegun = query.unfinished && joined.length > JOINED_SHORTEST;
    const most = errorsAllowedJoined(joined.length);
    for (const [whole, number] of known.joined) {
      let likeness = 0;
      if (whole === joined) likeness = JOINED_SAME;
      else if (isBegun && whole.startsWith(joined)) likeness = JOINED_STARTED;
      else if (most && whole[0] === joined[0]) {
        const errors = distance(joined, whole, most);
        if (errors <= most) likeness = JOINED_MISSPELT - JOINED_PER_ERROR * errors;
      }
      if (!likeness) continue;
      const hit = { covered: likeness, share: 1, sure: JOINED_SURE, told: JOINED_TOLD, taken: 0, had: 0, at: [] };
      credit(found, number, { ...hit, score: likeness, first: 0, last: 0 });
    }
  };

  /**
   * How much of several words nobody knows: one that had to be taken apart is half known. One word may be a whole name.
   * @param {Query} query
   */
  const strangeness = ({ typed, tokens, candidates }) => {
    const telling = typed.filter((word) => !stop.has(word) && !/\d/.test(word));
    const strange = telling.filter((word) => !candidates[tokens.indexOf(word)]?.size && !knows(word));
    const apart = strange.filter((word) => !tokens.includes(word));
    return telling.length > 1 ? (strange.length - apart.length / 2) / telling.length : 0;
  };
  /** How much of the query an entry must cover to be an answer. @param {Query} query */
  const needed = ({ tokens, candidates, isLong }) => {
    const telling = candidates.filter((_, i) => !stop.has(tokens[i]));
    const hasStrange = telling.some((meanings) => Math.max(0, ...meanings.values()) < SURE_STARTED);
    const least = !isLong && telling.some(({ size }) => !size) ? ENOUGH_UNKNOWN : 0;
    /** @param {Hit} hit @param {Owner} why */
    const forText = ({ share, sure, told }, why) => {
      if (share > WHOLE_SHARE && sure > WHOLE_SURE) return ENOUGH_WHOLE_TEXT;
      if (sure > SURE_PHRASE && why.kind === "phrase") return ENOUGH_SURE_PHRASE;
      if (why.kind === "line" && told < 2) return 1; // a word of a log line may stand in any text
      if (hasStrange && told < 2) return ENOUGH_STRANGE;
      return share > MOST_OF_TEXT ? ENOUGH_MOST_OF_TEXT : ENOUGH_OTHERWISE;
    };
    return (/** @type {Hit} */ hit, /** @type {Owner} */ why) => Math.max(least, forText(hit, why));
  };
  /**
   * The words that stand out in an answer: those that were typed, and for what is no word the one that was meant.
   * @param {Query} query
   */
  const marksOf = ({ tokens, candidates }) => {
    /** @param {number} i */
    const spelt = (i) => {
      if (postings.has(tokens[i])) return [];
      const meanings = [...candidates[i]].filter(([word, sure]) => sure !== SURE_ALIKE && !word.startsWith(tokens[i]));
      return meanings.map(([word]) => word);
    };
    const telling = tokens.map((_, i) => i).filter((i) => tokens.length === 1 || !stop.has(tokens[i]));
    return [...new Set(telling.flatMap((i) => [tokens[i], ...spelt(i)]))];
  };

  return (text) => {
    const query = understand(text);
    if (!query) return [];
    const width = query.tokens.length;
    /** @type {Found} */
    const found = {
      best: new Float64Array(entries.length),
      hits: new Array(entries.length),
      owner: new Uint32Array(entries.length),
      per: new Float64Array(entries.length * width),
      width,
      started: new Set(),
    };
    creditTexts(found, query);
    creditJoined(found, query);
    const enough = needed(query);
    // a word that is only begun may become any
    const isUnfinished = query.unfinished && !postings.has(query.tokens[width - 1]) && !knows(query.tokens[width - 1]);
    const meanings = new Map(query.tokens.map((token, i) => [token, query.candidates[i]]));
    const finished = query.spoken.slice(0, isUnfinished ? -1 : undefined);
    const likely = judge(finished, (word) => takeApart([word], false), meanings);
    const telling = query.tokens.filter((token) => !stop.has(token)).length;
    const most = likely.each.reduce((most, one) => Math.max(most, one), 0);
    const heard = Math.min(Math.max((likely.known + LEARNED_FIRST) / LEARNED_WORDS, 0), 1);
    const sentence = Math.min(Math.max((telling - SENTENCE_FROM) / SENTENCE_WORDS, 0), 1);
    const isComplaint = query.typed.some((token) => known.complaining.has(token));
    const complaining = PART_SENTENCE * sentence + (isComplaint ? PART_COMPLAINING : 0);
    /** @type {{entry: Entry, score: number, why?: Owner}[]} */
    const answers = [];
    const asSaid = texts[known.phrases.get(query.spoken.join(" ")) ?? -1]?.owners ?? [];
    const isComplaintAlone = asSaid.length > 0 && asSaid.every((owner) => entries[owner.entry].kind === "symptom");
    let bestText = 0;
    let hasWhole = false; // a text that is all of the query: voice mail
    entries.forEach((entry, place) => {
      const hit = found.hits[place];
      const likeliness = likely.each[place];
      const isLikely = likeliness > Math.max(LEARNED_ENOUGH, most * LEARNED_OF_MOST);
      if (!hit && !isLikely) return;
      const why = hit && owners[found.owner[place]];
      let together = 0;
      for (let i = 0; i < width; i++) together += (found.per[place * width + i] * query.worth[i]) / query.total;
      bestText = Math.max(bestText, found.best[place]);
      if (!isLikely && Math.max(hit.covered, together * ENOUGH_TOGETHER) < enough(hit, why)) return;
      const best = found.best[place];
      let score = PART_BEST * best + PART_TOGETHER * Math.max(together, best) + PART_PRIOR * entry.prior;
      const told = heard * Math.max(0, 1 + Math.log(likeliness + 1e-9) / LEARNED_LOG);
      if (entry.kind === "symptom") score += PART_LEARNED_COMPLAINT * told + complaining;
      else score += PART_LEARNED * told;
      // a cause of Q.850 lends its words to codes: fax is no name of 503; words that are a complaint's and no code's
      // are its own, even if a code has a form of them: call drops, call dropped
      const isOwn =
        entry.kind === "symptom"
          ? why?.kind === "phrase" || (isComplaintAlone && asSaid.some((owner) => owner.entry === place))
          : why?.kind !== "cause" && !isComplaintAlone;
      const isWhole = hit?.share > WHOLE_SHARE && hit.covered > WHOLE_SHARE;
      if (isWhole && isOwn) score += PART_WHOLE;
      // the name of a code, as far as it was typed: call is b, of Call Is Being Forwarded
      const isBegun = width > 1 && found.started.has(place);
      if (isWhole || isBegun || (width > 1 && hit?.isStarted)) hasWhole = true;
      if (isBegun && entry.kind === "code") score += PART_STARTED;
      answers.push({ entry, score, why });
    });
    // until the second file is there nothing was learned
    const none = Math.max(known.hasMore ? likely.none : SENSE_NONE_UNHEARD, SENSE_LEAST_NONE);
    const odds = Math.log(none / (1 + SENSE_LEAST_NONE - none));
    const much = SENSE_WORD * Math.min(telling, SENSE_WORDS);
    const sense = bestText + much - SENSE_NONE * odds - SENSE_STRANGE * strangeness(query);
    if (sense < SENSE_ENOUGH && telling > 1 && !hasWhole) return [];
    answers.sort((a, b) => b.score - a.score || a.entry.code.localeCompare(b.entry.code));
    const least = Math.max(LEAST_SCORE, LEAST_OF_THE_BEST * (answers[0]?.score ?? 0));
    const marks = marksOf(query);
    const shown = answers.slice(0, MOST_BY_WORDS).filter(({ score }) => score > least);
    return shown.map((answer) => ({ ...answer, marks }));
  };
};
