// Ranking by words: each text that shares words with the query credits the entries that it leads to.
//
// A text is judged by how much of the query it covers and how much of it the query covers; an entry by its best text, by how
// much all its texts cover together, and a little by how common it is.
/**
 * @typedef {{entry: import("./knowledge.js").Entry, score: number, why?: {kind: string, text: string}, marks: string[]}} Answer
 * @typedef {{typed: string[], tokens: string[], candidates: Map<string, number>[], worth: number[], unfinished: boolean,
 *   isLong: boolean, total: number}} Query
 */
{
  const { words, distance, SURE, interpreter } = window.sipSearch;

  // how much of the query an entry must cover, by what was covered
  const ENOUGH = { wholeText: 0.24, surePhrase: 0.51, mostOfText: 0.26, strange: 0.7, unknown: 0.5, otherwise: 0.51, together: 0.86 };
  // a text that covers the query in passing counts for half of one that says nothing else; a word used twice counts less
  const TEXT = { covered: 0.43, share: 0.43, again: 0.72 };
  // what the parts of a score count for
  const PART = { best: 0.72, together: 0.37, prior: 0.07 };
  const SHOWN = 7; // answers that words have found
  const LEAST = { score: 0.27, ofTheBest: 0.64 };
  const STOP_WORTH = 0.07;
  const UNKNOWN_WORTH = 0.78;
  const LONG = { tokens: 9, characters: 60, total: 2.4 }; // a long text is a log: a part of it decides
  const MOST_TOKENS = 160;

  /** @param {any} known  the Knowledge @returns {(text: string) => Answer[]} */
  const ranker = (known) => {
    const { entries, texts, postings, value, stop, sizes } = known;
    const { meant, takeApart } = interpreter(known);

    // --- what each word of the query is worth, and which texts have it ---

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
     * @returns {Map<number, {covered: number, taken: number, had: number, sure: number, at: number[]}>}  by the text's number
     */
    const hitTexts = ({ tokens, candidates, worth }) => {
      const hits = new Map();
      tokens.forEach((token, i) => {
        /** @type {Map<number, [number, number, number]>} */
        const best = new Map();
        for (const [word, sure] of candidates[i])
          for (const posting of postings.get(word)) {
            const number = posting >> 5;
            const old = best.get(number);
            if (!old || old[0] < sure) best.set(number, [sure, posting & 31, value.get(word)]);
          }
        for (const [number, [sure, position, had]] of best) {
          let hit = hits.get(number);
          if (!hit) hits.set(number, (hit = { covered: 0, taken: 0, had: 0, sure: 1, at: [] }));
          const isAgain = hit.taken & (1 << position);
          hit.covered += worth[i] * sure * (isAgain ? TEXT.again : 1);
          if (!isAgain) hit.had += had * sure;
          hit.taken |= 1 << position;
          hit.at.push(i);
          if (worth[i] > 0.1) hit.sure = Math.min(hit.sure, sure);
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
    const credit = (found, query, number, hit) => {
      for (const owner of texts[number].owners) {
        let mine = found.get(owner.entry);
        if (!mine) found.set(owner.entry, (mine = { best: 0, per: new Float32Array(query.tokens.length) }));
        const points = hit.score * owner.weight;
        if (points > mine.best) Object.assign(mine, hit, { best: points, why: owner });
        for (const i of hit.at) mine.per[i] = Math.max(mine.per[i], owner.weight * hit.sure);
      }
    };
    const creditTexts = (found, query) => {
      const { worth, total, unfinished, isLong } = query;
      const asTyped = query.typed.join(" ");
      for (const [number, hit] of hitTexts(query)) {
        const covered = hit.covered / total;
        let share = hit.had / sizes[number];
        if (unfinished && texts[number].tokens.join(" ").startsWith(asTyped)) share = Math.max(share, 0.8);
        const gaps = hit.at.at(-1) - hit.at[0] + 1 - hit.at.length;
        const loose = gaps <= 1 ? 1 : Math.max(isLong ? 0 : 0.6, 1 - (isLong ? 0.3 : 0.08) * gaps);
        if (!loose) continue;
        const score = covered * (TEXT.covered + TEXT.share * Math.min(share, 1)) * loose;
        credit(found, query, number, { score, covered, share, sure: hit.sure, told: hit.at.filter((i) => worth[i] > 0.1).length, at: hit.at });
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
        if (likeness) credit(found, query, number, { score: likeness, covered: likeness, share: 1, sure: 0.9, told: 2, at: [] });
      }
    };

    /** How much of the query an entry must cover to be an answer. */
    const needed = ({ tokens, candidates, isLong }) => {
      const told = tokens.map((token, i) => !stop.has(token) && candidates[i]).filter(Boolean);
      const hasStrange = told.some((meanings) => Math.max(0, ...meanings.values()) < 0.7);
      const least = !isLong && told.some(({ size }) => !size) ? ENOUGH.unknown : 0;
      const forText = ({ share, sure, told, why }) => {
        if (share > 0.95 && sure > 0.85) return ENOUGH.wholeText;
        if (sure > 0.9 && why.kind === "phrase") return ENOUGH.surePhrase;
        if (hasStrange && told < 2) return ENOUGH.strange;
        return share > 0.6 ? ENOUGH.mostOfText : ENOUGH.otherwise;
      };
      return (mine) => Math.max(least, forText(mine));
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
      const found = new Map();
      creditTexts(found, query);
      creditJoined(found, query);
      const enough = needed(query);
      const answers = [];
      for (const [place, mine] of found) {
        const together = query.worth.reduce((sum, worth, i) => sum + mine.per[i] * worth, 0) / query.total;
        if (Math.max(mine.covered, together * ENOUGH.together) < enough(mine)) continue;
        const entry = entries[place];
        answers.push({ entry, score: PART.best * mine.best + PART.together * Math.max(together, mine.best) + PART.prior * entry.prior, why: mine.why });
      }
      answers.sort((a, b) => b.score - a.score || a.entry.code.localeCompare(b.entry.code));
      const least = Math.max(LEAST.score, LEAST.ofTheBest * (answers[0]?.score ?? 0));
      const marks = marksOf(query);
      return answers.slice(0, SHOWN).filter(({ score }) => score > least).map((answer) => ({ ...answer, marks }));
    };
  };

  window.sipSearch.ranker = ranker;
}
