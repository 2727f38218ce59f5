// Undoes what pages, mail and loggers have done to a trace, before anything is looked for in it.

/**
 * Lines, and for each the line of the paste on which it stood.
 * @typedef {{lines: string[], at: number[], repairs: Record<string, number>, unread: Record<string, number>}} Mended
 */

const ESCAPE = "\x1b";
const COLOUR = new RegExp(`${ESCAPE}\\[[0-9;]*[A-Za-z]`, "g");
const LOST_COLOUR = /^\[(?:\d{1,3}(?:;\d{1,3}){0,4})?m/;
const ENTITY = /&(lt|gt|amp|quot|colon|apos|nbsp|commat|sol|#x?[0-9a-f]{1,6});/gi;
const ENTITIES = new Map(
  Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', colon: ":", apos: "'", nbsp: " ", commat: "@", sol: "/" }),
);
const BREAK = /\r\n|\n|\r/g;
const FOLDED = /(?:#015)?#012|<013><010>|<CR><LF>|(?:\\r)?\\n/g;
const IS_FOLDED = /#012|<013><010>|<CR><LF>|\\r\\n|SIP\/2\.0(?:\\n|[^"\n]{0,200}\\n[A-Z])/;
/** Longer lines are read as far as that. */
const LONGEST_LINE = 100000;
/** What share of the lines must have a mark before it is taken for one of the page. */
const NEARLY_ALL = 0.9;
/** So many lines tell what has been done to all. */
const SAMPLE = 5000;
/** Lines between two pauses. */
const SLICE = 10000;
/** An address that a page or tracker has made a link: its text is what stood there. */
const LINKED = /\[([^[\]\s]{1,200})\]\(mailto:[^()\s]{1,200}\)/g;
/** The line by which ngrep announces a packet; without `-W byline` rows of one width follow, two spaces before each. */
const NGREP = /^[UT] .{0,80}-> \S+:\d+/;
const ROW = /^ {2,}\S/;
const MOST_ROWS = 1000;
/** What ngrep prints for the end of a line, as it prints it for all that is no letter. */
const DOTS = /\.\.(?=$|\.\.|[A-Za-z][\w-]{0,40}: |[a-z]=)/;

/** @param {string} whole @param {string} name */
const entity = (whole, name) => {
  const key = name.toLowerCase();
  if (!key.startsWith("#")) return ENTITIES.get(key) ?? whole;
  const point = key[1] === "x" ? Number.parseInt(key.slice(2), 16) : Number.parseInt(key.slice(1), 10);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "";
};

/** @param {string[]} sample @param {(line: string) => boolean} is */
const nearlyAll = (sample, is) => {
  const filled = sample.filter((line) => line.trim());
  return filled.length > 3 && filled.filter(is).length >= filled.length * NEARLY_ALL;
};

/** A row of a table without the one or two bars at its end. @param {string} line */
const withoutBars = (line) => {
  const shorn = (/** @type {string} */ text) => (text.endsWith("|") ? text.slice(0, -1).trimEnd() : text);
  return shorn(shorn(line.trimEnd()));
};

/** Whether lines are numbered: a number before nearly each, mostly one more than before. @param {string[]} sample */
const areNumbered = (sample) => {
  let before = Number.NaN;
  let rises = 0;
  let filled = 0;
  for (const line of sample) {
    if (!line.trim()) continue;
    filled++;
    const number = Number(/^\s*(\d{1,7})(?:\.|->|:|\||\t| |$)/.exec(line)?.[1] ?? Number.NaN);
    if (number === before + 1) rises++;
    before = number;
  }
  return filled > 5 && rises >= filled * 0.8;
};

/**
 * What a page, mail or editor puts at nearly each line: how that is known, and the line without it.
 * @type {{name: string, have: (sample: string[]) => boolean, without: (line: string) => string}[]}
 */
const MARKS = [
  {
    name: "quotes",
    have: (sample) => nearlyAll(sample, (line) => /^> ?/.test(line)),
    without: (line) => line.replace(/^> ?/, ""),
  },
  {
    name: "dashes",
    have: (sample) => nearlyAll(sample, (line) => /^\s{0,3}- /.test(line) || line.trim() === "-"),
    without: (line) => line.replace(/^\s{0,3}- ?/, ""),
  },
  {
    name: "bars",
    have: (sample) => nearlyAll(sample, (line) => line.trimEnd().endsWith("|")),
    without: (line) => withoutBars(line.replace(/^\|\s*\d+\s*\| ?/, "")),
  },
  {
    name: "numbers",
    have: areNumbered,
    without: (line) => line.replace(/^\s*\d{1,7}(?:\.|->|:|\|)?(?: |\t|$)/, ""),
  },
];

/** The lines in rows of ngrep: those of a message, or the rows themselves. @param {string[]} rows */
const unrolled = (rows) => {
  const parts = rows.map((row) => row.slice(2)).join("").split(DOTS);
  return parts.length > 1 ? parts : rows;
};

/** Mends a paste; yields now and then. @param {string} text @returns {Generator<undefined, Mended>} */
export const mend = function* (text) {
  /** @type {Record<string, number>} */
  const repairs = {};
  /** @param {string} name */
  const note = (name) => {
    repairs[name] = (repairs[name] ?? 0) + 1;
  };
  /** @type {Record<string, number>} */
  const unread = {};
  const [whole, places] = yield* linesOf(text, unread);
  let sample = whole.slice(0, SAMPLE);
  const marks = MARKS.filter(({ name, have, without }) => {
    if (!have(sample)) return false;
    sample = sample.map(without);
    note(name);
    return true;
  });
  const start = text.slice(0, 200000);
  const hasEntities = /&lt;(?:sips?:|tel:|---)|&quot;|&#x?0?d;|&#x?0?a;|&colon;/i.test(start);
  const hasColour = text.includes(ESCAPE) || /^\[\d\d?(?:;\d\d?)?m/m.test(start);
  /** @param {string} name @param {string} line @param {string} plain */
  const become = (name, line, plain) => {
    if (plain !== line) note(name);
    return plain;
  };
  /** A line as it was. @param {string} given */
  const mended = (given) => {
    let line = given;
    for (const { without } of marks) line = without(line);
    if (hasColour) line = become("colours", line, line.replace(COLOUR, "").replace(LOST_COLOUR, ""));
    if (hasEntities && line.includes("&")) line = become("entities", line, line.replace(ENTITY, entity));
    if (line.includes("](mailto:")) line = become("links", line, line.replace(LINKED, "$1"));
    if (line.endsWith("^M")) line = line.slice(0, -2);
    if (line.includes("\0")) line = line.replaceAll("\0", "");
    const repeated = line.includes("message repeated ") && /message repeated \d+ times: \[ ?(.*)\]\s*$/.exec(line);
    return repeated ? become("repeated", line, repeated[1]) : line;
  };
  /** @type {string[]} */
  const lines = [];
  /** @type {number[]} */
  const at = [];
  /** @param {string[]} parts @param {number} place */
  const add = (parts, place) => {
    for (const part of parts) {
      lines.push(part);
      at.push(place);
    }
  };
  let isRolled = false;
  for (let index = 0; index < whole.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const line = mended(whole[index]);
    if (/^`{3}\w*\s*$/.test(line)) {
      note("fences");
      continue;
    }
    const place = places[index];
    if (isRolled && ROW.test(line)) {
      const rows = [line];
      while (rows.length < MOST_ROWS && index + 1 < whole.length && ROW.test(mended(whole[index + 1])))
        rows.push(mended(whole[++index]));
      add(unrolled(rows), place);
    } else if (!isJson(line) && IS_FOLDED.test(line)) {
      note("folded");
      add(line.replaceAll("#011", "\t").split(FOLDED), place);
    } else add([line], place);
    isRolled = NGREP.test(line);
  }
  if (!areDoubled(lines)) return { lines, at, repairs, unread };
  note("doubled");
  return { ...(yield* undoubled(lines, at)), repairs, unread };
};

/** @param {string} line */
const isLong = (line) => line.length > LONGEST_LINE;
/** JSON keeps its escapes, which its own reader undoes. @param {string} line */
const isJson = (line) => /^\s*[{["]/.test(line);

/**
 * The lines of a text, and where each stands; none of them is long: one that holds many is parted, what others have too
 * much is left out and counted.
 * @param {string} text @param {Record<string, number>} unread @returns {Generator<undefined, [string[], number[]]>}
 */
export const linesOf = function* (text, unread) {
  /** @type {string[]} */
  const lines = [];
  /** @type {number[]} */
  const at = [];
  let place = 0;
  /** @param {string} line */
  const add = (line) => {
    if (isLong(line)) unread.long = (unread.long ?? 0) + 1;
    lines.push(line.slice(0, LONGEST_LINE));
    at.push(place);
  };
  for (let from = text.startsWith("\uFEFF") ? 1 : 0; from <= text.length;) {
    BREAK.lastIndex = from;
    const found = BREAK.exec(text);
    const line = text.slice(from, found?.index);
    from = found ? BREAK.lastIndex : text.length + 1;
    place++;
    if (place % SLICE === SLICE - 1) yield;
    if (!isLong(line) || isJson(line) || !IS_FOLDED.test(line.slice(0, LONGEST_LINE))) {
      add(line);
      continue;
    }
    let start = 0;
    for (const { 0: fold, index: end } of line.matchAll(FOLDED)) {
      add(line.slice(start, end));
      start = end + fold.length;
      if (lines.length % SLICE === SLICE - 1) yield;
    }
    add(line.slice(start));
  }
  return [lines, at];
};

/** Whether an empty line follows nearly each line that is not empty. @param {string[]} lines */
const areDoubled = (lines) => {
  let filled = 0;
  let followed = 0;
  for (let index = 0; index + 1 < Math.min(lines.length, SAMPLE); index++) {
    if (!lines[index].trim()) continue;
    filled++;
    if (!lines[index + 1].trim()) followed++;
  }
  return filled > 8 && followed >= filled * NEARLY_ALL;
};

/**
 * Lines without the empty ones between them.
 * @param {string[]} lines @param {number[]} at @returns {Generator<undefined, Pick<Mended, "lines" | "at">>}
 */
const undoubled = function* (lines, at) {
  /** @type {Pick<Mended, "lines" | "at">} */
  const kept = { lines: [], at: [] };
  for (let index = 0; index < lines.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    if (!lines[index].trim() && lines[index - 1]?.trim()) continue;
    kept.lines.push(lines[index]);
    kept.at.push(at[index]);
  }
  return kept;
};
