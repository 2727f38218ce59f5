// Ranking by words: each text that shares words with the query credits the entries that it leads to.
//
// A text is judged by how much of the query it covers and how much of it the query covers; an entry by its best text, by how
// much all its texts cover together, and a little by how common it is.
/**
 * @typedef {{entry: import("./knowledge.js").Entry, score: number, why?: {kind: string, text: string}, marks: string[]}} Answer
 */
{
  const { words, stem, sound, distance, errorsAllowed } = window.sipSearch;

  // how surely a known word is meant by a typed one
  const SURE = { same: 1, form: 0.97, alike: 0.9, near: 0.89, started: 0.7 };
  // how much of the query an entry must cover, by what was covered
  const ENOUGH = { wholeText: 0.24, surePhrase: 0.51, mostOfText: 0.26, strange: 0.7, unknown: 0.5, otherwise: 0.51 };
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
  const REMEMBERED = 400; // typed words whose meaning is kept: while somebody types, most of the query stays

  /** @param {any} known  the Knowledge @returns {(text: string) => Answer[]} */
  const ranker = (known) => {
    const { entries, texts, postings, value, stop, sizes } = known;

    // --- what a typed word may mean ---

    /** Known words with typing errors in them; the first letter is hardly ever wrong. */
    const misspelt = (typed, put) => {
      const heard = sound(typed);
      if (heard.length > 3) for (const token of known.alikeSounding.get(heard) ?? []) put(token, SURE.near);
      const most = errorsAllowed(typed.length);
      for (let length = Math.max(4, typed.length - Math.max(most, 1)); length <= typed.length + Math.max(most, 1); length++)
        for (const token of known.alikeSpelt.get(typed[0] + length) ?? []) {
          const bound = Math.min(most, errorsAllowed(length + 1));
          const errors = most ? distance(typed, token, bound) : 9;
          if (errors <= bound) put(token, 0.9 - 0.14 * errors);
          // four letters: only a letter too few, or two exchanged
          else if (!most && typed.length === 4 && token.at(-1) === typed.at(-1) && distance(typed, token, 1) === 1)
            if (length !== 4 || [...typed].sort().join() === [...token].sort().join()) put(token, SURE.near);
        }
      if (typed.length < 7) return;
      const tail = typed.slice(1);
      put(tail, SURE.started);
      put(typed[1] + typed[0] + typed.slice(2), SURE.started);
      for (const letter of "abcdefghijklmnopqrstuvwxyz") {
        put(letter + tail, SURE.started);
        put(letter + typed, SURE.started);
      }
    };
    /**
     * The known words that a typed word may mean, and how surely.
     * @param {string} typed @param {boolean} unfinished  whether it may go on @param {boolean} alone  the only word
     * @returns {Map<string, number>}
     */
    const findMeant = (typed, unfinished, alone) => {
      /** @type {Map<string, number>} */
      const found = new Map();
      const put = (token, sure) => {
        if (postings.has(token) && (found.get(token) ?? 0) < sure) found.set(token, sure);
      };
      put(typed, SURE.same);
      if (/^\d+$/.test(typed) || typed.length > 40) return found;
      for (const token of known.stems.get(stem(typed)) ?? []) put(token, SURE.form);
      for (const token of known.alike.get(typed) ?? []) put(token, SURE.alike);
      const isKnown = found.size > 0;
      if (unfinished || typed.length > (isKnown ? 4 : 2))
        for (const token of typed.length > 1 || !alone ? known.startingWith(typed) : [...known.leading].filter((word) => word.startsWith(typed)))
          put(token, unfinished ? 0.8 + (0.15 * typed.length) / token.length : 0.5 + (0.35 * typed.length) / token.length);
      if (!found.size || (!isKnown && !unfinished)) {
        misspelt(typed, put);
        if (unfinished && !found.size && typed.length > 5)
          for (const token of known.startingWith(typed.slice(0, 3)))
            if (token.length > typed.length && distance(typed, token.slice(0, typed.length), 1) <= 1) put(token, SURE.started);
      }
      return found;
    };
    /** @type {Map<string, Map<string, number>>} */
    const remembered = new Map();
    const meant = (typed, unfinished, alone) => {
      const key = `${typed} ${unfinished} ${alone}`;
      let found = remembered.get(key);
      if (!found) {
        if (remembered.size > REMEMBERED) remembered.clear();
        remembered.set(key, (found = findMeant(typed, unfinished, alone)));
      }
      return found;
    };

    const isWord = (part) => postings.has(part) || (part.length > 4 && known.stems.has(stem(part)));
    /** Splits a word that is not known into two or three that are: wachtwoordfout, busyhere. */
    const parts = (typed, depth = 2) => {
      for (let cut = typed.length - 3; cut >= 3; cut--) {
        const head = typed.slice(0, cut);
        if (stop.has(head) || !isWord(head)) continue;
        for (const link of ["", "s", "e", "en", "n"]) {
          const tail = typed.slice(cut + link.length);
          if (tail.length < 3 || !typed.startsWith(link, cut)) continue;
          if (isWord(tail)) return [head, tail];
          const rest = depth > 1 ? parts(tail, depth - 1) : null;
          if (rest) return [head, ...rest];
        }
      }
      return null;
    };
    const takeApart = (typed, unfinished) =>
      typed.flatMap((token, i) => {
        if (postings.has(token) || stop.has(token) || token.length < 6 || token.length > 40 || /\d/.test(token)) return [token];
        if (unfinished && i === typed.length - 1 && known.startingWith(token).length) return [token];
        return (!known.stems.has(stem(token)) && parts(token)) || [token];
      });

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
    const hitTexts = (tokens, candidates, worth) => {
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

    /**
     * Ranks entries by their texts.
     * @param {string} text @returns {Answer[]}
     */
    return (text) => {
      const typed = [...new Set(words(text))].slice(0, MOST_TOKENS);
      if (typed.every((token) => /^\d+$/.test(token))) return [];
      const unfinished = /[\p{L}\p{N}]$/u.test(text.trimEnd()) && text.length < LONG.characters;
      const tokens = [...new Set(takeApart(typed, unfinished))];
      const isLong = tokens.length > LONG.tokens;
      const candidates = tokens.map((token, i) => meant(token, unfinished && i === tokens.length - 1, tokens.length === 1));
      for (let i = 0; i + 1 < tokens.length; i++) {
        const whole = tokens[i] + tokens[i + 1];
        if (whole.length > 5 && postings.has(whole)) for (const at of [i, i + 1]) candidates[at] = new Map(candidates[at]).set(whole, SURE.same);
      }
      const worth = tokens.map((token, i) => worthOf(token, candidates[i]));
      const total = Math.min(
        worth.reduce((sum, one) => sum + one, 0),
        isLong ? LONG.total : Infinity,
      );
      if (!total) return [];

      /** @type {Map<number, any>} */
      const found = new Map();
      const credit = (number, score, covered, share, sure, told) => {
        for (const owner of texts[number].owners) {
          let mine = found.get(owner.entry);
          if (!mine) found.set(owner.entry, (mine = { best: 0, why: null, covered: 0, share: 0, sure: 0, told: 0, per: new Float32Array(tokens.length) }));
          const points = score * owner.weight;
          if (points > mine.best) Object.assign(mine, { best: points, why: owner, covered, share, sure, told });
        }
      };
      const asTyped = typed.join(" ");
      for (const [number, hit] of hitTexts(tokens, candidates, worth)) {
        const { tokens: own, owners } = texts[number];
        const covered = hit.covered / total;
        let share = hit.had / sizes[number];
        if (unfinished && own.join(" ").startsWith(asTyped)) share = Math.max(share, 0.8);
        const gaps = hit.at.at(-1) - hit.at[0] + 1 - hit.at.length;
        const loose = gaps <= 1 ? 1 : Math.max(isLong ? 0 : 0.6, 1 - (isLong ? 0.3 : 0.08) * gaps);
        if (!loose) continue;
        const told = hit.at.filter((i) => worth[i] > 0.1).length;
        credit(number, covered * (TEXT.covered + TEXT.share * Math.min(share, 1)) * loose, covered, share, hit.sure, told);
        for (const owner of owners) {
          const per = found.get(owner.entry).per;
          for (const i of hit.at) per[i] = Math.max(per[i], owner.weight * hit.sure);
        }
      }
      // names written without their spaces, or with typing errors across them
      const joined = typed.join("");
      const isStrange = tokens.some((_, i) => !candidates[i].size) || typed.some((token) => !postings.has(token));
      if (joined.length > 3 && joined.length < LONG.characters && isStrange) {
        const most = joined.length < 7 ? 0 : joined.length < 12 ? 1 : joined.length < 20 ? 2 : 3;
        for (const [whole, number] of known.joined) {
          let likeness = 0;
          if (whole === joined) likeness = 1;
          else if (unfinished && joined.length > 4 && whole.startsWith(joined)) likeness = 0.85;
          else if (most && whole[0] === joined[0]) {
            const errors = distance(joined, whole, most);
            if (errors <= most) likeness = 0.95 - 0.06 * errors;
          }
          if (likeness) credit(number, likeness, likeness, 1, 0.9, 2);
        }
      }

      const hasStrange = tokens.some((token, i) => !stop.has(token) && Math.max(0, ...candidates[i].values()) < 0.7);
      const hasUnknown = !isLong && tokens.some((token, i) => !stop.has(token) && !candidates[i].size);
      const forText = ({ share, sure, told, why }) => {
        if (share > 0.95 && sure > 0.85) return ENOUGH.wholeText;
        if (sure > 0.9 && why.kind === "phrase") return ENOUGH.surePhrase;
        if (hasStrange && told < 2) return ENOUGH.strange;
        return share > 0.6 ? ENOUGH.mostOfText : ENOUGH.otherwise;
      };
      const enough = (mine) => Math.max(hasUnknown ? ENOUGH.unknown : 0, forText(mine));
      const answers = [];
      for (const [place, mine] of found) {
        let together = 0;
        for (let i = 0; i < tokens.length; i++) together += mine.per[i] * worth[i];
        together /= total;
        if (Math.max(mine.covered, together * 0.86) < enough(mine)) continue;
        const entry = entries[place];
        const score = PART.best * mine.best + PART.together * Math.max(together, mine.best) + PART.prior * entry.prior;
        answers.push({ entry, score, why: mine.why, marks: [] });
      }
      answers.sort((a, b) => b.score - a.score || a.entry.code.localeCompare(b.entry.code));
      const top = answers[0]?.score ?? 0;
      const telling = tokens.map((_, i) => i).filter((i) => tokens.length === 1 || !stop.has(tokens[i]));
      // synonyms are no marks: nobody typed them
      const spelt = (i) => [...candidates[i]].filter(([word, sure]) => sure !== SURE.alike && !word.startsWith(tokens[i]));
      const marks = [...new Set(telling.flatMap((i) => [tokens[i], ...spelt(i).map(([word]) => word)]))];
      return answers
        .slice(0, SHOWN)
        .filter(({ score }) => score > LEAST.ofTheBest * top && score > LEAST.score)
        .map((answer) => ({ ...answer, marks }));
    };
  };

  window.sipSearch.ranker = ranker;
}
