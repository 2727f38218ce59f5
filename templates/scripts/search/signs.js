// Signs: what has the form of a code, a cause or a section, in whatever somebody types or pastes.
//
// Rules run in the order below: a pattern, how strong the sign is, and what makes codes of what the pattern caught.
// Each takes what it understands out of the text, so that no later rule reads it again; a rule without codes takes out
// numbers that are no codes. The strongest sign wins, whatever stands first.
//
// Words of a language come with the index, from [signs] of content/search.toml. What stands here is the same in every
// language: the notation of SIP and of Q.850, and what programs print.
import {
  BARE,
  CERTAIN,
  EMERGENCY,
  FINAL_CHALLENGE,
  FINAL_FAILURE,
  FINAL_SUCCESS,
  HEADER_FIELD,
  LOG_LINE,
  MERELY_A_NAME,
  MOST_OF_A_SECTION,
  NAMED_CAUSE,
  NUMBERED_CAUSE,
  OF_ONE_MAKE,
  OPTION_TAG,
  PRINTED_GAP,
  PRINTED_LETTERS,
  PRINTED_LINE,
  PRINTED_MORE,
  REASON,
  REASON_CAUSE,
  SAID_TO_BE_A_CODE,
  SENT,
  SENT_TOLD,
  STATUS_FIELD,
  STATUS_LINE,
  TEAMS_NUMBER,
  WARNING,
  WITH_PHRASE,
} from "./weights.js";
import { INVISIBLE, words } from "./words.js";

/**
 * @import { Knowledge, Print } from "./knowledge.js"
 * @typedef {{kind: string, text: string}} Why
 * @typedef {{codes: string[], why?: Why}} Meant
 * @typedef {Meant & {strength: number, place: number}} Sign
 * @typedef {(...groups: string[]) => string[] | Meant | null} Codes
 *   gets what the pattern has caught and tells the codes; null leaves the text as it is
 * @typedef {[pattern: RegExp, strength: number, codes: Codes] | [pattern: RegExp]} Rule
 */

const METHODS = "INVITE|REGISTER|ACK|BYE|CANCEL|OPTIONS|SUBSCRIBE|NOTIFY|REFER|UPDATE|INFO|PRACK|MESSAGE|PUBLISH";
/** @type {Codes} */
const code = (found) => [found];
/** @type {Codes} */
const classOf = (first) => [`${first}xx`];
/** A list of the index as alternatives of a pattern. @param {string} texts */
const anyOf = (texts) => texts.replace(/[./]/g, "\\$&");

/** Places in RFCs. @param {Knowledge} known @returns {Rule[]} */
const sections = (known) => {
  const SECTION = anyOf(known.signs.section);
  /** @param {string} rfc @param {string} [part] */
  const cited = (rfc, part) => {
    const whole = part && `${rfc} ${part.replace(/\.$/, "")}`;
    const key = [whole, rfc].find((key) => key && (known.sections.has(key) || known.mentions.has(key))) ?? rfc;
    const defined = known.sections.get(key) ?? [];
    /** @param {string} found */
    const rank = (found) => (defined.includes(found) ? 2 : 0) + (known.common.get(found) ?? 0);
    const found = [...new Set([...defined, ...(known.mentions.get(key) ?? known.obsolete.get(key) ?? [])])];
    const codes = found.sort((a, b) => rank(b) - rank(a)).slice(0, MOST_OF_A_SECTION);
    return { codes, why: { kind: "rfc", text: key === whole ? `RFC ${rfc} §${part}` : `RFC ${rfc}` } };
  };
  /** @type {Codes} */
  const ofTheCore = (part) => cited("3261", part); // who names no RFC means the one of SIP itself
  const ofAnRfc = `\\brfc[\\s_-]*(\\d{3,5})(?:[\\s:-]*(?:#|,|;|\\(|§+|${SECTION}|appendix))*[\\s:-]*`;
  return [
    [
      new RegExp(`${ofAnRfc}(\\d+(?:\\.\\d+)+|(?<=[#§\\s-])\\d{1,2}(?![\\d.]))?`, "gi"),
      CERTAIN,
      cited,
    ],
    [new RegExp(`(?:§+|\\b(?:${SECTION}))[\\s:-]*(\\d+(?:\\.\\d+)+)`, "gi"), CERTAIN, ofTheCore],
    [/^\s*(2[01]\.[1-6](?:\.\d{1,2})?)\s*$/g, CERTAIN, ofTheCore],
  ];
};

/** Status lines, and what logs print for one. @param {Knowledge} known @returns {Rule[]} */
const statusLines = (known) => {
  // Asterisk counts the phones it tried: busy, congested, without a channel
  /** @type {Codes} */
  const ofCounts = (busy, congested) => [Number(busy) ? "486" : Number(congested) ? "503" : "480"];
  return [
    [/\bsip\/[23]\.\d\s+([1-6]\d\d)\b/gi, STATUS_LINE, code],
    [/\bstatus(?:[ _-]?code)?\s*[=:]\s*["']?([1-6]\d\d)\b/gi, STATUS_FIELD, code],
    [
      /\b[a-z]+(?:_[a-z]+)*_(?:status|code|cause|reason)\s*[=:]\s*["']?([1-6]\d\d)\b/gi,
      SENT_TOLD,
      code,
    ],
    [/\bgot sip response ([1-6]\d\d)\b/gi, SENT_TOLD, code], // Asterisk
    [
      /\bsip\s*;\s*(?:[^;\n]*;\s*)?cause\s*=\s*["']?(\d{3})\b/gi,
      REASON,
      (found) => (known.isCode(found) ? [found] : []),
    ],
    [
      /\bq\.?\s?850\s*;\s*(?:[^;\n]*;\s*)?cause\s*=\s*["']?(0x[\da-f]+|\d+)/gi,
      REASON_CAUSE,
      causeIn(known),
    ],
    // FreeSWITCH says which code it sends instead of which
    [/\bcause\s+[1-6]\d\d\s+with\s+([1-6]\d\d)\b/gi, LOG_LINE, code],
    [/\bbusy\/congested at this time \(\d+:(\d+)\/(\d+)\/\d+\)/gi, LOG_LINE, ofCounts],
  ];
};

/**
 * Addresses, channels, places in programs, times: everything else in which a number is no code.
 * @param {Knowledge} known @returns {Rule[]}
 */
const noise = ({ signs }) =>
  [
    new RegExp(`\\b(?:${METHODS})\\s+sips?:\\S+\\s+SIP/2\\.0`, "g"), // a request tells nothing of its response
    /["'][^"']*["']\s*<?(?=sips?:)/gi,
    /\bsips?:[^\s@<>"]+@[^\s;>,"]+/gi,
    /\b(?:https?:\/\/|tel:)\S+/gi,
    /[^\s<>"]+@[\w.-]+(?::\d+)?/g,
    // channels of Asterisk and FreeSWITCH, and how proxies name themselves
    /\b(?:pj)?sip\/(?!\d\.\d)[\w.+-]+|\b(?:sofia|local|iax2?|dahdi|loopback|opensips|kamailio)\/[\w./+@:-]+/gi,
    /\b(?:notice|warning|error|verbose|debug|info)\[\d+\](?:\[[\w-]+\])?:?/gi,
    /\bsip\/[23]\.\d(?:\/\w+)?/gi,
    /\b(?!(?:status|code|cause|error|response|reason|sip)\[)[a-z][\w./-]*\[\d+\]/gi, // a program and its process
    // session descriptions: ports and types of payload
    /\bm=\w+ \d+ [\w/]+(?: (?:\d{1,2}|1[01]\d|12[0-7])\b(?! [A-Z]))*/g,
    /\ba=(?:rtpmap|fmtp|rtcp-fb|rtcp|ptime|maxptime|crypto|candidate|ssrc):?\s*\S+/g,
    /\b(?:payload(?:\s?types?)?|telephone-event(?:\/\d+)?)[\s:=]*(?:is |not |id |for \w+ )*\d{1,3}\b/gi,
    /\[[a-z]-[\da-f]{6,}\]|\b[\da-f]{8}-[\da-f]{4}-[\da-f-]+/gi,
    /\b[\w-]+\.(?:c|cc|cpp|h|py|go|js|lua|java|rs)\b(?::\d+)?/gi,
    /\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/]\d{1,2}[-/]\d{4}\b/g,
    new RegExp(`\\b(?:${anyOf(signs.month)})[a-z]*\\.?\\s+\\d{1,2}\\b`, "gi"),
    /\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\b/g,
    /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:\/\d+)?/g,
    /(?:\b[\da-f]{1,4}:){3,}[\da-f:]*/gi,
    new RegExp(`\\b(?:${anyOf(signs.account)})\\s+'[^']*'`, "gi"),
  ].map((pattern) => [pattern]);

/** @param {Knowledge} known @returns {Codes} */
const causeIn = (known) => (text) => {
  let number = Number(text);
  if (/^0x/i.test(text)) number &= 127; // Cisco prints the octet with its extension bit, and the one before it
  const codes = known.causes.get(String(number));
  const why = { kind: "cause", text: String(number) };
  if (codes) return { codes: [...codes.slice(-1), ...codes.slice(0, -1)], why }; // the cause itself, then its codes
  return number > 127 && known.isCode(text) ? [text] : [];
};

/**
 * Causes of the telephone network by number and by name, and the numbers of other systems.
 * @param {Knowledge} known @returns {Rule[]}
 */
const causes = (known) => {
  const cause = causeIn(known);
  /** @type {Codes} */
  const named = (name) => {
    const lower = name.toLowerCase();
    const codes = known.named.get(lower) ?? known.named.get(lower.replace(/^(?:ast_cause|switch_cause)_/, ""));
    if (!codes) return null;
    const { owners } = known.texts[known.phrases.get(words(name).join(" ")) ?? -1] ?? { owners: [] };
    const phrase = owners.find(({ kind }) => kind === "phrase");
    const all = phrase ? [known.entries[phrase.entry].code, ...codes] : codes;
    return { codes: all, why: { kind: "name", text: name.toUpperCase() } };
  };
  /** @type {Codes} */
  const ofTeams = (withCode, other) => {
    if (withCode) return [withCode];
    const codes = known.numbers.get(other);
    return codes ? { codes, why: { kind: "name", text: `Teams ${other}` } } : null;
  };
  const SYSTEM = "(?:hangup|isdn|isup|release|disconnect|ss7|pri|q\\.?\\s?850|q\\.?931)[\\s_-]*";
  const BETWEEN = `(?:[\\s_-]*(?:${anyOf(known.signs.number)}))*[\\s:="'#(-]*(?:is\\s)?\\s*`;
  return [
    [
      new RegExp(`\\b(?:${SYSTEM})*(?:${anyOf(known.signs.cause)})${BETWEEN}(0x[\\da-f]{1,4}|\\d{1,3})\\b`, "gi"),
      NUMBERED_CAUSE,
      cause,
    ],
    [
      /\bq\.?\s?(?:850|931)[\s:#-]*(?:code)?\s*(0x[\da-f]{1,4}|\d{1,3})?\b/gi,
      NUMBERED_CAUSE,
      (text) => (text ? cause(text) : []),
    ],
    [
      /\b(?:isdn|isup|ss7|pri|hangup|release)[\s_:-]+(\d{1,3})\b/gi,
      NUMBERED_CAUSE,
      (text) => (known.causes.has(text) ? cause(text) : null),
    ],
    [/\b(0x8[\da-f][89a-f][\da-f])\b/gi, NUMBERED_CAUSE, cause],
    [/\b([a-z][a-z\d]*(?:_[a-z\d]+)+)\b/gi, NAMED_CAUSE, named],
    [/\b(?:560([1-6]\d\d)|(5\d{5}|1\d{3,4}))\b/g, TEAMS_NUMBER, ofTeams],
    [/\b0x(3[134])\b/gi, OF_ONE_MAKE, (found) => [`0x${found}`]], // Gigaset
    [/\b0x([1-6]\d\d)\b/gi, OF_ONE_MAKE, (found) => [found, "0x486"]],
    [/\b603\s?\+/g, OF_ONE_MAKE, () => ["603-plus", "603"]],
  ];
};

/**
 * Header fields and option tags: their numbers are no codes, some of their names lead to one.
 * @param {Knowledge} known @returns {Rule[]}
 */
const headerFields = (known) => {
  const byName = new Map([...known.deciding].map(([name, codes]) => [name.toLowerCase(), codes]));
  /** @param {string} name */
  const field = (name) => {
    const codes = byName.get(name.toLowerCase());
    return codes ? { codes, why: { kind: "header", text: name } } : null;
  };
  const all = [...known.deciding.keys(), ...known.passing];
  const names = all.filter((name) => /^[A-Z]/.test(name) && name !== "PRACK").sort((a, b) => b.length - a.length);
  const tags = [...known.deciding.keys()].filter((name) => /^\d+[a-z]/i.test(name));
  /** @type {Codes} */
  const ofWarning = (number) => {
    if (number < known.lowestWarning || number > known.highestWarning) return [];
    return { codes: known.warned, why: { kind: "header", text: `Warning: ${number}` } };
  };
  return [
    [/\bwarning\s*:?\s*(3\d\d)\b/gi, WARNING, ofWarning],
    [/\bsupported\s*:\s*([\w-]+)/gi, OPTION_TAG, field],
    [
      new RegExp(`(?:^|[\\s"'(⏎|>-])(${names.join("|")})\\s*:\\s*(?:"?\\d+(?:\\.\\d+)?)?`, "gi"),
      HEADER_FIELD,
      (name) => field(name) ?? [],
    ],
    [new RegExp(`\\b(${tags.join("|")})\\b`, "gi"), OPTION_TAG, (tag) => field(tag) ?? []],
  ];
};

/** Classes: 4xx, 400 to 499, 400s, class 4. @param {Knowledge} known @returns {Rule[]} */
const classes = ({ signs }) => {
  const UPTO = `(?:-|\\.\\.+|${anyOf(signs.upto)})`;
  const CATEGORY = anyOf(signs.category);
  const ofHundreds = `(?:'?s\\b|-?[\\s-]?(?:er |)(?:${CATEGORY}|${anyOf(signs.group)})\\b)`; // 400's, 400-er reeks
  return [
    /\b([1-6])[\s-]?(?:xx|[x*?.]{2})(?![\w.])/gi,
    new RegExp(`\\b([1-6])00\\s*${UPTO}\\s*\\1(?:99|xx)\\b`, "gi"),
    new RegExp(`\\b([1-6])00${ofHundreds}`, "gi"),
    new RegExp(`\\b(?:${CATEGORY})\\s+([1-6])(?:00)?\\b(?!\\d)`, "gi"),
  ].map((pattern) => [pattern, CERTAIN, classOf]);
};

/**
 * Codes in so many words, after numbers with a unit, ports, counters and telephone numbers.
 * @param {Knowledge} known @returns {Rule[]}
 */
const numbers = (known) => {
  const { signs } = known;
  /** @type {Codes} */
  const isTelephone = (text) => (text.replace(/\D/g, "").length > 8 ? [] : null);
  // 112, 999: what leads to a complaint as a word of its own
  const short = known.texts.filter(({ key, owners }) => /^\d{3}$/.test(key) && owners.some(isComplaint));
  const emergencies = new Map(short.map(({ key, owners }) => [key, owners.filter(isComplaint)]));
  const alone = "(?<!\\b(?:sip|code|error|status|fout|foutcode|response|http)[\\s:=#-]*)(?<![\\d.,:\\w+*#-])";
  return [
    [
      /(?<![\w.:/*#-])[*#]{1,2}(\d{1,3})(?:[*#]+\+?\d*[*#]*)?(?![\w])|(?<![\w.:/*#-])(\d{1,3})#(?!\w)/g,
      EMERGENCY,
      (starred, hashed) => {
        const code = known.services.get(starred ?? hashed);
        return code ? [code] : null;
      },
    ],
    [/\b([4-6]\d\d)'?s\b/g, SAID_TO_BE_A_CODE, code], // "getting 607s"
    [
      /\berr?(?:or)?[.-]\s?([1-6]\d\d)\b|\be-?([1-6]\d\d)\b/gi,
      SAID_TO_BE_A_CODE,
      (named, short) => [named ?? short],
    ],
    [new RegExp(`\\b(?:${anyOf(signs.counter)})\\s*[=:#]?\\s*\\d+\\b`, "gi")],
    [new RegExp(`\\b\\d+\\s+(?=(?:${METHODS})\\b)`, "g")],
    // the unit stays: after minutes is another complaint than after seconds
    [new RegExp(`\\b\\d+(?=\\s?(?:${anyOf(signs.unit)})(?!\\w|\\s*\\d))`, "gi")],
    [
      new RegExp(`${alone}(${[...emergencies.keys()].join("|") || "$^"})(?![\\d:\\w]|[.,-]\\d)`, "gi"),
      EMERGENCY,
      (found) => (emergencies.get(found) ?? []).map(({ entry }) => known.entries[entry].code),
    ],
    [/\d+[.,]\d+\b|[.,]\d+\b|:\d{4,}\b|(?<=\w\.\w+):\d+|\b[a-z]\.\d+\b|\battempt #?\d+/gi],
    [/(\+?\d[\d\s().-]{7,}\d)/g, BARE, isTelephone],
    [/\+\d+|\b\d{2,4}-\d{5,8}\b/g],
    [
      new RegExp(`\\b(?:${anyOf(signs.named)})\\.?\\s+["'<]?([1-6]\\d\\d)\\b`, "gi"),
      MERELY_A_NAME,
      code,
    ],
    [
      new RegExp(`(?:\\b|_)(?:${anyOf(signs.told)})[\\s:=#"'(/_-]*([1-6]\\d\\d)(?![\\d.]|-\\d)`, "gi"),
      SAID_TO_BE_A_CODE,
      code,
    ],
    [/(?<![\d.,\w+-])#?([1-6]\d\d)(?=[a-z]{2,}|e\b)(?!x)/gi, WITH_PHRASE, code],
    [/(?<![\d.,\w+]|\w-)([1-6]\d\d)(?![\d\w+]|[.,-]\d)/g, BARE, code],
    [
      /(?<![\d.,\w+])(7\d\d)(?![\d\w+]|[.,-]\d)/g,
      BARE,
      (found) => (known.places.has(found) ? [found] : []),
    ],
  ];
};

/** @param {{kind: string}} owner */
const isComplaint = ({ kind }) => kind === "symptom";

/**
 * Whether words hold the segments of a print, in their order and not far apart.
 * @param {string[]} typed @param {string[][]} segments @param {number} from @param {number} to  where it may begin
 */
const holds = (typed, segments, from = 0, to = typed.length) => {
  const [first, ...others] = segments;
  for (let at = from; at < to && at <= typed.length - first.length; at++) {
    if (!first.every((word, i) => typed[at + i] === word)) continue;
    const next = at + first.length;
    if (!others.length || holds(typed, others, next, next + PRINTED_GAP)) return true;
  }
  return false;
};
/**
 * What programs print, found word by word.
 * @param {Knowledge} known @param {string} line @returns {{print: Print, strength: number}[]}
 */
const printsIn = (known, line) => {
  const typed = words(line);
  const asked = new Set([...new Set(typed)].flatMap((word) => known.printed.get(word) ?? []));
  const found = [...asked].filter(({ segments }) => holds(typed, segments));
  const size = typed.join("").length;
  return found.flatMap((print) => {
    const letters = print.segments.flat().join("").length;
    const isWhole = letters > size * 0.8;
    if (letters < PRINTED_LETTERS && !isWhole) return [];
    return [{ print, strength: PRINTED_LINE + PRINTED_MORE * Math.min(letters, 90) }];
  });
};

/** How final an answer is. @param {string} found */
const finality = (found) =>
  /^40[17]$/.test(found) ? FINAL_CHALLENGE : found >= "300" ? FINAL_FAILURE : found >= "200" ? FINAL_SUCCESS : 0;

/** @param {Sign[]} signs */
const strongestFirst = (signs) =>
  signs.sort((a, b) => b.strength - a.strength || (a.strength >= SENT ? b.place - a.place : a.place - b.place));

/**
 * Makes the reader of signs.
 * @param {Knowledge} known
 * @returns {(query: string) => {signs: Sign[], rest: string}}  the strongest first, and the text without them
 */
export const reader = (known) => {
  const rules = [sections, statusLines, noise, causes, headerFields, classes, numbers].flatMap((make) => make(known));
  return (query) => {
    const text = query
      .normalize("NFKC")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/[\u201c-\u201f\u00ab\u00bb]/g, '"')
      .replace(INVISIBLE, "")
      .replace(/^\s*([1-6])\s(\d)\s(\d)\s*$/, "$1$2$3");
    /** @type {Sign[]} */
    const signs = [];
    let start = 0;
    for (const line of known.printed.size ? text.split(/(?=[⏎\n])/) : []) {
      for (const { print, strength } of printsIn(known, line)) {
        const place = start + Math.max(0, line.indexOf(print.text.split("…", 1)[0].trim()));
        signs.push({ codes: [print.code], why: { kind: "name", text: print.text }, strength, place });
      }
      start += line.length;
    }
    if (!/[\d:_@.§]/.test(text)) return { signs: strongestFirst(signs), rest: text };
    let rest = text;
    for (const [pattern, strength, codes] of rules)
      rest = rest.replace(pattern, (match, ...groups) => {
        if (codes && strength) {
          const at = groups.findIndex((group) => typeof group === "number");
          const found = codes(...groups.slice(0, at));
          if (!found) return match;
          const sign = Array.isArray(found) ? { codes: found } : found;
          if (sign.codes.length) signs.push({ ...sign, strength, place: groups[at] });
        }
        return " ".repeat(match.length);
      });
    const tidy = query.replace(/\s+/g, " ").toLowerCase();
    for (const sign of signs) {
      if (sign.strength >= SENT) sign.strength += finality(sign.codes[0]);
      const phrase = known.entryOf(sign.codes[0])?.phrase;
      if (sign.strength === BARE && phrase && tidy.includes(phrase.toLowerCase())) sign.strength = WITH_PHRASE;
    }
    return { signs: strongestFirst(signs), rest };
  };
};
