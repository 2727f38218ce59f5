// What can be found, and by which texts: the index of sipcodes/data/search_index.py made ready for searching.
import { sound, stem, words } from "./words.js";
import {
  CAUSE_CALLED,
  CAUSE_ITSELF,
  CAUSE_NAME,
  CAUSE_OTHER,
  CAUSE_OWN,
  CAUSE_RANK,
  COMPLAINT_NAME,
  COMPLAINT_OWN,
  COMPLAINT_TITLE,
  FURTHER_HEADER,
  FURTHER_NAME,
  LAST_POSITION,
  LEAST_VALUE,
  PRINTED_WEIGHT,
  PRINT_WEIGHT,
  PRIOR_CLASS,
  PRIOR_SYMPTOM,
  SHORTEST_JOINED,
  SPREAD,
  STOP_VALUE,
  UNREGISTERED_FORMER,
  UNREGISTERED_OTHER,
  UNREGISTERED_OWN,
  UNREGISTERED_PHRASE,
  UNREGISTERED_REMARK,
  WEIGHT_FORMER,
  WEIGHT_HEADER,
  WEIGHT_NAME,
  WEIGHT_OTHER,
  WEIGHT_OWN,
  WEIGHT_PHRASE,
  WEIGHT_REMARK,
} from "./weights.js";

/**
 * @import {
 *   CauseRow, ClassRow, CodeRow, Columns, LearnedModel, MoreIndex, MoreOfCode, MoreOfOther, OtherRow,
 *   SearchIndex, SymptomRow
 * } from "../types.d.ts"
 * @typedef {"code" | "class" | "other" | "cause" | "symptom" | "unknown"} EntryKind
 * @typedef {{code: string, kind: EntryKind, number: string, phrase: string, remark: string, prior: number,
 *   unknownAs?: string, codes?: string[]}} Entry  what can be found; a complaint has the codes that may lie behind it
 * @typedef {"phrase" | "remark" | "former" | "own" | "other" | "name" | "header" | "cause" | "symptom" | "line"
 * } TextKind
 * @typedef {{entry: number, weight: number, kind: TextKind, text: string, cause?: string}} Owner  whom a text leads to
 * @typedef {{key: string, tokens: string[], owners: Owner[]}} Text
 * @typedef {{code: string, text: string, segments: string[][]}} Print  what a program prints, without what varies
 * @typedef {ReturnType<typeof know>} Knowledge
 */

/** The texts of a list, of which the index has one string. @param {string} text @returns {string[]} */
export const list = (text, mark = "|") => (text ? text.split(mark) : []);
/** Names and their codes: `Allow=405|Path=420 421`. @param {string} text @returns {Map<string, string[]>} */
const pairs = (text) =>
  new Map(
    list(text).map((pair) => {
      const at = pair.lastIndexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1).split(" ")];
    }),
  );
/**
 * The rows of columns, by the names of the columns.
 * @template {Record<keyof Row, string>} Row
 * @param {Columns<Row>} columns
 */
export const rows = (columns) => {
  const names = Object.keys(columns);
  const split = Object.values(/** @type {Record<string, string>} */ (columns)).map((column) => column.split("~"));
  return split[0].map((_, i) => /** @type {Row} */ (Object.fromEntries(names.map((name, at) => [name, split[at][i]]))));
};
/**
 * Adds to what a key has.
 * @template K, V
 * @param {Map<K, V[]>} map @param {K} key @param {V} value
 */
export const into = (map, key, value) => {
  const all = map.get(key);
  if (all) all.push(value);
  else map.set(key, [value]);
};
/**
 * What a key has that must be there.
 * @template K, V
 * @param {Map<K, V>} map @param {K} key
 */
export const the = (map, key) => /** @type {V} */ (map.get(key));
/** Most texts of the index are made of compared words already. @param {string} text */
const compared = (text) => text.split(" ");

/**
 * Collects entries and the texts that lead to them.
 * @param {SearchIndex} index @param {MoreIndex} [more]
 */
const collect = (index, more) => {
  /** @type {Entry[]} */
  const entries = [];
  /** code to its place in `entries` @type {Map<string, number>} */
  const places = new Map();
  /** compared text to its number @type {Map<string, number>} */
  const phrases = new Map();
  /** by number @type {Text[]} */
  const texts = [];
  /** names without their spaces, for what is typed in one piece @type {Map<string, number>} */
  const joined = new Map();
  /** "3261 21.4.24" and "3261" to the codes that they define @type {Map<string, string[]>} */
  const sections = new Map();
  /** the same for the codes whose pages lean on them @type {Map<string, string[]>} */
  const mentions = new Map();
  /** first digit to the code as which one is treated that nobody knows @type {Map<string, string>} */
  const unknownAs = new Map();
  /** Q.850 cause to its codes and itself @type {Map<string, string[]>} */
  const causes = new Map();
  const commonest = list(index.common, " ");
  /** code to how common it is, from 1 down to 0 */
  const common = new Map(commonest.map((code, rank) => [code, 1 - rank / commonest.length]));
  const names = pairs(more?.names ?? ""); // what programs print for causes
  const deciding = pairs(index.deciding); // header fields and option tags

  /** @param {Entry} entry */
  const add = (entry) => {
    places.set(entry.code, entries.length);
    return entries.push(entry) - 1;
  };
  /**
   * Lets an entry be found by texts.
   * @param {number} entry @param {TextKind} kind @param {string[]} found @param {number} weight
   * @param {(text: string) => string[]} split
   */
  const find = (entry, kind, found, weight, split = words) => {
    for (const text of found) {
      const tokens = text ? split(text) : [];
      if (!tokens.length) continue;
      const key = tokens.join(" ");
      let number = phrases.get(key);
      if (number === undefined) {
        number = texts.push({ key, tokens, owners: [] }) - 1;
        phrases.set(key, number);
      }
      const owners = texts[number].owners;
      const same = owners.find((owner) => owner.entry === entry);
      if (!same) owners.push({ entry, weight, kind, text });
      else if (same.weight < weight) Object.assign(same, { weight, kind, text });
      const whole = tokens.join("");
      if (whole.length > SHORTEST_JOINED && /^(?:phrase|former|name)$/.test(kind)) joined.set(whole, number);
    }
  };
  /**
   * Notes the places of the RFCs that a page cites: the first defines what it is about.
   * @param {string} code @param {string} cited
   */
  const cite = (code, cited) => {
    list(cited).forEach((cited, rank) => {
      const citation = cited.includes(" ") ? cited : `3261 ${cited}`;
      for (const key of [citation, citation.split(" ")[0]]) into(rank ? mentions : sections, key, code);
    });
  };

  // --- rows of the index, and what more there is of each ---

  /** @param {CodeRow} row @param {MoreOfCode} [rest] */
  const addCode = ({ number, phrase, remark, former, own, cited }, rest) => {
    const place = add({ code: number, kind: "code", number, phrase, remark, prior: common.get(number) ?? 0 });
    find(place, "phrase", [phrase], WEIGHT_PHRASE);
    find(place, "former", list(former), WEIGHT_FORMER);
    find(place, "remark", [remark], WEIGHT_REMARK);
    find(place, "own", list(own), WEIGHT_OWN, compared);
    cite(number, cited);
    if (!rest) return;
    find(place, "own", list(rest.own), WEIGHT_OWN, compared);
    find(place, "name", list(rest.printed), PRINTED_WEIGHT);
  };
  /** @param {ClassRow} row */
  const addClass = ({ code, phrase, remark, own, other, cited, unknown }) => {
    unknownAs.set(code[0], unknown);
    const place = add({ code, kind: "class", number: code, phrase, remark, prior: PRIOR_CLASS });
    find(place, "own", [phrase, remark], WEIGHT_PHRASE);
    find(place, "own", list(own), WEIGHT_PHRASE, compared);
    find(place, "other", list(other), WEIGHT_OTHER, compared);
    cite(code, cited);
  };
  /** @param {OtherRow} row @param {MoreOfOther} [rest] */
  const addOther = ({ code, number, phrase, remark, former, own, cited }, rest) => {
    const place = add({ code, kind: "other", number, phrase, remark, prior: 0 });
    find(place, "phrase", [phrase, number], UNREGISTERED_PHRASE);
    find(place, "former", list(former), UNREGISTERED_FORMER);
    find(place, "remark", [remark], UNREGISTERED_REMARK);
    find(place, "own", list(own), UNREGISTERED_OWN, compared);
    if (rest) find(place, "other", list(rest.other), UNREGISTERED_OTHER, compared);
    cite(code, cited);
  };
  /**
   * Words of a cause lead to its codes first, then to itself; the name of one that no RFC has a code for to itself.
   * @param {CauseRow} row @param {MoreOfOther} [rest]
   */
  const addCause = ({ number, phrase, remark, former, own, codes }, rest) => {
    const code = `q850-${number}`;
    const place = add({ code, kind: "cause", number: `Q.850 ${number}`, phrase, remark, prior: 0 });
    const called = list(former);
    const other = rest?.other ?? "";
    const [mapped, unmapped = ""] = codes.split("=");
    const all = [...list(mapped || unmapped, " "), code];
    causes.set(number, all);
    all.forEach((one, rank) => {
      const each = the(places, one);
      const less = (each === place ? CAUSE_ITSELF : 0) + rank * CAUSE_RANK;
      const isItself = each === place && !mapped;
      find(each, isItself ? "phrase" : "cause", [phrase], CAUSE_NAME - less);
      find(each, "name", called, CAUSE_CALLED - rank * CAUSE_RANK);
      find(each, "cause", list(own), CAUSE_OWN - less, compared);
      find(each, "cause", list(other), CAUSE_OTHER - less, compared);
    });
    for (const each of called) names.set(each, all);
    const keys = [phrase, ...called, ...list(own), ...list(other)].map((each) => words(each).join(" "));
    for (const owner of new Set(keys.flatMap((key) => texts[phrases.get(key) ?? -1]?.owners ?? [])))
      if (owner.kind === "cause" || owner.kind === "name") owner.cause ??= `${number} ${phrase}`;
  };
  /** @param {SymptomRow} row */
  const addSymptom = ({ key, phrase, codes, own }) => {
    const code = `symptom-${key}`;
    const behind = list(codes, " ");
    const place = add({ code, kind: "symptom", number: "", phrase, remark: "", prior: PRIOR_SYMPTOM, codes: behind });
    find(place, "symptom", [phrase], COMPLAINT_TITLE);
    find(place, "phrase", list(/\((.+)\)/.exec(phrase)?.[1] ?? "", ", "), COMPLAINT_NAME); // No sound (no audio)
    find(place, "symptom", list(own), COMPLAINT_OWN, compared);
  };
  /** @type {Print[]} */
  const prints = [];
  /** @param {string} pair */
  const addPrint = (pair) => {
    const at = pair.lastIndexOf("=");
    const [text, code] = [pair.slice(0, at), pair.slice(at + 1)];
    const place = places.get(code);
    if (place === undefined) return;
    const segments = text.split("…").map(words).filter(({ length }) => length);
    prints.push({ code, text, segments });
    find(place, "line", [text], PRINT_WEIGHT);
  };
  /** @param {TextKind} kind @param {Map<string, string[]>} found @param {number} weight @param {number} further */
  const addNames = (kind, found, weight, further) => {
    for (const [name, codes] of found)
      codes.forEach((code, rank) => find(the(places, code), kind, [name], weight - rank * further));
  };

  /**
   * @template {Record<keyof Row, string>} Row
   * @template {Record<keyof Rest, string>} Rest
   * @param {Columns<Row>} columns @param {Columns<Rest> | undefined} others
   * @param {(row: Row, rest?: Rest) => void} addRow
   */
  const addAll = (columns, others, addRow) => {
    const rest = others ? rows(others) : [];
    rows(columns).forEach((row, i) => addRow(row, rest[i]));
  };
  addAll(index.codes, more?.codes, addCode);
  rows(index.classes).forEach(addClass);
  addAll(index.others, more?.others, addOther);
  addAll(index.causes, more?.causes, addCause);
  rows(index.symptoms).forEach(addSymptom);
  addNames("header", deciding, WEIGHT_HEADER, FURTHER_HEADER);
  addNames("name", names, WEIGHT_NAME, FURTHER_NAME);
  list(more?.prints ?? "").forEach(addPrint);
  const found = { prints, entries, places, phrases, texts, joined };
  return { ...found, sections, mentions, unknownAs, causes, common, names, deciding };
};

/**
 * Puts the owners of all texts in line: numbers side by side are read much quicker than objects here and there.
 * @param {Text[]} texts
 */
const line = (texts) => {
  /** by text, and one past the last: where its owners begin in the line */
  const firstOwner = new Uint32Array(texts.length + 1);
  texts.forEach(({ owners }, number) => (firstOwner[number + 1] = firstOwner[number] + owners.length));
  const owners = texts.flatMap((text) => text.owners);
  const ownerEntry = Uint16Array.from(owners, ({ entry }) => entry);
  const ownerWeight = Float64Array.from(owners, ({ weight }) => weight);
  return { firstOwner, owners, ownerEntry, ownerWeight };
};

/** Where each word of all texts stands, and how telling it is. @param {Text[]} texts @param {Set<string>} stop */
const weigh = (texts, stop) => {
  /** word to its postings: number of the text * 32 + position @type {Map<string, number[]>} */
  const postings = new Map();
  texts.forEach(({ tokens }, number) => {
    tokens.forEach((token, position) => into(postings, token, number * 32 + Math.min(position, LAST_POSITION)));
  });
  /** word to what it tells: a word of one entry 1, one of many little @type {Map<string, number>} */
  const value = new Map();
  for (const [token, all] of postings) {
    const spread = new Set();
    for (const posting of all) for (const owner of texts[posting >> 5].owners) spread.add(owner.entry);
    const told = Math.max(LEAST_VALUE, 1 - Math.log(spread.size) / Math.log(SPREAD));
    value.set(token, stop.has(token) ? STOP_VALUE : told);
  }
  const sizes = texts.map(({ tokens }) => [...new Set(tokens)].reduce((sum, token) => sum + the(value, token), 0));
  return { postings, vocabulary: [...postings.keys()].sort(), value, sizes };
};

/** Which words are forms of one another, are spelt or sound alike. @param {string[]} vocabulary */
const relate = (vocabulary) => {
  /** @type {Map<string, string[]>} */
  const stems = new Map();
  /** first letter and length to words, for typing errors @type {Map<string, string[]>} */
  const alikeSpelt = new Map();
  /** @type {Map<string, string[]>} */
  const alikeSounding = new Map();
  for (const token of vocabulary) {
    into(stems, stem(token), token);
    if (/\d/.test(token)) continue;
    into(alikeSpelt, token[0] + token.length, token);
    into(alikeSounding, sound(token), token);
  }
  return { stems, alikeSpelt, alikeSounding };
};

/** Words that mean the same. @param {string[]} groups @returns {Map<string, string[]>} */
const synonyms = (groups) => {
  const alike = new Map();
  for (const group of groups) {
    const all = group.split(" ");
    for (const token of all) for (const other of all) if (other !== token) into(alike, token, other);
  }
  return alike;
};

/** What programs print, by the rarest word of each. @param {Print[]} prints */
const byRarest = (prints) => {
  /** @type {Map<string, number>} */
  const uses = new Map();
  for (const { segments } of prints)
    for (const word of new Set(segments.flat())) uses.set(word, (uses.get(word) ?? 0) + 1);
  /** @type {Map<string, Print[]>} */
  const found = new Map();
  for (const print of prints) {
    const all = print.segments.flat();
    const rarest = all.reduce((a, b) => (the(uses, b) < the(uses, a) ? b : a), all[0]);
    if (rarest) into(found, rarest, print);
  }
  return found;
};

/** The letters of 0 in what was learned, as sipcodes/data/search_more.py writes them. */
const NONE_ALIKE = 65;
const FIRST_PLACE = 48;
/**
 * Roots and pairs, with the letters of their answers and where in `much` their levels begin.
 * @param {LearnedModel} learned
 */
const speaking = ({ roots, pairs, speaks }) => {
  const groups = speaks.split(" ");
  let before = "";
  const names = (roots.match(/[A-Z][^A-Z]*/g) ?? []).map((root) => {
    before = before.slice(0, root.charCodeAt(0) - NONE_ALIKE) + root.slice(1);
    return before;
  });
  /** @param {number} at */
  const rootAt = (at) => names[(pairs.charCodeAt(at) - FIRST_PLACE) * 64 + pairs.charCodeAt(at + 1) - FIRST_PLACE];
  const inRow = Array.from({ length: pairs.length / 4 }, (_, i) => `${rootAt(4 * i)} ${rootAt(4 * i + 2)}`);
  let at = 0;
  /** @type {Map<string, {letters: string, from: number}>} */
  const speakers = new Map();
  [...names, ...inRow].forEach((name, i) => {
    const letters = groups[i];
    if (letters) speakers.set(name, { letters, from: at });
    at += letters.length;
  });
  return speakers;
};
const NOTHING_LEARNED = { answers: "", letters: "", roots: "", pairs: "", speaks: "", much: "" };

/**
 * What stands for the root of a word when it is learned and heard: of words that mean the same the first.
 * @param {string[]} groups  words that mean the same: one that stands twice means what it means first
 * @returns {(word: string) => string}
 */
export const rootsOf = (groups) => {
  /** @type {Map<string, string>} */
  const firsts = new Map();
  for (const group of groups) {
    const [first, ...others] = group.split(" ").map(stem);
    const meant = firsts.get(first) ?? first;
    for (const root of [first, ...others]) if (!firsts.has(root)) firsts.set(root, meant);
  }
  return (word) => {
    const root = stem(word);
    return firsts.get(root) ?? root;
  };
};

/** Makes an index ready for searching. @param {SearchIndex} index @param {MoreIndex} [more] */
export const know = (index, more) => {
  const collected = collect(index, more);
  const { entries, places, texts, names, unknownAs } = collected;
  const learned = more?.learned ?? NOTHING_LEARNED;
  const stop = new Set(list(index.stop, " "));
  const weighed = weigh(texts, stop);
  const { vocabulary } = weighed;
  const [lowestWarning, highestWarning, ...warned] = index.warnings.split(" ");
  const ofCodes = entries.filter(({ kind }) => kind === "code");

  /** The known words that start so. @param {string} start @returns {string[]} */
  const startingWith = (start) => {
    let low = 0;
    let high = vocabulary.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (vocabulary[middle] < start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    while (low < vocabulary.length && vocabulary[low].startsWith(start)) found.push(vocabulary[low++]);
    return found;
  };
  /** @param {string} code */
  const isOfAClass = (code) => /^[1-6]\d\d$/.test(code);
  /** @param {string} code */
  const isCode = (code) => isOfAClass(code) || places.has(code);
  /**
   * Any number from 100 to 699 has an entry: that of the rule of its class, if no other.
   * @param {string} code @returns {?Entry}
   */
  const entryOf = (code) => {
    const place = places.get(code);
    if (place !== undefined) return entries[place];
    if (!isOfAClass(code)) return null;
    const first = unknownAs.get(code[0]);
    return { code, kind: "unknown", number: code, phrase: "", remark: "", prior: 0, unknownAs: first };
  };

  return {
    ...collected,
    ...line(texts),
    ...weighed,
    ...relate(vocabulary),
    alike: synonyms(list(index.alike)),
    rootOf: rootsOf(list(index.alike)),
    stop,
    /** names of causes in lower case, to their codes */
    named: new Map([...names].map(([name, codes]) => [name.toLowerCase(), codes])),
    numbers: pairs(more?.numbers ?? ""), // those of Microsoft Teams
    printed: byRarest(collected.prints),
    hasMore: more !== undefined,
    learned,
    speakers: speaking(learned),
    /** `21` of `*21#` to the complaint about its service */
    services: new Map(
      [...pairs(index.services)].flatMap(([key, all]) => all.map((keyed) => [keyed, `symptom-${key}`])),
    ),
    complaining: new Set(list(index.complaining, " ")),
    bearing: new Set(list(index.bearing, " ")),
    separable: new Set(list(index.separable, " ")),
    obsolete: pairs(index.obsolete), // RFCs that others have replaced
    passing: list(index.passing), // header fields that lead nowhere
    lowestWarning,
    highestWarning,
    warned,
    signs: index.signs,
    /** one typed letter stands for the names of codes only */
    leading: new Set(ofCodes.flatMap(({ phrase, remark }) => [words(phrase)[0], words(remark)[0]])),
    startingWith,
    isCode,
    entryOf,
  };
};
