// The search: what is typed or pasted, turned into ranked answers. Pure: it knows no page, only window.sipIndex.
//
// Two ways lead to an answer. Signs: a status line, a Reason, a cause, an RFC section, a code. They are certain, and the
// strongest wins. Words: the texts of each answer, compared by how much of the query they cover. Signs go first.
/**
 * @typedef {{code: string, kind: "code"|"class"|"other"|"cause"|"symptom"|"unknown", number: string, phrase: string,
 *   remark: string, prior: number, joined: string[]}} Entry  what can be found
 * @typedef {{entry: Entry, score: number, why?: {kind: string, text: string}, marks: string[]}} Answer
 * @typedef {{strength: number, place: number, codes: string[], why?: {kind: string, text: string}}} Sign
 */
window.sipSearch = (() => {
  const LIMIT = 10; // answers shown: all that start with two digits
  const LIMIT_OF_WORDS = 8; // of others fewer: each costs time at every key, and nobody reads on
  const BY_WORDS = 7; // answers shown that words have found
  const LONGEST = 8000; // characters of a paste that are read
  // what a text counts for, by the kind of text it is: other words are those of the other language
  const WEIGHT = { phrase: 1, remark: 0.92, former: 0.96, own: 0.94, other: 0.84, name: 0.9, header: 0.9, symptom: 0.8 };

  // --- words: the one way in which texts are compared; sipcodes/search_terms.py does the same ---

  const APOSTROPHES = /['\u2018\u2019\u02bc`\u00b4\uff07]/g;
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
  /** @param {string} text @returns {string[]} */
  const words = (text) =>
    text
      .replace(APOSTROPHES, "")
      .replace(INVISIBLE, "")
      .normalize("NFKC")
      .replace(/([a-z])(?=[A-Z][a-z])/g, "$1 ")
      .replace(/([A-Z]{2})(?=[A-Z][a-z]{2})/g, "$1 ")
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? [];

  /** The part of a word that its forms share, in Dutch and in English: rings, ringing; geweigerd, weigert. */
  const stem = (word) => {
    if (word.length < 4 || /\d/.test(word)) return word;
    let part = word
      .replace(/^(door|op|aan|af|uit|over|weg|mee|terug|om|na|voor|in)ge(?=.{4})/, "$1")
      .replace(/^ge(?=.{4,}(?:[dt]|en)$)/, "");
    part = part.replace(/(?:ingen|ings|ing)$/, (end) => (part.length - end.length >= 4 ? "" : end));
    part = part.replace(/(?:en|ed|es|e|s)$/, (end) => (part.length - end.length >= 3 ? "" : end));
    part = part.replace(/[dt]e?$/, (end) => (part.length - end.length >= 4 ? "" : end));
    return part.replace(/([aeou])\1/g, "$1").replace(/([bcdfgklmnprstz])\1$/, "$1");
  };

  /** How many typing errors (a letter too many, missing, wrong, or two exchanged) lie between two words; more than `most` is most + 1. */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  };
  const errorsAllowed = (length) => (length < 5 ? 0 : length < 9 ? 1 : 2);

  const list = (text, mark = "|") => (text ? text.split(mark) : []);
  const table = (text) => new Map(list(text).map((pair) => [pair.slice(0, pair.lastIndexOf("=")), pair.slice(pair.lastIndexOf("=") + 1).split(" ")]));

  /**
   * Makes an index ready for searching.
   * @param {Record<string, any>} index  as sipcodes/search.py makes it
   * @returns {(query: string) => Answer[]}
   */
  const open = (index) => {
    /** @type {Entry[]} */
    const entries = [];
    /** @type {Map<string, number>} */
    const places = new Map();
    /** phrase text to its number, and for each number: its words and who is found by it
     * @type {Map<string, number>} */
    const phrases = new Map();
    /** @type {{tokens: string[], owners: {entry: number, weight: number, kind: string, text: string}[]}[]} */
    const texts = [];
    /** names without spaces, for joined and broken words @type {Map<string, number>} */
    const joined = new Map();
    const sections = new Map(); // "3261 21.4.24" and "3261" to codes, definitions first
    const mentions = new Map();
    const common = new Map(list(index.common, " ").map((code, rank, all) => [code, 1 - rank / all.length]));
    const names = table(index.names);
    const numbers = table(index.numbers);
    const deciding = table(index.deciding);
    const [lowestWarning, highestWarning, ...warned] = index.warnings.split(" ");
    const causes = new Map();

    const add = (code, kind, number, phrase, remark) => {
      places.set(code, entries.length);
      entries.push({ code, kind, number, phrase, remark, prior: kind === "code" ? (common.get(code) ?? 0) : kind === "class" ? 0.1 : kind === "symptom" ? 0.8 : 0 });
      return entries.length - 1;
    };
    /** Lets an entry be found by texts; `plain` texts are made of compared words already. */
    const find = (entry, kind, found, plain, weight = WEIGHT[kind]) => {
      for (const text of found) {
        const tokens = plain ? text.split(" ") : words(text);
        if (!tokens.length || !text) continue;
        const key = tokens.join(" ");
        let number = phrases.get(key);
        if (number === undefined) {
          number = texts.length;
          phrases.set(key, number);
          texts.push({ tokens, owners: [] });
        }
        const owners = texts[number].owners;
        const same = owners.find((owner) => owner.entry === entry);
        if (!same) owners.push({ entry, weight, kind, text });
        else if (same.weight < weight) Object.assign(same, { weight, kind, text });
        if (kind === "phrase" || kind === "former" || kind === "name") {
          const whole = tokens.join("");
          if (whole.length > 3) joined.set(whole, number);
        }
      }
    };
    const cite = (code, cited, defines) => {
      list(cited).forEach((citation, i) => {
        const [rfc] = citation.split(" ");
        const first = defines && i === 0;
        for (const key of [citation, rfc]) {
          const into = first ? sections : mentions;
          if (!into.has(key)) into.set(key, new Set());
          into.get(key).add(code);
        }
      });
    };

    for (const [number, phrase, remark, former, own, other, printed, cited] of index.codes) {
      const code = String(number);
      const entry = add(code, "code", code, phrase, remark);
      find(entry, "phrase", [phrase]);
      find(entry, "former", list(former));
      find(entry, "remark", [remark]);
      find(entry, "own", list(own), true);
      find(entry, "other", list(other), true);
      find(entry, "name", list(printed), false, 0.85);
      cite(code, cited, true);
    }
    for (const [code, phrase, name, own, other, cited] of index.classes) {
      const entry = add(code, "class", code, phrase, name);
      find(entry, "own", [phrase, name]);
      find(entry, "own", list(own), true);
      find(entry, "other", list(other), true);
      cite(code, cited, true);
    }
    for (const [code, shown, phrase, remark, former, own, other, cited] of index.others) {
      const entry = add(code, "other", shown, phrase, remark);
      find(entry, "phrase", [phrase, shown], false, 0.9);
      find(entry, "former", list(former), false, 0.9);
      find(entry, "remark", [remark], false, 0.7);
      find(entry, "own", list(own), true, 0.75);
      find(entry, "other", list(other), true, 0.65);
      cite(code, cited, true);
    }
    for (const [number, name, meaning, called, own, other, codes] of index.causes) {
      const cause = `q850-${number}`;
      const entry = add(cause, "cause", `Q.850 ${number}`, name, meaning);
      const found = list(codes, " ");
      causes.set(String(number), [...found, cause]);
      const everywhere = [...found.map((code) => places.get(code)), entry];
      everywhere.forEach((place, rank) => {
        const less = rank * 0.02;
        find(place, "cause", [name], false, (place === entry ? 0.8 : 0.82) - less);
        find(place, "name", list(called), false, 0.84 - less);
        find(place, "cause", list(own), true, (place === entry ? 0.6 : 0.66) - less);
        find(place, "cause", list(other), true, (place === entry ? 0.5 : 0.56) - less);
      });
      for (const name of list(called)) names.set(name, causes.get(String(number)));
      const owners = new Set([name, ...list(called), ...list(own), ...list(other)].map((text) => words(text).join(" ")));
      for (const text of owners)
        for (const owner of texts[phrases.get(text)]?.owners ?? []) if (owner.kind === "cause" || owner.kind === "name") owner.cause ??= `${number} ${name}`;
    }
    for (const [key, title, codes, own, other] of index.symptoms) {
      const entry = add(`symptom-${key}`, "symptom", "", title, "");
      const found = list(codes, " ");
      const everywhere = [...found.slice(0, 1), `symptom-${key}`, ...found.slice(1)];
      everywhere.forEach((code, rank) => {
        const base = found.length ? 0.82 - rank * 0.04 : 0.97;
        find(places.get(code), "symptom", [title], false, base);
        find(places.get(code), "symptom", list(own), true, base);
        find(places.get(code), "symptom", list(other), true, base - 0.08);
      });
    }
    for (const [name, codes] of deciding)
      codes.forEach((code, rank) => find(places.get(code), "header", [name], false, WEIGHT.header - rank * 0.05));
    for (const [name, codes] of names)
      codes.forEach((code, rank) => find(places.get(code), "name", [name], false, 0.84 - rank * 0.03));
    const named = new Map([...names].map(([name, codes]) => [name.toLowerCase(), codes]));

    // --- the words of all texts: where each stands, and how telling it is ---

    const stop = new Set([...list(index.stop, " "), ...list(index.neutral, " ")]);
    /** word to its postings: text number and position in it @type {Map<string, number[]>} */
    const postings = new Map();
    texts.forEach(({ tokens }, number) => {
      tokens.forEach((token, position) => {
        let all = postings.get(token);
        if (!all) postings.set(token, (all = []));
        all.push(number * 32 + Math.min(position, 30));
      });
    });
    const vocabulary = [...postings.keys()].sort();
    const value = new Map();
    for (const [token, all] of postings) {
      const spread = new Set();
      for (const posting of all) for (const owner of texts[posting >> 5].owners) spread.add(owner.entry);
      value.set(token, stop.has(token) ? 0.08 : Math.max(0.25, 1 - Math.log(spread.size) / Math.log(300)));
    }
    const sizes = texts.map(({ tokens }) => [...new Set(tokens)].reduce((sum, token) => sum + value.get(token), 0));
    const stems = new Map();
    for (const token of vocabulary) {
      const key = stem(token);
      stems.set(key, [...(stems.get(key) ?? []), token]);
    }
    const lengths = new Map();
    for (const token of vocabulary) if (/^\D+$/.test(token)) lengths.set(token.length, [...(lengths.get(token.length) ?? []), token]);
    const leading = [...new Set(entries.flatMap(({ kind, phrase, remark }) => (kind === "code" ? [words(phrase)[0], words(remark)[0]] : [])))]; // enough for one letter
    const alike = new Map();
    for (const group of list(index.alike)) {
      const all = group.split(" ");
      for (const token of all) alike.set(token, [...(alike.get(token) ?? []), ...all.filter((other) => other !== token)]);
    }

    const firstFrom = (start) => {
      let low = 0;
      let high = vocabulary.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (vocabulary[middle] < start) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    const startingWith = (start) => {
      const found = [];
      for (let i = firstFrom(start); i < vocabulary.length && vocabulary[i].startsWith(start); i++) found.push(vocabulary[i]);
      return found;
    };

    /**
     * The known words that a typed word may mean, and how surely.
     * @param {string} typed @param {boolean} unfinished  whether it may go on @param {boolean} alone
     * @returns {Map<string, number>}
     */
    const meant = (typed, unfinished, alone) => {
      /** @type {Map<string, number>} */
      const found = new Map();
      const put = (token, sure) => {
        if (postings.has(token) && (found.get(token) ?? 0) < sure) found.set(token, sure);
      };
      put(typed, 1);
      if (/^\d+$/.test(typed) || typed.length > 40) return found;
      for (const token of stems.get(stem(typed)) ?? []) put(token, 0.93);
      for (const token of alike.get(typed) ?? []) put(token, 0.86);
      const known = found.size > 0;
      if (unfinished || typed.length > (known ? 4 : 2))
        for (const token of typed.length > 1 || !alone ? startingWith(typed) : leading.filter((word) => word.startsWith(typed))) put(token, unfinished ? 0.8 + (0.15 * typed.length) / token.length : 0.5 + (0.35 * typed.length) / token.length);
      if (!found.size || (!known && !unfinished)) {
        const most = errorsAllowed(typed.length);
        for (let length = typed.length - Math.max(most, 1); length <= typed.length + Math.max(most, 1); length++)
          for (const token of lengths.get(length) ?? []) {
            if (length < 4) continue;
            if (most) {
              const bound = Math.min(most, errorsAllowed(length + 1));
              const errors = distance(typed, token, bound);
              if (errors <= bound && (token[0] === typed[0] || (errors === 1 && typed.length > 6))) put(token, 0.9 - 0.14 * errors - (token[0] === typed[0] ? 0 : 0.1));
            } else if (typed.length === 4 && token[0] === typed[0] && token.at(-1) === typed.at(-1) && distance(typed, token, 1) === 1) {
              if (length !== 4 || [...typed].sort().join() === [...token].sort().join()) put(token, 0.75);
            }
          }
        if (unfinished && !found.size && typed.length > 5)
          for (const token of startingWith(typed.slice(0, 3)))
            if (token.length > typed.length && distance(typed, token.slice(0, typed.length), 1) <= 1) put(token, 0.66);
      }
      return found;
    };

    /** Splits a word that is not known into two or three that are: wachtwoordfout, busyhere. */
    const parts = (typed, depth = 2) => {
      for (let cut = typed.length - 3; cut >= 3; cut--) {
        const head = typed.slice(0, cut);
        if (stop.has(head) || (!postings.has(head) && !(head.length > 4 && stems.has(stem(head))))) continue;
        for (const link of ["", "s", "e", "en", "n"]) {
          if (link && !typed.startsWith(link, cut)) continue;
          const tail = typed.slice(cut + link.length);
          if (tail.length < 3) continue;
          if (postings.has(tail) || (tail.length > 4 && stems.has(stem(tail)))) return [head, tail];
          const rest = depth > 1 ? parts(tail, depth - 1) : null;
          if (rest) return [head, ...rest];
        }
      }
      return null;
    };

    /**
     * Ranks entries by their texts.
     * @param {string} text @returns {Answer[]}
     */
    const byWords = (text) => {
      const unfinished = /[\p{L}\p{N}]$/u.test(text.trimEnd()) && text.length < 60;
      let tokens = [...new Set(words(text))].slice(0, 160);
      if (tokens.every((token) => /^\d+$/.test(token))) return [];
      const typed = tokens;
      tokens = tokens.flatMap((token, i) => {
        if (postings.has(token) || stop.has(token) || token.length < 6 || token.length > 40 || /\d/.test(token)) return [token];
        if (unfinished && i === tokens.length - 1 && startingWith(token).length) return [token];
        return (!stems.has(stem(token)) && parts(token)) || [token];
      });
      tokens = [...new Set(tokens)];
      const candidates = tokens.map((token, i) => meant(token, unfinished && i === tokens.length - 1, tokens.length === 1));
      for (let i = 0; i + 1 < tokens.length; i++) {
        const whole = tokens[i] + tokens[i + 1];
        if (whole.length > 5 && postings.has(whole)) for (const at of [i, i + 1]) candidates[at].set(whole, 1);
      }
      const worth = tokens.map((token, i) => {
        if (stop.has(token)) return candidates[i].size ? 0.08 : 0;
        let most = 0;
        for (const [known, sure] of candidates[i]) if (sure === 1) return value.get(known);
          else most = Math.max(most, value.get(known) * sure);
        return most || (/\d/.test(token) ? 0.3 : 0.8);
      });
      // a long text is a log: what it says must stand close together, the rest may be anything
      const long = tokens.length > 9;
      const total = Math.min(worth.reduce((sum, one) => sum + one, 0), long ? 2.4 : Infinity);
      if (!total) return [];

      // how much of the query each text covers, and how much of the text the query covers
      /** @type {Map<number, {covered: number, taken: number, had: number, first: number, last: number, sure: number}>} */
      const hits = new Map();
      tokens.forEach((token, i) => {
        /** @type {Map<number, [number, number, number]>} */
        const best = new Map();
        for (const [known, sure] of candidates[i])
          for (const posting of postings.get(known)) {
            const number = posting >> 5;
            const old = best.get(number);
            if (!old || old[0] < sure) best.set(number, [sure, posting & 31, value.get(known)]);
          }
        for (const [number, [sure, position, had]] of best) {
          let hit = hits.get(number);
          if (!hit) hits.set(number, (hit = { covered: 0, taken: 0, had: 0, first: i, last: i, sure: 1, at: [] }));
          const again = hit.taken & (1 << position);
          hit.covered += worth[i] * sure * (again ? 0.5 : 1);
          if (!again) hit.had += had * sure;
          hit.taken |= 1 << position;
          hit.last = i;
          hit.at.push(i);
          if (worth[i] > 0.1) hit.sure = Math.min(hit.sure, sure);
        }
      });

      const asTyped = typed.join(" ");
      const typedWhole = typed.join("");
      /** @type {Map<number, {best: number, whole: boolean, per: Float32Array, why: any, covered: number}>} */
      const found = new Map();
      const credit = (number, score, covered, share, sure, told) => {
        for (const owner of texts[number].owners) {
          let mine = found.get(owner.entry);
          if (!mine) found.set(owner.entry, (mine = { best: 0, why: null, covered: 0, share: 0, sure: 0, told: 0, per: new Float32Array(tokens.length) }));
          const points = score * owner.weight;
          if (points > mine.best) Object.assign(mine, { best: points, why: owner, covered, share, sure, told });
        }
      };
      for (const [number, hit] of hits) {
        const { tokens: own, owners } = texts[number];
        const covered = hit.covered / total;
        let share = hit.had / sizes[number];
        if (unfinished && own.join(" ").startsWith(asTyped)) share = Math.max(share, 0.8);
        const span = hit.last - hit.first + 1 - hit.at.length;
        const told = hit.at.filter((i) => worth[i] > 0.1).length;
        const loose = span <= 1 ? 1 : Math.max(long ? 0 : 0.6, 1 - (long ? 0.3 : 0.08) * span);
        if (!loose) continue;
        credit(number, covered * (0.5 + 0.5 * Math.min(share, 1)) * loose, covered, share, hit.sure, told);
        for (const owner of owners) {
          const per = found.get(owner.entry).per;
          for (const i of hit.at) per[i] = Math.max(per[i], owner.weight);
        }
      }
      // names written without their spaces, or with typing errors across them
      const unknown = tokens.some((_, i) => !candidates[i].size) || typed.some((token) => !postings.has(token));
      if (typedWhole.length > 3 && typedWhole.length < 60 && unknown) {
        const most = typedWhole.length < 7 ? 0 : typedWhole.length < 12 ? 1 : typedWhole.length < 20 ? 2 : 3;
        for (const [whole, number] of joined) {
          let likeness = 0;
          if (whole === typedWhole) likeness = 1;
          else if (unfinished && typedWhole.length > 4 && whole.startsWith(typedWhole)) likeness = 0.85;
          else if (most && whole[0] === typedWhole[0]) {
            const errors = distance(typedWhole, whole, most);
            if (errors <= most) likeness = 0.95 - 0.06 * errors;
          }
          if (likeness) credit(number, likeness, likeness, 1, 0.9, 2);
        }
      }

      // how much of the query an answer must cover: less if all of its text is there, more if that is only a word
      const strange = tokens.some((token, i) => !stop.has(token) && Math.max(0, ...candidates[i].values()) < 0.7);
      const enough = ({ share, sure, told, why }) => (share > 0.95 && sure > 0.85 ? 0.28 : sure > 0.9 && why.kind === "phrase" ? 0.45 : strange && told < 2 ? 0.7 : share > 0.6 ? 0.45 : 0.55);
      const answers = [];
      for (const [place, mine] of found) {
        let spread = 0;
        for (let i = 0; i < tokens.length; i++) spread += mine.per[i] * worth[i];
        spread /= total;
        if (Math.max(mine.covered, spread * 0.85) < enough(mine)) continue;
        const entry = entries[place];
        answers.push({ entry, score: 0.78 * mine.best + 0.22 * Math.max(spread, mine.best) + 0.07 * entry.prior, why: mine.why, marks: [] });
      }
      answers.sort((a, b) => b.score - a.score || a.entry.code.localeCompare(b.entry.code));
      const top = answers[0]?.score ?? 0;
      const telling = tokens.map((_, i) => i).filter((i) => tokens.length === 1 || !stop.has(tokens[i]));
      const marks = [...new Set(telling.flatMap((i) => [tokens[i], ...[...candidates[i].keys()].filter((known) => !known.startsWith(tokens[i]))]))];
      return answers.slice(0, BY_WORDS).filter((answer) => answer.score > 0.55 * top && answer.score > 0.3).map((answer) => ({ ...answer, marks }));
    };

    // --- signs: what has the form of a code, a cause, a section ---

    const fields = [...deciding.keys(), ...list(index.passing)].filter((name) => /^[A-Z]/.test(name) && name !== "PRACK");
    const fieldPattern = new RegExp(`(^|[\\s"'(⏎|>-])(${fields.sort((a, b) => b.length - a.length).join("|")})\\s*:\\s*(?:"?(\\d+(?:\\.\\d+)?))?`, "gi");
    const fieldCodes = new Map([...deciding].map(([name, codes]) => [name.toLowerCase(), codes]));
    const tags = [...deciding.keys()].filter((name) => /^\d+[a-z]/i.test(name)).join("|");
    const isCode = (code) => /^[1-6]\d\d$/.test(code) || places.has(code);

    /**
     * Reads the signs in a text; what was understood or means no code is taken out of it.
     * @param {string} query @returns {{signs: Sign[], rest: string}}
     */
    const read = (query) => {
      /** @type {Sign[]} */
      const signs = [];
      let rest = query
        .normalize("NFKC")
        .replace(/[\u2010-\u2015\u2212]/g, "-")
        .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"')
        .replace(INVISIBLE, "");
      /** Takes every match out; `convert` tells the codes it stands for, or none. */
      const take = (pattern, strength, convert = () => [], keep = "") => {
        rest = rest.replace(pattern, (match, ...groups) => {
          const place = groups.find((group) => typeof group === "number");
          const found = convert(...groups);
          if (found === false) return match;
          const codes = Array.isArray(found) ? found : found.codes;
          if (codes.length) signs.push({ strength, place, codes: codes.filter(Boolean), why: found.why });
          return keep === "all" ? match : `${keep} `.padEnd(Math.max(match.length, keep.length + 1), " ");
        });
      };
      const cause = (text) => {
        let number = /^0x/i.test(text) ? parseInt(text, 16) : Number(text);
        if (/^0x/i.test(text) && number > 127) number &= 127; // Cisco prints the octet with its extension bit, and the coding before it
        if (causes.has(String(number))) return { codes: causes.get(String(number)), why: { kind: "cause", text: String(number) } };
        return number > 127 && isCode(text) ? [text] : [];
      };
      const section = (rfc, part) => {
        const keys = part ? [`${rfc} ${part.replace(/\.$/, "")}`] : [rfc];
        const found = keys.flatMap((key) => [...(sections.get(key) ?? []), ...(mentions.get(key) ?? [])]);
        const rank = (code) => (sections.get(keys[0])?.has(code) ? 2 : 0) + (common.get(code) ?? 0);
        return { codes: [...new Set(found)].sort((a, b) => rank(b) - rank(a)).slice(0, LIMIT), why: { kind: "rfc", text: part ? `RFC ${rfc} §${part}` : `RFC ${rfc}` } };
      };

      // RFC numbers and sections
      const sectionWord = "(?:#|,|;|\\(|§+|sections?|sectie|sec\\.?|paragraaf|paragraph|par\\.?|hoofdstuk|chapter|artikel|article|clause|appendix)";
      take(new RegExp(`\\brfc[\\s_-]*(\\d{3,5})(?:[\\s:-]*${sectionWord})*[\\s:-]*(\\d+(?:\\.\\d+)+|(?<=[#§\\s-])\\d{1,2}(?![\\d.]))?`, "gi"), 7, (rfc, part) => section(rfc, part));
      take(new RegExp(`(?:§+|\\b(?:sections?|sectie|sec\\.?|paragraaf|paragraph|par\\.?|hoofdstuk|chapter|artikel|article|clause))[\\s:-]*(\\d+(?:\\.\\d+)+)`, "gi"), 7, (part) => section("3261", part));
      take(/^\s*(2[01]\.[1-6](?:\.\d{1,2})?)\s*$/g, 7, (part) => section("3261", part));

      // status lines and what logs print for one; of several, the last failure decides
      const weight = (code) => (/^40[17]$/.test(code) ? 0.02 : code >= "300" ? 0.03 : code >= "200" ? 0.01 : 0);
      take(/\bsip\/[23]\.\d\s+([1-6]\d\d)\b/gi, 9, (code) => [code]);
      take(/\bstatus(?:[ _-]?code)?\s*[=:]\s*["']?([1-6]\d\d)\b/gi, 8.8, (code) => [code]);
      take(/\b[a-z]+(?:_[a-z]+)*_(?:status|code|cause|reason)\s*[=:]\s*["']?([1-6]\d\d)\b/gi, 8.6, (code) => [code]);

      // Reason header fields
      take(/\bsip\s*;\s*(?:[^;\n]*;\s*)?cause\s*=\s*["']?(\d{3})\b/gi, 8, (code) => (isCode(code) ? [code] : []));
      take(/\bq\.?\s?850\s*;\s*(?:[^;\n]*;\s*)?cause\s*=\s*["']?(0x[\da-f]+|\d+)/gi, 7.5, cause);

      // addresses, channels and everything else in which a number is no code
      take(/["'][^"']*["']\s*<?(?=sips?:)/gi);
      take(/\bsips?:[^\s@<>"]+@[^\s;>,"]+/gi);
      take(/\b(?:https?:\/\/|tel:)\S+/gi);
      take(/[^\s<>"]+@[\w.-]+(?::\d+)?/g);
      take(/\b(?:pj)?sip\/(?!\d\.\d)[\w.+-]+|\b(?:sofia|local|iax2?|dahdi|loopback|opensips|kamailio)\/[\w./+@:-]+/gi);
      take(/\b(?:notice|warning|error|verbose|debug|info)\[\d+\](?:\[[\w-]+\])?:?/gi);
      take(/\bsip\/[23]\.\d(?:\/\w+)?/gi);
      take(/\[[a-z]-[\da-f]{6,}\]|\b[\da-f]{8}-[\da-f]{4}-[\da-f-]+/gi);
      take(/\b[\w-]+\.(?:c|cc|cpp|h|py|go|js|lua|java|rs):\d+/gi);
      take(/\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/]\d{1,2}[-/]\d{4}\b/g);
      take(/\b(?:jan|feb|mar|mrt|apr|may|mei|jun|jul|aug|sep|oct|okt|nov|dec)[a-z]*\.?\s+\d{1,2}\b/gi);
      take(/\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\b/g);
      take(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:\/\d+)?/g);
      take(/(?:\b[\da-f]{1,4}:){3,}[\da-f:]*/gi);

      // causes of the telephone network, by number and by name
      take(/\b(?:(?:hangup|isdn|isup|release|disconnect|ss7|pri|q\.?\s?850|q\.?931)[\s_-]*)*(?:cause|oorzaak)(?:[\s_-]*(?:code|nr|number|nummer|value|i))*[\s:="'#(-]*(?:is\s)?\s*(0x[\da-f]{1,4}|\d{1,3})\b/gi, 6.5, cause);
      take(/\bq\.?\s?(?:850|931)[\s:#-]*(?:code)?\s*(0x[\da-f]{1,4}|\d{1,3})?\b/gi, 6.5, (text) => (text ? cause(text) : []));
      take(/\b[a-z][a-z\d]*(?:_[a-z\d]+)+\b/gi, 6, (...groups) => {
        const name = groups.at(-1).slice(groups.at(-2)).match(/^\w+/)[0];
        const codes = named.get(name.toLowerCase()) ?? named.get(name.toLowerCase().replace(/^(?:ast_cause|switch_cause)_/, ""));
        const phrase = codes && texts[phrases.get(words(name).join(" "))]?.owners.find(({ kind }) => kind === "phrase");
        return codes ? { codes: phrase ? [entries[phrase.entry].code, ...codes] : codes, why: { kind: "name", text: name.toUpperCase() } } : false;
      });

      // the numbers of Microsoft Teams, of Gigaset, and keys of the page of other codes
      take(/\b(?:560([1-6]\d\d)|(5\d{5}|1\d{3,4}))\b/g, 6.2, (code, other) => (code ? [code] : numbers.has(other) ? { codes: numbers.get(other), why: { kind: "name", text: `Teams ${other}` } } : false));
      take(/\b0x(3[134])\b/gi, 5.5, (code) => [`0x${code}`]);
      take(/\b0x([1-6]\d\d)\b/gi, 5.5, (code) => [code, "0x486"]);
      take(/\b603\s?\+/g, 5.5, () => ["603-plus", "603"]);

      // header fields: their numbers are no codes, some lead to one
      take(new RegExp(`\\bwarning\\s*:?\\s*(3\\d\\d)\\b`, "gi"), 4.5, (number) => (number >= lowestWarning && number <= highestWarning ? { codes: warned, why: { kind: "header", text: `Warning: ${number}` } } : []));
      take(fieldPattern, 3, (before, name) => {
        const codes = fieldCodes.get(name.toLowerCase());
        return codes ? { codes, why: { kind: "header", text: name } } : [];
      });
      if (tags) take(new RegExp(`\\b(?:${tags})\\b`, "gi"), 3.5, (...groups) => {
        const name = groups.at(-1).slice(groups.at(-2)).match(/^\w+/)[0].toLowerCase();
        return { codes: fieldCodes.get(name), why: { kind: "header", text: name } };
      });

      // classes
      take(/\b([1-6])[\s-]?(?:xx|[x*?.]{2})(?![\w.])/gi, 7, (first) => [`${first}xx`]);
      take(/\b([1-6])00\s*(?:-|\.\.+|t\/m|tot(?: en met)?|to|through|until|till)\s*\1(?:99|xx)\b/gi, 7, (first) => [`${first}xx`]);
      take(/\b([1-6])00(?:'?s\b|-?[\s-]?(?:er |)(?:series?|reeks|range|klasse|class|familie|family|groep|group|level|categorie|category)\b)/gi, 7, (first) => [`${first}xx`]);
      take(/\b(?:class|klasse|categorie|category|reeks|series?)\s+([1-6])(?:00)?\b(?!\d)/gi, 7, (first) => [`${first}xx`]);

      // numbers with a unit, telephone numbers, ports, counters
      take(/\b(?:port|poort|cseq|line|regel|thread|pid|timeout|ttl|expires|length|size|rtt|ptime|tag|branch|nonce|id)\s*[=:#]?\s*\d+\b/gi);
      take(/\b\d+\s+(?=(?:INVITE|REGISTER|ACK|BYE|CANCEL|OPTIONS|SUBSCRIBE|NOTIFY|REFER|UPDATE|INFO|PRACK|MESSAGE|PUBLISH)\b)/g);
      take(/\b\d+\s?(?:ms|msec|s|sec|secs|seconds?|seconden?|min|mins|minutes?|minuten|minuut|uur|hours?|dagen|days?|kb|mb|bytes?|kbit\/s|kbps|hz|khz|euro|x|keer|times|meter|m|km|stuks|%)(?![\w])/gi);
      take(/[.,]\d+\b|:\d{4,}\b|(?<=\w\.\w+):\d+|\b[a-z]\.\d+\b/gi);
      take(/\+?\d[\d\s().-]{7,}\d/g, 0, (...groups) => (groups.at(-1).slice(groups.at(-2)).match(/^[+\d\s().-]*/)[0].replace(/\D/g, "").length > 8 ? [] : false));
      take(/\+\d+|\b\d{2,4}-\d{5,8}\b/g);

      // what is said to be a code, then bare numbers; one that merely names a line or a user comes last
      rest = rest.replace(/^\s*([1-6])\s(\d)\s(\d)\s*$/, "$1$2$3");
      take(/\b(?:ext(?:ension|ensie)?|toestel(?:nummer)?|user|gebruiker|kanaal|channel|kamer|room|from|van)\.?\s+["'<]?([1-6]\d\d)\b/gi, 1, (code) => [code]);
      const context = "(?:sip|fout|error|err|code|foutcode|foutmelding|melding|status|statuscode|response|responscode|respons|reply|antwoord|http|got|received|kreeg|ontvangen|returned|result|resultaat|rc|with|met|failed|failure|mislukt|nummer|reason)";
      take(new RegExp(`(?:\\b|_)${context}[\\s:=#"'(/_-]*([1-6]\\d\\d)(?![\\d.]|-\\d)`, "gi"), 5, (code) => [code]);
      take(/(?<![\d.,\w+-])#?([1-6]\d\d)(?=[a-z]{2,}|e\b)(?!x)/gi, 4, (code) => [code]);
      take(/(?<![\d.,\w+]|\w-)([1-6]\d\d)(?![\d\w+]|[.,-]\d)/g, 2, (code) => [code]);
      take(/(?<![\d.,\w+])(7\d\d)(?![\d\w+]|[.,-]\d)/g, 2, (code) => (places.has(code) ? [code] : []));

      const tidy = query.replace(/\s+/g, " ");
      for (const sign of signs) {
        if (sign.strength >= 8.5) sign.strength += weight(sign.codes[0]);
        if (sign.strength === 2) {
          const phrase = entries[places.get(sign.codes[0])]?.phrase;
          if (phrase && tidy.toLowerCase().includes(phrase.toLowerCase())) sign.strength = 4;
        }
      }
      // the last of several status lines decides, the first of everything else
      signs.sort((a, b) => b.strength - a.strength || (a.strength >= 8.5 ? b.place - a.place : a.place - b.place));
      return { signs, rest };
    };

    /** @param {string} code @returns {Entry | null}  any number from 100 to 699 has one: the rule of its class */
    const entryOf = (code) => {
      const place = places.get(code);
      if (place !== undefined) return entries[place];
      if (!/^[1-6]\d\d$/.test(code)) return null;
      return { code, kind: "unknown", number: code, phrase: "", remark: "", prior: 0 };
    };

    return (query) => {
      query = query.slice(0, LONGEST);
      const exact = words(query);
      const shortNumber = exact.filter((word) => !stop.has(word)).join(" ");
      // the start of a number: codes in their order
      const digits = /^([1-7]\d?)(?:[x*?]|\.+)?$/i.exec(exact.length > 1 && /^\d+$/.test(shortNumber) ? shortNumber : query.trim().normalize("NFKC"));
      if (digits) {
        const starting = entries.filter((entry) => /code|other/.test(entry.kind) && /^\d{3}$/.test(entry.code) && entry.code.startsWith(digits[1]));
        starting.sort((a, b) => (a.kind > b.kind ? 1 : a.kind < b.kind ? -1 : a.code - b.code));
        const group = digits[1].length === 1 && entryOf(`${digits[1]}xx`);
        return [...(group ? [group] : []), ...starting].slice(0, LIMIT).map((entry) => ({ entry, score: 1, marks: [digits[1]] }));
      }
      const { signs, rest } = read(query);
      /** @type {Answer[]} */
      const answers = [];
      const put = (answer) => {
        if (answer.entry && answers.length < LIMIT_OF_WORDS && !answers.some(({ entry }) => entry.code === answer.entry.code)) answers.push(answer);
      };
      const strongest = signs[0]?.strength ?? 0;
      const whole = phrases.get(exact.join(" "));
      const asIs = whole !== undefined && exact.some((word) => /\d/.test(word)) && strongest < 6 && exact.length > 1;
      const quoted = strongest < 4 ? [...rest.matchAll(/"([^"]{4,})"/g)].flatMap(([, text]) => byWords(text)) : [];
      if (asIs) byWords(query).forEach(put);
      if (!strongest || strongest === 1) quoted.forEach(put);
      for (const sign of signs) {
        if (sign.strength < strongest - 4 || (strongest >= 8.5 && sign.strength < 7)) continue;
        for (const code of sign.codes) put({ entry: entryOf(code), score: 10 + sign.strength, why: sign.why, marks: [code] });
        const first = sign.codes.length === 1 ? entryOf(sign.codes[0]) : null;
        if (first?.kind === "unknown" && signs.length === 1) put({ entry: entryOf(`${first.code[0]}xx`), score: 10, marks: [] });
      }
      if (strongest < 7) {
        const found = byWords(strongest === 1 ? query : rest);
        // beside a sure sign only what the words say clearly
        found.filter(({ score }) => !strongest || score > 0.6).forEach(put);
      }
      return answers;
    };
  };

  return { words, open };
})();
