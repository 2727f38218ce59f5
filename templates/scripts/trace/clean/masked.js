// The masked copy of a trace, understood once more: what is told of it holds nobody.
import { callsIn, ordered } from "../call/calls.js";
import { joinLegs } from "../call/legs.js";
import { parseMessage } from "../message/parse.js";
import { clean } from "./clean.js";

/**
 * @import { Message, Trace } from "../types.d.ts"
 * @import { Clean } from "./clean.js"
 */

/** Messages between two pauses. */
const SLICE = 400;

/** Yields now and then. @param {Trace} trace @returns {Generator<undefined, Clean & {trace: Trace}>} */
export const masked = function* (trace) {
  const made = yield* clean(trace);
  /** @type {Message[]} */
  const parsed = [];
  for (const [index, { text, from, to, message }] of made.cleaned.entries()) {
    if (index % SLICE === SLICE - 1) yield;
    // what was guessed of the ends is guessed again
    const { cut } = message;
    const again = parseMessage({ ...cut, text, from: cut.from && from, to: cut.to && to });
    if (again) parsed.push({ ...again, time: message.time });
  }
  const { messages, lanes, isTimed } = yield* ordered(parsed);
  const calls = yield* callsIn(messages, lanes, isTimed);
  return { ...made, trace: { ...trace, messages, lanes, calls, joined: yield* joinLegs(calls) } };
};
