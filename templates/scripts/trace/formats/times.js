// Finds the time in a line of a log. Zones are heeded where they are written; without one, a day counts as UTC, as only
// differences matter.

/**
 * @import { Clock } from "../types.d.ts"
 * @typedef {{time: number | null, clock: Clock}} Moment
 */

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const CLOCK = "(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,:](\\d{1,9}))?";
const ISO = new RegExp(`(\\d{4})[-/.]?(\\d\\d)[-/.]?(\\d\\d)[T _-]${CLOCK}(?: ?(Z|[+-]\\d\\d:?\\d\\d))?`);
const DAY_FIRST = new RegExp(`(\\d\\d)[-/](\\d\\d)[-/](\\d{4})[ -]${CLOCK}`);
const NAMED = new RegExp(`(?<![A-Za-z])(${MONTHS.match(/.../g)?.join("|")}) +(\\d{1,2}),? (?:(\\d{4}),? )?${CLOCK}`);
const NAMED_YEAR = new RegExp(
  `(?<![A-Za-z])(${MONTHS.match(/.../g)?.join("|")}) +(\\d{1,2}) ${CLOCK} (?:[A-Z]{3,4} )?(\\d{4})`,
);
const AUDIOCODES = new RegExp(`(\\d\\d)-(\\d\\d)@${CLOCK}`);
const ALONE = new RegExp(`(?<![\\d:.])${CLOCK}(?!\\d|:\\d)`);
const EPOCH = /(?<![\d.])(1\d{9})(?:\.(\d{1,9})|(\d{3}))?(?![\d.])/;
/** A year without a 29th of February, for logs that write none. */
const SOME_YEAR = 2001;
/** @type {Moment} */
export const NO_TIME = { time: null, clock: "none" };

/** @param {string | undefined} digits */
const fraction = (digits) => (digits ? Number(`0.${digits}`) : 0);
/**
 * @param {number} year
 * @param {number} month
 * @param {number} day
 * @param {string[]} clock  hours, minutes, seconds, fraction
 */
const onDay = (year, month, day, [hours, minutes, seconds, rest]) =>
  Date.UTC(year, month - 1, day, Number(hours), Number(minutes), Number(seconds)) / 1000 + fraction(rest);
/** @param {string | undefined} zone */
const offset = (zone) => {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone ?? "") ?? [];
  return sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60) : 0;
};
/** @param {string} name */
const monthOf = (name) => MONTHS.indexOf(name) / 3 + 1;

/** The first time that a line tells. @param {string} text @returns {Moment} */
export const momentIn = (text) => {
  const line = text.length > 400 ? text.slice(0, 400) : text;
  let found = ISO.exec(line);
  if (found) {
    const [, year, month, day, ...clock] = found;
    return { time: onDay(Number(year), Number(month), Number(day), clock) - offset(clock[4]), clock: "date" };
  }
  found = DAY_FIRST.exec(line);
  if (found) {
    const [, day, month, year, ...clock] = found;
    return { time: onDay(Number(year), Number(month), Number(day), clock), clock: "date" };
  }
  found = NAMED_YEAR.exec(line);
  if (found)
    return { time: onDay(Number(found[7]), monthOf(found[1]), Number(found[2]), found.slice(3, 7)), clock: "date" };
  found = NAMED.exec(line);
  if (found) {
    const [, month, day, year, ...clock] = found;
    return { time: onDay(Number(year ?? SOME_YEAR), monthOf(month), Number(day), clock), clock: "date" };
  }
  found = AUDIOCODES.exec(line);
  if (found) return { time: onDay(SOME_YEAR, Number(found[2]), Number(found[1]), found.slice(3)), clock: "date" };
  found = ALONE.exec(line);
  if (found) {
    const [, hours, minutes, seconds, rest] = found;
    return { time: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + fraction(rest), clock: "day" };
  }
  found = EPOCH.exec(line);
  if (found) return { time: Number(found[1]) + fraction(found[2] ?? found[3]), clock: "date" };
  return NO_TIME;
};
