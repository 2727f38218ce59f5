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
  const { messages, lanes, isTimed } = yield* ordered(parsed);
  yield;
  const calls = yield* callsIn(messages, lanes, isTimed);
  yield;
  return { reading, messages, calls, lanes, joined: joinLegs(calls) };
};
