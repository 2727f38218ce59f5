// From what was read to what is understood: messages, lanes, calls and the calls that are one.
import { parseMessage } from "../message/parse.js";
import { callsIn, ordered } from "./calls.js";
import { joinLegs } from "./legs.js";

/** @import { Message, Reading, Trace } from "../types.d.ts" */

/** Messages between two pauses. */
const SLICE = 400;

/** Understands a reading; yields now and then. @param {Reading} reading @returns {Generator<undefined, Trace>} */
export const understanding = function* (reading) {
  /** @type {Message[]} */
  const parsed = [];
  for (let index = 0; index < reading.cuts.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const message = parseMessage(reading.cuts[index]);
    if (message) parsed.push(message);
    else reading.unread.message = (reading.unread.message ?? 0) + 1;
  }
  const { messages, lanes, isTimed } = ordered(parsed);
  yield;
  const calls = callsIn(messages, lanes, isTimed);
  yield;
  return { reading, messages, calls, lanes, joined: joinLegs(calls) };
};

/** Runs what yields to its end. @template T @param {Generator<undefined, T>} steps @returns {T} */
export const finished = (steps) => {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};
