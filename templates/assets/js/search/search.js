// The search: what is typed or pasted, turned into ranked answers. Pure: it knows no page, only the index.
//
// Two ways lead to an answer. Signs are certain: a status line, a Reason, a cause, a section, a code. Words are compared with
// the texts of each answer. The strongest sign goes first, then what the words say.
{
  const { words, Knowledge, reader, ranker, MOST_BY_WORDS, STATUS_LINE, BARE, MERELY_A_NAME } = window.sipSearch;
  const MOST_BY_DIGITS = 10; // answers shown to two digits: all that start so
  const LONGEST = 8000; // characters of a paste that are read
  const CLEAR = 0.6; // the score at which words are heard beside a sure sign

  /**
   * Makes an index ready for searching.
   * @param {Record<string, any>} index  as sipcodes/search.py makes it
   * @returns {(query: string) => import("./ranking.js").Answer[]}  the answers to a query, best first
   */
  const open = (index) => {
    const known = new Knowledge(index);
    const read = reader(known);
    const byWords = ranker(known);

    /** The start of a number: its class and the commonest codes of that, or all codes that start with two digits. @returns {Answer[] | null} */
    const byDigits = (query, typed) => {
      const telling = typed.filter((word) => !known.stop.has(word)).join(" ");
      const [, digits] = /^([1-9]\d?)(?:[x*?]|\.+)?$/i.exec(typed.length > 1 && /^\d+$/.test(telling) ? telling : query.trim().normalize("NFKC")) ?? [];
      if (!digits) return null;
      const starting = known.entries.filter(({ kind, code }) => /code|other/.test(kind) && /^\d{3}$/.test(code) && code.startsWith(digits));
      const group = digits.length === 1 ? known.entryOf(`${digits}xx`) : null;
      const commonFirst = (a, b) => (group ? b.prior - a.prior : 0);
      starting.sort((a, b) => Number(a.kind === "other") - Number(b.kind === "other") || commonFirst(a, b) || a.code - b.code);
      const causes = (known.causes.get(digits) ?? []).map((code) => known.entryOf(code)); // it may be one of Q.850 as well
      const found = [...(group ? [group] : []), ...starting, ...(starting.length ? causes.slice(-1) : causes)];
      return found.slice(0, group ? MOST_BY_WORDS + 1 : MOST_BY_DIGITS).map((entry) => ({ entry, score: 1, marks: [digits] }));
    };

    const isClearCode = ({ entry, score }) => entry.kind === "code" && score > CLEAR;

    return (query) => {
      query = query.slice(0, LONGEST);
      const typed = words(query);
      const starting = byDigits(query, typed);
      if (starting) return starting;

      const { signs, rest } = read(query);
      const strongest = signs[0]?.strength ?? 0;
      /** @type {Answer[]} */
      const answers = [];
      const put = (answer) => {
        const isNew = answer.entry && !answers.some(({ entry }) => entry.code === answer.entry.code);
        if (isNew && answers.length < MOST_BY_WORDS) answers.push(answer);
      };
      const putSigns = () => {
        for (const sign of signs) {
          if (sign.strength < strongest - 4 || (strongest >= STATUS_LINE && sign.strength < 7)) continue;
          for (const code of sign.codes) put({ entry: known.entryOf(code), score: 10 + sign.strength, why: sign.why, marks: [code] });
          const first = sign.codes.length === 1 ? known.entryOf(sign.codes[0]) : null;
          if (first?.kind !== "unknown" || signs.length > 1) continue;
          for (const code of [`${first.code[0]}xx`, ...(known.causes.get(first.code) ?? [])]) put({ entry: known.entryOf(code), score: 10, marks: [] });
        }
      };

      // a text with a number in it that is known as it stands: 603+, Q.850, dtls 1.2
      const isKnown = known.phrases.has(typed.join(" ")) && typed.length > 1 && typed.some((word) => /\d/.test(word));
      if (isKnown && strongest < 6) byWords(query).forEach(put);
      if (!strongest || strongest === MERELY_A_NAME) for (const [, text] of rest.matchAll(/"([^"]{4,})"/g)) byWords(text).filter(isClearCode).forEach(put);
      const found = strongest >= 7 ? [] : byWords(strongest === MERELY_A_NAME ? query : rest);
      const clear = found.filter(({ score }) => !strongest || score > CLEAR);
      // a number that is no code tells less than clear words beside it
      if (strongest <= BARE && known.entryOf(signs[0]?.codes[0])?.kind === "unknown") clear.forEach(put);
      putSigns();
      clear.forEach(put);
      return answers;
    };
  };

  window.sipSearch.open = open;
}
