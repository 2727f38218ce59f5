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
const FOLDED = /(?:#015)?#012|<013><010>|<CR><LF>|(?:\\r)?\\n/g;
const IS_FOLDED = /#012|<013><010>|<CR><LF>|\\r\\n|SIP\/2\.0(?:\\n|[^"\n]{0,200}\\n[A-Z])/;
/** Longer lines are read as far as that. */
const LONGEST_LINE = 100000;
/** What share of the lines must have a mark before it is taken for one of the page. */
const NEARLY_ALL = 0.9;
/** So many lines tell what has been done to all. */
const SAMPLE = 5000;
/** Lines between two pauses. */
const SLICE = 20000;

/** @param {string} whole @param {string} name */
const entity = (whole, name) => {
  const key = name.toLowerCase();
  if (!key.startsWith("#")) return ENTITIES.get(key) ?? whole;
  const point = key[1] === "x" ? Number.parseInt(key.slice(2), 16) : Number.parseInt(key.slice(1), 10);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "";
};

/** @param {string[]} lines @param {(line: string) => boolean} is */
const nearlyAll = (lines, is) => {
  let filled = 0;
  let found = 0;
  for (const line of lines.slice(0, SAMPLE)) {
    if (!line.trim()) continue;
    filled++;
    if (is(line)) found++;
  }
  return filled > 3 && found >= filled * NEARLY_ALL;
};

/** A row of a table without the one or two bars at its end. @param {string} line */
const withoutBars = (line) => {
  const shorn = (/** @type {string} */ text) => (text.endsWith("|") ? text.slice(0, -1).trimEnd() : text);
  return shorn(shorn(line.trimEnd()));
};

/** Whether the lines are numbered: a number before nearly each, mostly one more than before. @param {string[]} lines */
const areNumbered = (lines) => {
  let before = Number.NaN;
  let rises = 0;
  let filled = 0;
  for (const line of lines.slice(0, SAMPLE)) {
    if (!line.trim()) continue;
    filled++;
    const number = Number(/^\s*(\d{1,7})(?:\.|->|:|\||\t| |$)/.exec(line)?.[1] ?? Number.NaN);
    if (number === before + 1) rises++;
    before = number;
  }
  return filled > 5 && rises >= filled * 0.8;
};

/** Mends a paste; yields now and then. @param {string} text @returns {Generator<undefined, Mended>} */
export const mend = function* (text) {
  /** @type {Record<string, number>} */
  const repairs = {};
  /** @param {string} name @param {number} [count] */
  const note = (name, count = 1) => {
    repairs[name] = (repairs[name] ?? 0) + count;
  };
  /** @type {Record<string, number>} */
  const unread = {};
  let lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  let at = lines.map((_, index) => index + 1);
  yield;
  if (lines.some(isLong)) [lines, at] = yield* shortened(lines, unread);

  if (nearlyAll(lines, (line) => /^> ?/.test(line))) {
    lines = lines.map((line) => line.replace(/^> ?/, ""));
    note("quotes");
  }
  if (nearlyAll(lines, (line) => /^\s{0,3}- /.test(line) || line.trim() === "-")) {
    lines = lines.map((line) => line.replace(/^\s{0,3}- ?/, ""));
    note("dashes");
  }
  if (nearlyAll(lines, (line) => line.trimEnd().endsWith("|"))) {
    lines = lines.map((line) => withoutBars(line.replace(/^\|\s*\d+\s*\| ?/, "")));
    note("bars");
  }
  if (areNumbered(lines)) {
    lines = lines.map((line) => line.replace(/^\s*\d{1,7}(?:\.|->|:|\|)?(?: |\t|$)/, ""));
    note("numbers");
  }
  const sample = text.slice(0, 200000);
  const hasEntities = /&lt;(?:sips?:|tel:|---)|&quot;|&#x?0?d;|&#x?0?a;|&colon;/i.test(sample);
  const hasColour = text.includes(ESCAPE) || /^\[\d\d?(?:;\d\d?)?m/m.test(sample);
  /** @type {string[]} */
  const unfolded = [];
  /** @type {number[]} */
  const places = [];
  for (let index = 0; index < lines.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    let line = lines[index];
    if (hasColour) {
      const plain = line.replace(COLOUR, "").replace(LOST_COLOUR, "");
      if (plain !== line) note("colours");
      line = plain;
    }
    if (hasEntities && line.includes("&")) {
      const plain = line.replace(ENTITY, entity);
      if (plain !== line) note("entities");
      line = plain;
    }
    if (line.endsWith("^M")) line = line.slice(0, -2);
    if (line.includes("\0")) line = line.replaceAll("\0", "");
    if (/^`{3}\w*\s*$/.test(line)) {
      note("fences");
      continue;
    }
    const repeated = line.includes("message repeated ") && /message repeated \d+ times: \[ ?(.*)\]\s*$/.exec(line);
    if (repeated) {
      line = repeated[1];
      note("repeated");
    }
    if (!isJson(line) && IS_FOLDED.test(line)) {
      const parts = line.replaceAll("#011", "\t").split(FOLDED);
      note("folded");
      for (const part of parts) {
        unfolded.push(part);
        places.push(at[index]);
      }
    } else {
      unfolded.push(line);
      places.push(at[index]);
    }
  }
  lines = unfolded;
  at = places;

  if (areDoubled(lines)) {
    const kept = lines.map((_, index) => index).filter((index) => lines[index].trim() || !lines[index - 1]?.trim());
    at = kept.map((index) => at[index]);
    lines = kept.map((index) => lines[index]);
    note("doubled");
  }
  return { lines, at, repairs, unread };
};

/** @param {string} line */
const isLong = (line) => line.length > LONGEST_LINE;
/** JSON keeps its escapes, which its own reader undoes. @param {string} line */
const isJson = (line) => /^\s*[{["]/.test(line);

/**
 * Lines of which none is long: one that holds many is parted, what others have too much is left out and counted.
 * @param {string[]} whole @param {Record<string, number>} unread @returns {Generator<undefined, [string[], number[]]>}
 */
const shortened = function* (whole, unread) {
  /** @type {string[]} */
  const lines = [];
  /** @type {number[]} */
  const at = [];
  /** @param {string} line @param {number} index */
  const add = (line, index) => {
    if (isLong(line)) unread.long = (unread.long ?? 0) + 1;
    lines.push(line.slice(0, LONGEST_LINE));
    at.push(index + 1);
  };
  for (const [index, line] of whole.entries()) {
    let from = 0;
    if (isLong(line) && !isJson(line) && IS_FOLDED.test(line.slice(0, LONGEST_LINE))) {
      for (const { 0: fold, index: end } of line.matchAll(FOLDED)) {
        add(line.slice(from, end), index);
        from = end + fold.length;
        if (lines.length % SLICE === SLICE - 1) yield;
      }
    }
    add(line.slice(from), index);
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
