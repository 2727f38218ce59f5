// From what was read to what is understood: messages, lanes, calls and the calls that are one.
import { parseMessage } from "../message/parse.js";
import { callsIn, ordered } from "./calls.js";
import { joinLegs } from "./legs.js";

/** @import { Message, Reading, Trace, Verdict } from "../types.d.ts" */

/** Messages between two pauses. */
const SLICE = 400;

/** Adds a doubt, which leaves nothing certain. @param {Verdict} verdict @param {string} doubt */
const doubted = (verdict, doubt) => {
  if (!verdict.doubts.includes(doubt)) verdict.doubts.push(doubt);
  if (verdict.certainty === "sure") verdict.certainty = "likely";
};

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
  // what was not printed may be the answer that decided
  if (reading.unread.unprinted) for (const { verdict } of calls) doubted(verdict, "gap");
  return { reading, messages, calls, lanes, joined: yield* joinLegs(calls) };
};
