// What can be found, and by which texts: the index of sipcodes/search.py made ready for searching.
/**
 * @typedef {{code: string, kind: "code"|"class"|"other"|"cause"|"symptom"|"unknown", number: string, phrase: string,
 *   remark: string, prior: number, unknownAs?: string}} Entry  what can be found
 * @typedef {{entry: number, weight: number, kind: string, text: string, cause?: string}} Owner  whom a text leads to
 */
{
  const { words, stem, sound } = window.sipSearch;

  // what a text counts for, by the kind of text it is: other words are those of the other language
  const WEIGHT = { phrase: 1, remark: 0.98, former: 0.99, own: 0.93, other: 0.95, name: 0.8, header: 0.95 };
  const PRIOR = { class: 0.1, symptom: 0.27 };
  const LAST_PLACE = 30; // positions of words in a text fit in five bits

  const list = (text, mark = "|") => (text ? text.split(mark) : []);
  const pairs = (text) =>
    new Map(
      list(text).map((pair) => {
        const at = pair.lastIndexOf("=");
        return [pair.slice(0, at), pair.slice(at + 1).split(" ")];
      }),
    );
  const compared = (text) => text.split(" "); // most texts of the index are made of compared words already
  const rows = (columns) => columns[0].map((_, i) => columns.map((column) => column[i]));
  const into = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));

  /** Entries and the texts that lead to them, as they are collected. */
  class Knowledge {
    /** @type {Entry[]} */
    entries = [];
    /** code to its place in `entries` @type {Map<string, number>} */
    places = new Map();
    /** compared text to its number @type {Map<string, number>} */
    phrases = new Map();
    /** by number @type {{key: string, tokens: string[], owners: Owner[]}[]} */
    texts = [];
    /** names without their spaces, for what is typed in one piece @type {Map<string, number>} */
    joined = new Map();
    /** "3261 21.4.24" and "3261" to the codes that they define @type {Map<string, string[]>} */
    sections = new Map();
    /** the same for the codes whose pages lean on them @type {Map<string, string[]>} */
    mentions = new Map();
    /** first digit to the code as which one is treated that nobody knows @type {Map<string, string>} */
    unknownAs = new Map();
    /** Q.850 cause to its codes and itself @type {Map<string, string[]>} */
    causes = new Map();

    constructor(index) {
      this.common = new Map(list(index.common, " ").map((code, rank, all) => [code, 1 - rank / all.length]));
      this.names = pairs(index.names); // what programs print for causes
      this.numbers = pairs(index.numbers); // those of Microsoft Teams
      this.deciding = pairs(index.deciding); // header fields and option tags
      this.obsolete = pairs(index.obsolete); // RFCs that others have replaced
      this.passing = list(index.passing); // header fields that lead nowhere
      [this.lowestWarning, this.highestWarning, ...this.warned] = index.warnings.split(" ");
      this.stop = new Set([...list(index.stop, " "), ...list(index.neutral, " ")]);
      for (const row of rows(index.codes)) this.addCode(row);
      for (const row of rows(index.classes)) this.addClass(row);
      for (const row of rows(index.others)) this.addOther(row);
      for (const row of rows(index.causes)) this.addCause(row);
      for (const row of rows(index.symptoms)) this.addSymptom(row);
      for (const [name, codes] of this.deciding)
        codes.forEach((code, rank) => this.find(this.places.get(code), "header", [name], words, WEIGHT.header - rank * 0.05));
      for (const [name, codes] of this.names)
        codes.forEach((code, rank) => this.find(this.places.get(code), "name", [name], words, WEIGHT.name - rank * 0.03));
      this.named = new Map([...this.names].map(([name, codes]) => [name.toLowerCase(), codes]));
      this.line();
      this.weigh();
      this.relate(list(index.alike));
    }

    // --- rows of the index ---

    addCode([number, phrase, remark, former, own, other, printed, cited]) {
      const code = String(number);
      const place = this.add({ code, kind: "code", number: code, phrase, remark, prior: this.common.get(code) ?? 0 });
      this.find(place, "phrase", [phrase]);
      this.find(place, "former", list(former));
      this.find(place, "remark", [remark]);
      this.find(place, "own", list(own), compared);
      this.find(place, "other", list(other), compared);
      this.find(place, "name", list(printed), words, 0.85);
      this.cite(code, cited);
    }

    addClass([code, phrase, name, own, other, cited, unknownAs]) {
      this.unknownAs.set(code[0], unknownAs);
      const place = this.add({ code, kind: "class", number: code, phrase, remark: name, prior: PRIOR.class });
      this.find(place, "own", [phrase, name], words, WEIGHT.phrase);
      this.find(place, "own", list(own), compared, WEIGHT.phrase);
      this.find(place, "other", list(other), compared);
      this.cite(code, cited);
    }

    addOther([code, number, phrase, remark, former, own, other, cited]) {
      const place = this.add({ code, kind: "other", number, phrase, remark, prior: 0 });
      this.find(place, "phrase", [phrase, number], words, 0.9);
      this.find(place, "former", list(former), words, 0.9);
      this.find(place, "remark", [remark], words, 0.7);
      this.find(place, "own", list(own), compared, 0.75);
      this.find(place, "other", list(other), compared, 0.65);
      this.cite(code, cited);
    }

    /** A cause leads to its codes first, then to itself. */
    addCause([number, name, meaning, called, own, other, codes]) {
      const cause = `q850-${number}`;
      const place = this.add({ code: cause, kind: "cause", number: `Q.850 ${number}`, phrase: name, remark: meaning, prior: 0 });
      const found = list(codes, " ");
      this.causes.set(String(number), [...found, cause]);
      [...found.map((code) => this.places.get(code)), place].forEach((each, rank) => {
        const less = (each === place ? 0.06 : 0) + rank * 0.02;
        this.find(each, "cause", [name], words, 0.82 - less);
        this.find(each, "name", list(called), words, 0.84 - rank * 0.02);
        this.find(each, "cause", list(own), compared, 0.62 - less);
        this.find(each, "cause", list(other), compared, 0.56 - less);
      });
      for (const each of list(called)) this.names.set(each, this.causes.get(String(number)));
      for (const text of new Set([name, ...list(called), ...list(own), ...list(other)].map((each) => words(each).join(" "))))
        for (const owner of this.texts[this.phrases.get(text)]?.owners ?? [])
          if (owner.kind === "cause" || owner.kind === "name") owner.cause ??= `${number} ${name}`;
    }

    /** A complaint leads to its likeliest code, then to itself, then to its other codes. */
    addSymptom([key, title, codes, own, other]) {
      const code = `symptom-${key}`;
      this.add({ code, kind: "symptom", number: "", phrase: title, remark: "", prior: PRIOR.symptom });
      const found = list(codes, " ");
      [...found.slice(0, 1), code, ...found.slice(1)].forEach((each, rank) => {
        const place = this.places.get(each);
        const weight = found.length ? 0.82 - rank * 0.07 : 0.99;
        this.find(place, "symptom", [title], words, weight);
        this.find(place, "symptom", list(own), compared, weight);
        this.find(place, "symptom", list(other), compared, weight - 0.08);
      });
    }

    // --- collecting ---

    /** @param {Entry} entry */
    add(entry) {
      this.places.set(entry.code, this.entries.length);
      this.entries.push(entry);
      return this.entries.length - 1;
    }

    /** Lets an entry be found by texts. */
    find(entry, kind, found, split = words, weight = WEIGHT[kind]) {
      for (const text of found) {
        const tokens = text ? split(text) : [];
        if (!tokens.length) continue;
        const key = tokens.join(" ");
        let number = this.phrases.get(key);
        if (number === undefined) {
          number = this.texts.length;
          this.phrases.set(key, number);
          this.texts.push({ key, tokens, owners: [] });
        }
        const owners = this.texts[number].owners;
        const same = owners.find((owner) => owner.entry === entry);
        if (!same) owners.push({ entry, weight, kind, text });
        else if (same.weight < weight) Object.assign(same, { weight, kind, text });
        const whole = tokens.join("");
        if (whole.length > 3 && /^(?:phrase|former|name)$/.test(kind)) this.joined.set(whole, number);
      }
    }

    /** Notes the places of the RFCs that a page cites: the first defines what it is about. */
    cite(code, cited) {
      list(cited).forEach((citation, rank) => {
        for (const key of [citation, citation.split(" ")[0]]) into(rank ? this.mentions : this.sections, key, code);
      });
    }

    /** Puts the owners of all texts in line: numbers that lie side by side are read much quicker than objects here and there. */
    line() {
      /** by text, and one past the last: where its owners begin in the line */
      this.firstOwner = new Uint32Array(this.texts.length + 1);
      this.texts.forEach(({ owners }, number) => (this.firstOwner[number + 1] = this.firstOwner[number] + owners.length));
      /** @type {Owner[]} */
      this.owners = this.texts.flatMap(({ owners }) => owners);
      this.ownerEntry = Uint16Array.from(this.owners, ({ entry }) => entry);
      this.ownerWeight = Float64Array.from(this.owners, ({ weight }) => weight);
    }

    // --- the words of all texts: where each stands, and how telling it is ---

    weigh() {
      /** word to its postings: number of the text * 32 + position @type {Map<string, number[]>} */
      this.postings = new Map();
      this.texts.forEach(({ tokens }, number) => {
        tokens.forEach((token, position) => into(this.postings, token, number * 32 + Math.min(position, LAST_PLACE)));
      });
      this.vocabulary = [...this.postings.keys()].sort();
      /** word to what it tells: a word of one entry 1, one of many little, a stop word next to nothing */
      this.value = new Map();
      for (const [token, all] of this.postings) {
        const spread = new Set();
        for (const posting of all) for (const owner of this.texts[posting >> 5].owners) spread.add(owner.entry);
        this.value.set(token, this.stop.has(token) ? 0.08 : Math.max(0.31, 1 - Math.log(spread.size) / Math.log(391)));
      }
      this.sizes = this.texts.map(({ tokens }) => [...new Set(tokens)].reduce((sum, token) => sum + this.value.get(token), 0));
    }

    /** Which words mean the same, are forms of one another, or start alike. */
    relate(groups) {
      /** @type {Map<string, string[]>} */
      this.stems = new Map();
      /** first letter and length to words, for typing errors @type {Map<string, string[]>} */
      this.alikeSpelt = new Map();
      /** @type {Map<string, string[]>} */
      this.alikeSounding = new Map();
      for (const token of this.vocabulary) {
        into(this.stems, stem(token), token);
        if (/\d/.test(token)) continue;
        into(this.alikeSpelt, token[0] + token.length, token);
        into(this.alikeSounding, sound(token), token);
      }
      /** @type {Map<string, string[]>} */
      this.alike = new Map();
      for (const group of groups) {
        const all = group.split(" ");
        for (const token of all) for (const other of all) if (other !== token) into(this.alike, token, other);
      }
      // one typed letter stands for the names of codes only
      this.leading = new Set(this.entries.flatMap(({ kind, phrase, remark }) => (kind === "code" ? [words(phrase)[0], words(remark)[0]] : [])));
    }

    /** The known words that start so. */
    startingWith(start) {
      let low = 0;
      let high = this.vocabulary.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.vocabulary[middle] < start) low = middle + 1;
        else high = middle;
      }
      const found = [];
      while (low < this.vocabulary.length && this.vocabulary[low].startsWith(start)) found.push(this.vocabulary[low++]);
      return found;
    }

    isCode(code) {
      return /^[1-6]\d\d$/.test(code) || this.places.has(code);
    }

    /** Any number from 100 to 699 has an entry: that of the rule of its class, if no other. @returns {Entry | null} */
    entryOf(code) {
      const place = this.places.get(code);
      if (place !== undefined) return this.entries[place];
      return /^[1-6]\d\d$/.test(code) ? { code, kind: "unknown", number: code, phrase: "", remark: "", prior: 0, unknownAs: this.unknownAs.get(code[0]) } : null;
    }
  }

  window.sipSearch.Knowledge = Knowledge;
}
