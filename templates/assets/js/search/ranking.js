// Ranking by words: each text that shares words with the query credits the entries that it leads to.
//
// A text is judged by how much of the query it covers and how much of it the query covers; an entry by its best text, by how
// much all its texts cover together, and a little by how common it is.
/**
 * @typedef {{entry: import("./knowledge.js").Entry, score: number, why?: {kind: string, text: string}, marks: string[]}} Answer
 * @typedef {{typed: string[], tokens: string[], candidates: Map<string, number>[], worth: number[], unfinished: boolean,
 *   isLong: boolean, total: number}} Query
 * @typedef {{covered: number, share: number, score: number, sure: number, told: number, taken: number, had: number,
 *   at: number[]}} Hit  how much of the query a text covers, how much of the text that is, how surely, by how many telling words
 * @typedef {{best: Float64Array, hits: Hit[], owner: Uint32Array, per: Float64Array, width: number}} Found  by entry: the points of
 *   its best text, that text's hit and owner, and how surely its texts have each of the `width` words of the query
 */
{
  const { words, distance, SURE, interpreter } = window.sipSearch;

  // how much of the query an entry must cover, by what was covered
  const ENOUGH = { wholeText: 0.24, surePhrase: 0.51, mostOfText: 0.26, strange: 0.7, unknown: 0.5, otherwise: 0.51, together: 0.86 };
  // a text that covers the query in passing counts for half of one that says nothing else; a word used twice counts less
  const TEXT = { covered: 0.43, share: 0.43, again: 0.72 };
  // what the parts of a score count for
  const PART = { best: 0.72, together: 0.37, prior: 0.07 };
  const MOST_BY_WORDS = 5; // answers shown to other queries than a number: each costs time at every key, and nobody reads on
  const LEAST = { score: 0.27, ofTheBest: 0.64 };
  const STOP_WORTH = 0.07;
  const UNKNOWN_WORTH = 0.78;
  const LONG = { tokens: 9, characters: 60, total: 2.4 }; // a long text is a log: a part of it decides
  const MOST_TOKENS = 160;

  /** @param {any} known  the Knowledge @returns {(text: string) => Answer[]} */
  const ranker = (known) => {
    const { entries, texts, postings, value, stop, sizes, owners, firstOwner, ownerEntry, ownerWeight } = known;
    const { meant, takeApart } = interpreter(known);

    // --- what each word of the query is worth, and which texts have it ---

    // by number of a text, the best of one word of the query; made once, as they are filled at every key
    const sureOf = new Float64Array(texts.length);
    const positionOf = new Uint8Array(texts.length);
    const hadOf = new Float64Array(texts.length);

    const worthOf = (token, candidates) => {
      if (stop.has(token)) return candidates.size ? STOP_WORTH : 0;
      let most = 0;
      for (const [word, sure] of candidates)
        if (sure === SURE.same) return value.get(word);
        else most = Math.max(most, value.get(word) * sure);
      return most || (/\d/.test(token) ? 0.3 : UNKNOWN_WORTH);
    };
    /**
     * How much of the query each text covers, and how much of the text the query covers.
     * @returns {Map<number, Hit>}  by the text's number
     */
    const hitTexts = ({ tokens, candidates, worth, unfinished }) => {
      const hits = new Map();
      tokens.forEach((token, i) => {
        // the first letters of a next word only narrow down: half of all texts have a word that starts so
        const narrows = unfinished && i > 0 && i === tokens.length - 1 && token.length < 3 && hits.size > 0;
        const touched = [];
        for (const [word, sure] of candidates[i]) {
          const had = value.get(word);
          for (const posting of postings.get(word)) {
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
          if (!hit) hits.set(number, (hit = { covered: 0, share: 0, score: 0, sure: 1, told: 0, taken: 0, had: 0, at: [] }));
          const isAgain = hit.taken & (1 << positionOf[number]);
          hit.covered += worth[i] * sure * (isAgain ? TEXT.again : 1);
          if (!isAgain) hit.had += hadOf[number] * sure;
          hit.taken |= 1 << positionOf[number];
          hit.at.push(i);
          if (worth[i] > 0.1) {
            hit.told++;
            if (sure < hit.sure) hit.sure = sure;
          }
          sureOf[number] = 0;
        }
      });
      return hits;
    };

    // --- the steps from a query to its answers ---

    /**
     * What is asked: the words as typed, taken apart, what each may mean and is worth.
     * @returns {Query | null}  null if there is nothing to compare
     */
    const understand = (text) => {
      const typed = [...new Set(words(text))].slice(0, MOST_TOKENS);
      if (typed.every((token) => /^\d+$/.test(token))) return null;
      const unfinished = /[\p{L}\p{N}]$/u.test(text.trimEnd()) && text.length < LONG.characters;
      const tokens = [...new Set(takeApart(typed, unfinished))];
      const isLong = tokens.length > LONG.tokens;
      const candidates = tokens.map((token, i) => meant(token, unfinished && i === tokens.length - 1, tokens.length === 1));
      for (let i = 0; i + 1 < tokens.length; i++) {
        const whole = tokens[i] + tokens[i + 1];
        if (whole.length > 5 && postings.has(whole)) for (const at of [i, i + 1]) candidates[at] = new Map(candidates[at]).set(whole, SURE.same);
      }
      const worth = tokens.map((token, i) => worthOf(token, candidates[i]));
      const sum = worth.reduce((before, one) => before + one, 0);
      return sum ? { typed, tokens, candidates, worth, unfinished, isLong, total: Math.min(sum, isLong ? LONG.total : Infinity) } : null;
    };

    /** Gives the entries of a text what it scores: the best text of each counts. */
    const credit = ({ best, hits: hitOf, owner, per, width }, number, hit) => {
      for (let at = firstOwner[number]; at < firstOwner[number + 1]; at++) {
        const entry = ownerEntry[at];
        const points = hit.score * ownerWeight[at];
        if (!hitOf[entry] || points > best[entry]) {
          best[entry] = points;
          hitOf[entry] = hit;
          owner[entry] = at;
        }
        const weight = ownerWeight[at] * hit.sure;
        for (const i of hit.at) if (per[entry * width + i] < weight) per[entry * width + i] = weight;
      }
    };
    const creditTexts = (found, query) => {
      const { total, unfinished, isLong } = query;
      const asTyped = query.typed.join(" ");
      for (const [number, hit] of hitTexts(query)) {
        hit.covered /= total;
        hit.share = hit.had / sizes[number];
        const hasFirstWord = hit.taken & 1; // asked first, as reading all these texts takes longer
        if (unfinished && hit.share < 0.8 && hasFirstWord && texts[number].key.startsWith(asTyped)) hit.share = 0.8;
        const gaps = hit.at[hit.at.length - 1] - hit.at[0] + 1 - hit.at.length;
        const loose = gaps <= 1 ? 1 : Math.max(isLong ? 0 : 0.6, 1 - (isLong ? 0.3 : 0.08) * gaps);
        if (!loose) continue;
        hit.score = hit.covered * (TEXT.covered + TEXT.share * Math.min(hit.share, 1)) * loose;
        credit(found, number, hit);
      }
    };
    /** Names written without their spaces, or with typing errors across them. */
    const creditJoined = (found, query) => {
      const joined = query.typed.join("");
      const isStrange = query.candidates.some(({ size }) => !size) || query.typed.some((token) => !postings.has(token));
      if (joined.length < 4 || joined.length >= LONG.characters || !isStrange) return;
      const most = joined.length < 7 ? 0 : joined.length < 12 ? 1 : joined.length < 20 ? 2 : 3;
      for (const [whole, number] of known.joined) {
        let likeness = 0;
        if (whole === joined) likeness = 1;
        else if (query.unfinished && joined.length > 4 && whole.startsWith(joined)) likeness = 0.85;
        else if (most && whole[0] === joined[0]) {
          const errors = distance(joined, whole, most);
          if (errors <= most) likeness = 0.95 - 0.06 * errors;
        }
        if (likeness) credit(found, number, { score: likeness, covered: likeness, share: 1, sure: 0.9, told: 2, at: [] });
      }
    };

    /** How much of the query an entry must cover to be an answer. */
    const needed = ({ tokens, candidates, isLong }) => {
      const told = tokens.map((token, i) => !stop.has(token) && candidates[i]).filter(Boolean);
      const hasStrange = told.some((meanings) => Math.max(0, ...meanings.values()) < 0.7);
      const least = !isLong && told.some(({ size }) => !size) ? ENOUGH.unknown : 0;
      const forText = ({ share, sure, told }, why) => {
        if (share > 0.95 && sure > 0.85) return ENOUGH.wholeText;
        if (sure > 0.9 && why.kind === "phrase") return ENOUGH.surePhrase;
        if (hasStrange && told < 2) return ENOUGH.strange;
        return share > 0.6 ? ENOUGH.mostOfText : ENOUGH.otherwise;
      };
      return (hit, why) => Math.max(least, forText(hit, why));
    };
    /** The words that stand out in an answer; synonyms do not, nobody typed them. */
    const marksOf = ({ tokens, candidates }) => {
      const spelt = (i) => [...candidates[i]].filter(([word, sure]) => sure !== SURE.alike && !word.startsWith(tokens[i]));
      const telling = tokens.map((_, i) => i).filter((i) => tokens.length === 1 || !stop.has(tokens[i]));
      return [...new Set(telling.flatMap((i) => [tokens[i], ...spelt(i).map(([word]) => word)]))];
    };

    return (text) => {
      const query = understand(text);
      if (!query) return [];
      const width = query.tokens.length;
      /** @type {Found} */
      const found = { best: new Float64Array(entries.length), hits: new Array(entries.length), owner: new Uint32Array(entries.length), per: new Float64Array(entries.length * width), width };
      creditTexts(found, query);
      creditJoined(found, query);
      const enough = needed(query);
      const answers = [];
      found.hits.forEach((hit, place) => {
        const why = owners[found.owner[place]];
        let together = 0;
        for (let i = 0; i < width; i++) together += (found.per[place * width + i] * query.worth[i]) / query.total;
        if (Math.max(hit.covered, together * ENOUGH.together) < enough(hit, why)) return;
        const best = found.best[place];
        answers.push({ entry: entries[place], score: PART.best * best + PART.together * Math.max(together, best) + PART.prior * entries[place].prior, why });
      });
      answers.sort((a, b) => b.score - a.score || a.entry.code.localeCompare(b.entry.code));
      const least = Math.max(LEAST.score, LEAST.ofTheBest * (answers[0]?.score ?? 0));
      const marks = marksOf(query);
      return answers.slice(0, MOST_BY_WORDS).filter(({ score }) => score > least).map((answer) => ({ ...answer, marks }));
    };
  };

  Object.assign(window.sipSearch, { ranker, MOST_BY_WORDS });
}
