// What typed words may mean: the known words that are the same, forms of them, alike, misspelt, or still to be finished.
{
  const { stem, sound, distance, errorsAllowed } = window.sipSearch;

  /** How surely a known word is meant by a typed one, from 0 to 1. */
  const SURE = { same: 1, form: 0.97, alike: 0.9, near: 0.89, started: 0.7 };
  const LONGEST = 40; // letters of a word that people type
  const REMEMBERED = 400; // typed words whose meaning is kept: while somebody types, most of the query stays

  /**
   * @param {any} known  the Knowledge
   * @returns {{meant: (typed: string, unfinished: boolean, alone: boolean) => Map<string, number>,
   *   takeApart: (typed: string[], unfinished: boolean) => string[]}}
   */
  const interpreter = (known) => {
    const { postings, stop } = known;

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
      if (/^\d+$/.test(typed) || typed.length > LONGEST) return found;
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
        if (postings.has(token) || stop.has(token) || token.length < 6 || token.length > LONGEST || /\d/.test(token)) return [token];
        if (unfinished && i === typed.length - 1 && known.startingWith(token).length) return [token];
        return (!known.stems.has(stem(token)) && parts(token)) || [token];
      });
    return { meant, takeApart };
  };

  Object.assign(window.sipSearch, { SURE, interpreter });
}
