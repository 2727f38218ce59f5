// The index of the search as sipcodes/data/search_columns.py declares it.
// Made by: .venv/bin/python -m sipcodes.data.search_columns > templates/scripts/types.d.ts

/** By field, the texts of all rows with `~` between. Texts of one row have `|` between. */
export type Columns<Row> = { [Field in keyof Row]: string };

/** A registered code. */
export interface CodeRow {
  /** its three digits */
  number: string;
  /** its reason phrase */
  phrase: string;
  /** texts: old, variant and wrong phrases */
  former: string;
  /** what it means, in a few words of the language */
  remark: string;
  /** texts of compared words: what people type, in the language */
  own: string;
  /** texts: places in RFCs, `3262 3`, in RFC 3261 `21.4.24`; the first defines it */
  cited: string;
}

/** A class of codes. */
export interface ClassRow {
  /** `4xx` */
  code: string;
  /** its name in RFC 3261 */
  phrase: string;
  /** its name in the language */
  remark: string;
  /** as of a code */
  own: string;
  /** texts of compared words: what people type in other languages */
  other: string;
  /** as of a code */
  cited: string;
  /** the code as which one of this class is treated that nobody knows (RFC 3261 §8.1.3.2) */
  unknown: string;
}

/** A code that is not registered. */
export interface OtherRow {
  /** the number as it is shown */
  number: string;
  /** its key */
  code: string;
  /** its phrase, or nothing */
  phrase: string;
  /** as of a code */
  former: string;
  /** as of a code */
  remark: string;
  /** as of a code */
  own: string;
  /** as of a code */
  cited: string;
}

/** A cause of Q.850. */
export interface CauseRow {
  /** 1 to 127 */
  number: string;
  /** its name in Q.850 */
  phrase: string;
  /** texts: what programs call it */
  former: string;
  /** what it means, in the language */
  remark: string;
  /** as of a code */
  own: string;
  /** the codes it leads to, likeliest first, with spaces between; after `=` if no RFC tells them */
  codes: string;
}

/** A complaint. */
export interface SymptomRow {
  /** `no-sound` of the page `symptom-no-sound.html` */
  key: string;
  /** its title, in the language */
  phrase: string;
  /** as of a code */
  own: string;
  /** as of a cause */
  codes: string;
}

/** What the list of answers says; `{text}` and the like are filled in by the page. */
export interface Labels {
  /** that nothing was found */
  none: string;
  /** that a number is none of a response */
  outside: string;
  /** that there is one answer */
  one: string;
  /** how many answers there are: `{count}` */
  many: string;
  /** that no answer to a paste is certain */
  unsure: string;
  /** in place of a number */
  complaint: string;
  /** of a number that is no code: it is treated as `{first}` */
  unknown: string;
  /** read from a line of a paste, `{text}` */
  line: string;
  /** found by an old or wrong phrase, `{text}` */
  former: string;
  /** found by what programs print */
  name: string;
  /** found by a cause of Q.850 */
  cause: string;
  /** found by a header field */
  header: string;
  /** found by a complaint */
  symptom: string;
  /** found by a word */
  word: string;
  /** found by a section */
  rfc: string;
}

/** Words beside a number that say what it is, in every language: people mix them. */
export interface Signs {
  /** before a section of an RFC */
  section: string;
  /** before a code */
  told: string;
  /** before the name of a telephone or a channel, which looks like a code */
  named: string;
  /** before a quoted name that is no code */
  account: string;
  /** before a number that counts or identifies and is no code */
  counter: string;
  /** after a number that measures and is no code */
  unit: string;
  /** how the months begin, before a day */
  month: string;
  /** for a class of codes: `class 4`, `400 class` */
  category: string;
  /** for a class of codes, after its number only: `400 range` */
  group: string;
  /** between the first and the last code of a class */
  upto: string;
  /** for a cause of Q.850 */
  cause: string;
  /** between the word for a cause and its number */
  number: string;
}

/** What `window.sipIndex` holds, for the pages of one language. */
export interface SearchIndex {
  /** A registered code. */
  codes: Columns<CodeRow>;
  /** A class of codes. */
  classes: Columns<ClassRow>;
  /** A code that is not registered. */
  others: Columns<OtherRow>;
  /** A cause of Q.850. */
  causes: Columns<CauseRow>;
  /** A complaint. */
  symptoms: Columns<SymptomRow>;
  /** the lowest and the highest warning, then the codes that carry them, with spaces between */
  warnings: string;
  /** texts `Allow=405`: header fields and option tags, and their codes */
  deciding: string;
  /** texts `2543=100 180`: RFCs that newer ones replaced, and their codes */
  obsolete: string;
  /** texts: header fields that lead nowhere */
  passing: string;
  /** What the list of answers says; `{text}` and the like are filled in by the page. */
  labels: Labels;
  /** the name of the page of all codes */
  overview: string;
  /** the name of the page of complaints */
  complaints: string;
  /** the name of the page of other numbers */
  unregistered: string;
  /** codes, the commonest first, with spaces between */
  common: string;
  /** Words beside a number that say what it is, in every language: people mix them. */
  signs: Signs;
  /** words that say nothing about what is looked for, with spaces between */
  stop: string;
  /** texts: words for the same thing, with spaces between */
  alike: string;
  /** texts `caller-id=30 31`: symptoms, and what is keyed in between * and # for their services */
  services: string;
  /** words by which somebody complains, with spaces between */
  complaining: string;
  /** stop words that say who and which way, with spaces between */
  bearing: string;
  /** parts of verbs that may stand alone behind them, with spaces between */
  separable: string;
  /** of each code its verdict, in order, with spaces between */
  verdicts: string;
  /** texts `path=Cause along the route`: what verdicts and the group of `codes` are called, and what was `read` */
  told: string;
}

/** What else leads to a code. */
export interface MoreOfCode {
  /** texts: what programs print beside it */
  printed: string;
  /** as of a code: more of them */
  own: string;
}

/** What else leads to a code that is not registered, or to a cause: of these nothing is learned. */
export interface MoreOfOther {
  /** texts of compared words: what people type in other languages */
  other: string;
}

/** What the search has learned, `content/learned.<language>.tsv`: which roots speak for which answers. */
export interface LearnedModel {
  /** codes of answers, the one of whom most speak first, with spaces between */
  answers: string;
  /** the letter of each answer */
  letters: string;
  /** roots and their pieces, sorted: how many letters are those of the one before, A for none, and the others */
  roots: string;
  /** two roots that stand near, four letters each: the place of either by 64, and what is left, 0 for none */
  pairs: string;
  /** of each root, piece and pair the letters of the answers it speaks for or against, with spaces between */
  speaks: string;
  /** of each letter of `speaks` how much, as a letter: m is nothing, n a little for, l against */
  much: string;
}

/** What `window.sipMore` holds: what only pastes and rare words need. Its rows are those of the index, in order. */
export interface MoreIndex {
  /** What else leads to a code. */
  codes: Columns<MoreOfCode>;
  /** What else leads to a code that is not registered, or to a cause: of these nothing is learned. */
  others: Columns<MoreOfOther>;
  /** What else leads to a code that is not registered, or to a cause: of these nothing is learned. */
  causes: Columns<MoreOfOther>;
  /** texts `NAME=487 603`: names that programs print for causes, and their codes */
  names: string;
  /** texts `510559=403`: numbers that products show beside a code, and their codes */
  numbers: string;
  /** texts `No … found=403`: what programs print, `…` for what varies, and the code or symptom */
  prints: string;
  /** What the search has learned, `content/learned.<language>.tsv`: which roots speak for which answers. */
  learned: LearnedModel;
}

declare global {
  interface Window {
    /** set by the script of the index, which the page loads on first use */
    sipIndex?: SearchIndex;
    /** set by the script of the rest, which the page loads when the index has no certain answer */
    sipMore?: MoreIndex;
  }
}
