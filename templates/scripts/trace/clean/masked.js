// The masked copy of a trace, understood once more: what is told of it holds nobody.
import { callsIn, ordered } from "../call/calls.js";
import { joinLegs } from "../call/legs.js";
import { finished } from "../finished.js";
import { parseMessage } from "../message/parse.js";
import { clean } from "./clean.js";

/** @import { Trace } from "../types.d.ts" */

/** @param {Trace} trace */
export const masked = (trace) => {
  const made = clean(trace);
  const parsed = made.cleaned.flatMap(({ text, from, to, message }) => {
    // what was guessed of the ends is guessed again
    const { cut } = message;
    const again = parseMessage({ ...cut, text, from: cut.from && from, to: cut.to && to });
    return again ? [{ ...again, time: message.time }] : [];
  });
  const { messages, lanes, isTimed } = finished(ordered(parsed));
  const calls = finished(callsIn(messages, lanes, isTimed));
  return { ...made, trace: { ...trace, messages, lanes, calls, joined: finished(joinLegs(calls)) } };
};
