// The search: what is typed or pasted, turned into ranked answers. Pure: it knows no page, only the index.
//
// Two ways lead to an answer. Signs are certain: a status line, a Reason, a cause, a section, a code. Words are
// compared with the texts of each answer. The strongest sign goes first, then what the words say.
import { know } from "./knowledge.js";
import { ranker } from "./ranking.js";
import { reader } from "./signs.js";
import {
  BARE,
  CERTAIN,
  CLEAR,
  LONGEST_LINE,
  LONGEST_QUERY,
  LONG_CHARACTERS,
  MERELY_A_NAME,
  MOST_BESIDE_A_SIGN,
  MOST_BY_DIGITS,
  MOST_BY_WORDS,
  MOST_COMPLAINTS,
  NAMED_CAUSE,
  SAID_TO_BE_A_CODE,
  SENT,
  SHORTEST_ASKED,
  SIGN_SCORE,
  WEAKER,
} from "./weights.js";
import { words } from "./words.js";

/**
 * @import { MoreIndex, SearchIndex } from "../types.d.ts"
 * @import { Entry } from "./knowledge.js"
 * @import { Answer } from "./ranking.js"
 * @import { Sign } from "./signs.js"
 * @typedef {{answers: Answer[], isUnsure: boolean}} Answered  answers, best first; whether a paste had no sure sign
 * @typedef {Answered & {isFinal: boolean}} Found  not final: the rest of the index is wanted, and not there
 * @typedef {(query: string) => Found} Search
 */

/** How logs of one line a message write its line breaks: syslog, and programs that escape them. */
const ESCAPED_LINE = /#015#012|#012|(?:\\r)?\\n/g;

/**
 * Makes an index ready for searching, with or without what only pastes and rare words need.
 * @param {SearchIndex} index @param {MoreIndex} [more]
 * @returns {{search: (query: string) => Answered, isCertain: (query: string) => boolean}}  `isCertain` tells, without a
 *   search, that the rest of the index need not be asked
 */
export const searcher = (index, more) => {
  const known = know(index, more);
  const read = reader(known);
  const byWords = ranker(known);
  const { entryOf } = known;

  /**
   * The start of a number: its class and the commonest codes of that, or all codes that start with two digits.
   * @param {string} query @param {string[]} typed @returns {?Answer[]}
   */
  const byDigits = (query, typed) => {
    const telling = typed.filter((word) => !known.stop.has(word)).join(" ");
    const asked = typed.length > 1 && /^\d+$/.test(telling) ? telling : query.trim().normalize("NFKC");
    const [, digits] = /^([1-9]\d?)(?:[x*?]|\.+)?$/i.exec(asked) ?? [];
    if (!digits) return null;
    const starting = known.entries.filter(
      ({ kind, code }) => /code|other/.test(kind) && /^\d{3}$/.test(code) && code.startsWith(digits),
    );
    const group = digits.length === 1 ? entryOf(`${digits}xx`) : null;
    /** @param {Entry} entry */
    const isOther = ({ kind }) => Number(kind === "other");
    starting.sort(
      (a, b) => isOther(a) - isOther(b) || (group ? b.prior - a.prior : 0) || Number(a.code) - Number(b.code),
    );
    const causes = (known.causes.get(digits) ?? []).map(entryOf); // it may be one of Q.850 as well
    const all = [group, ...starting, ...(starting.length ? causes.slice(-1) : causes)];
    const found = all.filter((entry) => entry !== null);
    const shown = found.slice(0, group ? MOST_BY_WORDS + 1 : MOST_BY_DIGITS);
    return shown.map((entry) => ({ entry, score: 1, marks: [digits] }));
  };

  /** @param {Answer} answer */
  const isClearCode = ({ entry, score }) => entry.kind === "code" && score > CLEAR;

  /**
   * Puts complaints before codes if the best answer is one, and behind them the codes that may lie behind it.
   * @param {Answer[]} found @returns {Answer[]}
   */
  const grouped = (found) => {
    const [first] = found;
    const isBehind = first?.entry.kind === "symptom";
    if (!isBehind) return found;
    const complaints = found.filter(({ entry }) => entry.kind === "symptom").slice(0, MOST_COMPLAINTS);
    const others = found.filter(({ entry }) => entry.kind !== "symptom");
    const why = { kind: "symptom", text: first.entry.phrase };
    for (const code of first.entry.codes ?? []) {
      const entry = entryOf(code);
      if (entry && !others.some((other) => other.entry === entry)) others.push({ entry, score: 0, why, marks: [] });
    }
    return [...complaints, ...others];
  };
  /**
   * The line of a paste in which something stands; of a long one the part around it.
   * @param {string} query @param {number} place
   */
  const lineAt = (query, place) => {
    const start = Math.max(query.lastIndexOf("⏎", place), query.lastIndexOf("\n", place)) + 1;
    const line = query.slice(start).split(/[⏎\n]/, 1)[0].trimEnd();
    const end = Math.max(LONGEST_LINE, Math.min(line.length, place - start + LONGEST_LINE / 2));
    const from = end - LONGEST_LINE;
    return `${from ? "…" : ""}${line.slice(from, end).trim()}${end < line.length ? "…" : ""}`;
  };

  /** @param {string} query */
  const isPasted = (query) => query.length > LONG_CHARACTERS || query.includes("⏎");

  /** @param {string} query */
  const isCertain = (query) => {
    if (isPasted(query)) return false;
    const typed = words(query);
    if (typed.join("").length < SHORTEST_ASKED || known.phrases.has(typed.join(" "))) return true;
    if (byDigits(query, typed)) return true;
    const strongest = read(query).signs[0]?.strength ?? 0;
    return strongest > MERELY_A_NAME && (strongest >= CERTAIN || typed.length <= MOST_BESIDE_A_SIGN);
  };

  /** @param {string} asked @returns {Answered} */
  const search = (asked) => {
    const query = asked.slice(0, LONGEST_QUERY).replace(ESCAPED_LINE, " ⏎ ");
    const typed = words(query);
    const starting = byDigits(query, typed);
    if (starting) return { answers: starting, isUnsure: false };

    const isPaste = isPasted(query);
    const { signs, rest } = read(query);
    const strongest = signs[0]?.strength ?? 0;
    /** @type {Answer[]} */
    const answers = [];
    /** @param {Answer} answer */
    const put = (answer) => {
      const isNew = !answers.some(({ entry }) => entry.code === answer.entry.code);
      if (isNew && answers.length < MOST_BY_WORDS) answers.push(answer);
    };
    /** @param {string} code @param {Omit<Answer, "entry">} rest */
    const putCode = (code, rest) => {
      const entry = entryOf(code);
      if (entry) put({ entry, ...rest });
    };
    /** @param {Sign} sign */
    const putSign = ({ codes, strength, why: found, place }) => {
      const why = isPaste ? { kind: "line", text: lineAt(query, place) } : found;
      for (const code of codes) {
        putCode(code, { score: SIGN_SCORE + strength, why, marks: [code] });
        const { codes: behind = [], phrase = "" } = entryOf(code) ?? {};
        for (const each of behind) putCode(each, { score: 0, why: { kind: "symptom", text: phrase }, marks: [] });
      }
      const first = codes.length === 1 ? entryOf(codes[0]) : null;
      if (first?.kind !== "unknown" || signs.length > 1) return;
      for (const code of [`${first.code[0]}xx`, ...(known.causes.get(first.code) ?? [])])
        putCode(code, { score: SIGN_SCORE, marks: [] });
    };
    const putSigns = () => {
      for (const sign of signs)
        if (sign.strength >= strongest - WEAKER && (strongest < SENT || sign.strength >= CERTAIN)) putSign(sign);
    };

    // a text with a number in it that is known as it stands: 603+, Q.850, dtls 1.2
    const isKnown = known.phrases.has(typed.join(" ")) && typed.length > 1 && typed.some((word) => /\d/.test(word));
    if (isKnown && strongest < NAMED_CAUSE) byWords(query).forEach(put);
    if (!strongest || strongest === MERELY_A_NAME)
      for (const [, text] of rest.matchAll(/"([^"]{4,})"/g)) byWords(text).filter(isClearCode).forEach(put);
    const found = strongest >= CERTAIN ? [] : byWords(strongest === MERELY_A_NAME ? query : rest);
    const clear = grouped(found.filter(({ score }) => !strongest || score > CLEAR));
    // a number that is no code tells less than clear words beside it
    if (strongest <= BARE && entryOf(signs[0]?.codes[0] ?? "")?.kind === "unknown") clear.forEach(put);
    putSigns();
    clear.forEach(put);
    return { answers, isUnsure: isPaste && strongest < SAID_TO_BE_A_CODE };
  };
  return { search, isCertain };
};

/**
 * Makes the search of a page: the rest of the index is asked where the first part is not certain.
 * @param {SearchIndex} index @param {() => MoreIndex | undefined} more  what there is of the rest by now
 * @returns {Search}
 */
export const asker = (index, more) => {
  const first = searcher(index);
  /** @type {ReturnType<typeof searcher> | undefined} */
  let whole;
  return (query) => {
    if (first.isCertain(query)) return { ...first.search(query), isFinal: true };
    const rest = whole ? undefined : more();
    if (rest) whole = searcher(index, rest);
    return { ...(whole ?? first).search(query), isFinal: whole !== undefined };
  };
};
