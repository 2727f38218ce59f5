// A verdict in the making, and the drafts that several kinds of calls share.

/**
 * @import { Call, Evidence, Message, Verdict } from "../types.d.ts"
 * @import { Transaction } from "../call/transactions.js"
 * @typedef {Partial<Verdict> & {key: string, evidence: Evidence[]}} Draft
 */

/** After these, equipment tries again by itself: where nothing follows, the end may be missing. */
const TRIED_AGAIN = new Set([
  300, 301, 302, 305, 380, 401, 407, 413, 415, 417, 420, 421, 422, 423, 428, 429, 430, 433, 436, 437, 438, 484, 489,
  491, 494, 500, 503, 504,
]);
/** Timer B and timer H: 64 times T1 (RFC 3261 §17.1.1.2 and §17.2.1). */
export const TIMEOUT = 32;
/** How far a drop may be from it. */
export const NEAR = 6;

/** @param {?Message} message @param {...string} headers @returns {Evidence[]} */
export const seen = (message, ...headers) =>
  message ? [{ message: message.index, headers: ["first", ...headers] }] : [];
/** @param {number | null} seconds */
export const rounded = (seconds) =>
  seconds === null || !Number.isFinite(seconds) ? "" : String(Math.round(seconds * 10) / 10);

/**
 * Seconds from one message to another; none where no clock tells them.
 * @param {Call} call @param {?Message} from @param {?Message} to
 */
export const between = ({ isTimed }, from, to) =>
  (isTimed && from && to ? Number(to.time) - Number(from.time) : Number.NaN);

/** What the answer itself says. @param {Message} final @param {Transaction} transaction @returns {Draft} */
export const outcome = (final, transaction) => {
  const doubts = [];
  if (!transaction.request) doubts.push("no-request");
  if (transaction.method === "INVITE" && final.status >= 300 && !transaction.acks.length) doubts.push("no-ack-seen");
  if (TRIED_AGAIN.has(final.status)) doubts.push("tried-again");
  return {
    key: String(final.status),
    code: final.status,
    decider: final.source,
    doubts,
    evidence: seen(final, "reason", "warning", "retry-after", "server"),
  };
};

/** Requests that nobody answered. @param {Call} call @param {Transaction[]} asked @returns {Draft} */
export const silent = (call, asked) => {
  const [first] = asked;
  const request = first.request;
  if (!request) return { key: "unclear", evidence: seen(call.messages[0]) };
  const copies = call.messages.filter(({ repeats, index }) => repeats === request.index || index === request.index);
  const span = between(call, request, copies.at(-1) ?? request) || 0;
  const isWhole = span >= TIMEOUT - NEAR - 10 && copies.length >= 4;
  const isFragment = request.cut.isCut && request.cut.mark === "fragment";
  const base = {
    evidence: copies.flatMap((copy) => seen(copy)),
    decider: -1,
    values: { seconds: rounded(span), count: String(copies.length), method: request.method },
  };
  if (isFragment) return { ...base, key: "fragment-lost", runnerUp: "no-response", doubts: ["captured"] };
  if (copies.length < 3) return { ...base, key: "unclear", runnerUp: "no-response", doubts: ["ends"] };
  const isLarge = request.cut.transport !== "TCP" && request.cut.transport !== "TLS" && request.cut.text.length > 1300;
  return {
    ...base,
    key: "no-response",
    runnerUp: isLarge ? "fragment-lost" : "",
    doubts: [...(isWhole ? [] : ["ends"]), ...(isLarge ? ["large"] : [])],
  };
};
