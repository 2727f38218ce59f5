// Registrations (RFC 3261 §10): granted, refused, over too early.
import { finalOf } from "../call/transactions.js";
import { header, param, values } from "../message/parse.js";
import { challengeOf } from "./challenge.js";
import { between, outcome, rounded, seen, silent } from "./draft.js";

/**
 * @import { Call, Message } from "../types.d.ts"
 * @import { Transaction } from "../call/transactions.js"
 * @import { Draft } from "./draft.js"
 */

/** Seconds by which a renewal may be late without harm. */
const GRACE = 1;

/**
 * For how long a message asks or grants, or -1: an answer lists the other phones of the account too (RFC 3261 §10.3).
 * @param {Message} message @param {?Message} request
 */
const lifetime = (message, request) => {
  const contacts = values(message, "contact");
  const place = request && /<([^>;]+)/.exec(header(request, "contact"))?.[1];
  const own =
    contacts.find((value) => place && value.includes(place)) ?? (contacts.length === 1 ? contacts[0] : "");
  const seconds = Number.parseInt(param(own.slice(own.indexOf(">") + 1), "expires") || header(message, "expires"), 10);
  return Number.isFinite(seconds) ? seconds : -1;
};

/** @param {Call} call @param {Transaction[]} parts @param {Transaction[]} entry @returns {Draft} */
export const registrationOf = (call, parts, entry) => {
  const rounds = [...entry].sort((one, other) => one.cseq - other.cseq);
  const last = rounds.at(-1);
  const final = last && finalOf(last);
  if (!last) return { key: "unclear", evidence: seen(call.messages[0]) };
  if (!final) {
    const granted = rounds.some((round) => (finalOf(round)?.status ?? 0) === 200);
    const quiet = silent(call, [last]);
    return granted ? { ...quiet, doubts: ["ends", ...(quiet.doubts ?? [])] } : quiet;
  }
  if (final.status >= 300) return challengeOf(entry, parts) ?? outcome(final, last);
  const asked = last.request ? lifetime(last.request, last.request) : -1;
  const granted = lifetime(final, last.request);
  const early = earlyEnd(call, rounds);
  const base = {
    code: final.status,
    decider: final.source,
    isOrigin: true,
    evidence: seen(final, "contact", "expires"),
    values: { asked: String(asked), granted: String(granted) },
  };
  const doubts = last.request ? [] : ["no-request"];
  if (early)
    return {
      ...base,
      key: "expires-early",
      doubts: early.isNext ? doubts : [...doubts, "gap"],
      evidence: [...seen(early.answer, "contact", "expires"), ...seen(early.next)],
      values: { ...base.values, granted: String(early.granted), seconds: rounded(early.seconds) },
    };
  // a list of one line a packet does not tell whether a phone came or went
  if (asked < 0 && granted < 0) return { ...base, key: "accepted", doubts, values: { method: "REGISTER" } };
  if (asked === 0 || granted === 0) return { ...base, key: "unregistered", doubts };
  const isRenewal = rounds.slice(0, -1).some((round) => finalOf(round)?.status === 200);
  if (call.isTimed || !isRenewal) return { ...base, key: "registered", doubts };
  return { ...base, key: "registered", doubts: [...doubts, "no-times"], runnerUp: "expires-early" };
};

/**
 * A renewal that comes after the registration was over; `isNext` where none is missing between (RFC 3261 §10.2).
 * @param {Call} call @param {Transaction[]} rounds
 */
const earlyEnd = (call, rounds) => {
  for (let at = 0; at + 1 < rounds.length; at++) {
    const answer = finalOf(rounds[at]);
    const next = rounds[at + 1].request;
    if (!answer || !next || answer.status !== 200) continue;
    const granted = lifetime(answer, rounds[at].request);
    const seconds = between(call, answer, next);
    if (granted > 0 && seconds > granted + GRACE)
      return { answer, next, granted, seconds, isNext: rounds[at + 1].cseq === rounds[at].cseq + 1 };
  }
  return null;
};
