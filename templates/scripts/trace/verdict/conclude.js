// What decided a call, how sure that is, and what else it may be. Sure means: the trace holds the request, the answer
// that
// decided and what shows that nothing came after it. Anything less is likely or possible, with the reason.
import { finalOf, progressOf } from "../call/transactions.js";
import { header, param, values } from "../message/parse.js";
import { challengeOf } from "./challenge.js";
import { NEAR, TIMEOUT, between, outcome, rounded, seen, silent } from "./draft.js";
import { findings } from "./findings.js";
import { originOf } from "./origin.js";
import { registrationOf } from "./registration.js";

/**
 * @import { Call, Message, Verdict } from "../types.d.ts"
 * @import { Transaction } from "../call/transactions.js"
 * @import { Draft } from "./draft.js"
 */

/** A success that is repeated so often was not confirmed. */
const ASTRAY = 4;

/**
 * @param {Call} call @param {Transaction[]} parts @param {Transaction[]} entry @returns {Verdict}
 */
export const conclude = (call, parts, entry) => {
  const draft = draftOf(call, parts, entry);
  const doubts = [...(draft.doubts ?? []), ...doubtsOf(call)];
  const deciding = draft.evidence[0]
    ? call.messages.find(({ index }) => index === draft.evidence[0].message)
    : undefined;
  if (deciding?.cut.isCut && !draft.key.startsWith("fragment")) doubts.push("cut");
  const certainty =
    draft.key === "unclear"
      ? "possible"
      : (draft.certainty ?? (doubts.length === 0 ? "sure" : doubts.length === 1 ? "likely" : "possible"));
  const told = deciding
    ? [deciding, ...call.messages.filter(({ method }) => method === "BYE" || method === "CANCEL")]
    : call.messages;
  return {
    code: 0,
    decider: -1,
    isOrigin: false,
    runnerUp: "",
    values: {},
    ...draft,
    certainty: certainty === "sure" && doubts.length ? "likely" : certainty,
    doubts: [...new Set(doubts)],
    causes: causesOf(told),
    warnings: deciding
      ? values(deciding, "warning")
          .map((value) => Number.parseInt(value, 10))
          .filter((code) => code >= 300 && code < 400)
      : [],
    findings: [...(draft.findings ?? []), ...findings(call, parts, entry)].filter(({ key }) => key !== draft.key),
  };
};

/** Doubts that belong to the trace rather than to what decided. @param {Call} call */
const doubtsOf = (call) => {
  const doubts = [];
  if (!call.isOrdered) doubts.push("order");
  if (/^(?:tag|pair) /.test(call.id)) doubts.push("no-call-id");
  return doubts;
};

/** The Q.850 causes that messages name (RFC 3326 §2). @param {Message[]} messages */
const causesOf = (messages) => {
  const causes = messages.flatMap((message) =>
    values(message, "reason")
      .filter((value) => /^Q\.850/i.test(value))
      .map((value) => Number(param(value, "cause"))),
  );
  return [...new Set(causes.filter((cause) => cause > 0 && cause < 128))];
};

/** @param {Call} call @param {Transaction[]} parts @param {Transaction[]} entry @returns {Draft} */
const draftOf = (call, parts, entry) => {
  if (call.kind === "registration") return registrationOf(call, parts, entry);
  if (call.kind !== "call") return simple(call, parts, entry);
  return inviteOf(call, parts, entry);
};

/**
 * A request that starts no call: what was answered last.
 * @param {Call} call
 * @param {Transaction[]} parts
 * @param {Transaction[]} entry
 * @returns {Draft}
 */
const simple = (call, parts, entry) => {
  const last = entry.at(-1);
  if (!last) return { key: "unclear", evidence: seen(call.messages[0]) };
  const final = finalOf(last);
  if (!final) return silent(call, [last]);
  const done = outcome(final, last);
  if (final.status < 300) return { ...done, key: "accepted", values: { method: last.method } };
  return challengeOf(entry, parts) ?? done;
};

/** @param {Call} call @param {Transaction[]} parts @param {Transaction[]} entry @returns {Draft} */
const inviteOf = (call, parts, entry) => {
  if (!entry.length) return withoutStart(call);
  const highest = entry.reduce((most, { cseq }) => Math.max(most, cseq), 0);
  const last = entry.filter(({ cseq }) => cseq === highest);
  const answered =
    last.find((one) => (finalOf(one)?.status ?? 0) < 300 && finalOf(one)) ??
    entry.find((one) => (finalOf(one)?.status ?? 999) < 300);
  if (answered) return answeredOf(call, answered);
  const cancelled = last.find(({ cancels }) => cancels.length);
  const ended = last.find((one) => finalOf(one)) ?? null;
  const bye = call.messages.find(({ method, status }) => method === "BYE" && !status);
  if (bye) return { key: "unclear", evidence: seen(bye), doubts: ["gap"] };
  if (cancelled) return cancelledOf(call, cancelled);
  if (!ended) {
    const ringing = last.flatMap(progressOf)[0];
    if (ringing || last.some(({ responses }) => responses.length))
      return {
        key: "unclear",
        evidence: seen(ringing ?? last[0].request),
        doubts: ["ends"],
        runnerUp: ringing ? "no-answer" : "no-response",
      };
    if (last.some(({ acks }) => acks.length))
      return { key: "unclear", evidence: seen(last[0].request), doubts: ["gap"] };
    return silent(call, last);
  }
  const final = /** @type {Message} */ (finalOf(ended));
  const failed = { ...outcome(final, ended), ...originOf(parts, ended, final) };
  if (final.status === 487) failed.doubts?.push("no-cancel");
  const looped = loopOf(parts, final);
  if (looped) return { ...failed, ...looped };
  return challengeOf(entry, parts) ?? failed;
};

/** What is left of a call whose INVITE is missing. @param {Call} call @returns {Draft} */
const withoutStart = (call) => {
  const bye = call.messages.find(({ method, status }) => method === "BYE" && !status);
  if (bye)
    return { key: "answered-open", evidence: seen(bye, "reason"), decider: bye.source, doubts: ["no-request", "ends"] };
  return { key: "unclear", evidence: seen(call.messages[0]), doubts: ["no-request"] };
};

/** @param {Call} call @param {Transaction} transaction @returns {Draft} */
const cancelledOf = (call, transaction) => {
  const [cancel] = transaction.cancels;
  const final = finalOf(transaction);
  const reason = values(cancel, "reason").find((value) => /^SIP/i.test(value)) ?? "";
  const elsewhere = /completed elsewhere/i.test(reason) || param(reason, "cause") === "200";
  const doubts = [];
  if (!final) doubts.push("ends");
  else if (!transaction.acks.length) doubts.push("no-ack-seen");
  if (!transaction.request) doubts.push("no-request");
  return {
    key: elsewhere ? "elsewhere" : "cancelled",
    code: final?.status ?? 0,
    decider: cancel.source,
    isOrigin: true,
    doubts,
    evidence: [...seen(cancel, "reason"), ...seen(final)],
    values: { seconds: rounded(call.ringTime) },
  };
};

/** @param {Call} call @param {Transaction} transaction @returns {Draft} */
const answeredOf = (call, transaction) => {
  const success = /** @type {Message} */ (finalOf(transaction));
  const copies = call.messages.filter(({ repeats }) => repeats === success.index);
  const acks = call.messages.filter(({ method, status, cseq }) => method === "ACK" && !status && cseq === success.cseq);
  const byes = call.messages.filter(({ method, status }) => method === "BYE" && !status);
  const bye = byes[0];
  const seconds = between(call, success, bye ?? null);
  const byTag = bye?.from.tag && success.from.tag ? bye.from.tag === success.from.tag : null;
  const byPlace = bye && transaction.source >= 0 ? bye.source === transaction.source : null;
  const byCaller = byTag ?? byPlace ?? false;
  const who = byCaller ? "caller" : "callee";
  const matching = acks.filter(({ to }) => !to.tag || !success.to.tag || to.tag === success.to.tag);
  const near = Math.abs(seconds - TIMEOUT) <= NEAR;
  if (copies.length >= 2 && acks.length && !matching.length) {
    return {
      key: "ack-mismatch",
      decider: transaction.source,
      evidence: [...seen(acks[0], "to", "cseq"), ...seen(success, "to", "contact")],
      doubts: near || copies.length > 4 ? [] : ["ends"],
      values: { seconds: rounded(seconds) },
      runnerUp: "no-ack",
    };
  }
  const isHop = acks.some(({ source }) => source === transaction.source);
  if (copies.length >= 2 && (!acks.length || !isHop)) {
    const whole = bye && !byCaller && near && copies.length >= 4;
    return {
      key: "no-ack",
      decider: transaction.source,
      evidence: [
        ...seen(success, "contact", "record-route"),
        ...copies.flatMap((copy) => seen(copy)),
        ...seen(bye ?? null, "reason"),
      ],
      doubts: whole ? [] : ["ends"],
      values: { seconds: rounded(seconds) },
      runnerUp: "private-contact",
    };
  }
  if (copies.length >= ASTRAY && bye && !byCaller && near) {
    return {
      key: "ack-astray",
      decider: transaction.source,
      evidence: [...seen(acks[0], "to", "route"), ...seen(success, "contact", "record-route"), ...seen(bye, "reason")],
      doubts: ["astray"],
      values: { seconds: rounded(seconds) },
      runnerUp: "no-ack",
    };
  }
  const doubts = [];
  if (!transaction.request) doubts.push("no-request");
  if (!acks.length) doubts.push("no-ack-seen");
  if (bye && byTag === null) doubts.push("gap");
  const timer = timerOf(call, success, bye, byCaller ? "caller" : "callee");
  if (timer) return { ...timer, doubts: [...doubts, ...(timer.doubts ?? [])] };
  if (!bye)
    return {
      key: "answered-open",
      code: success.status,
      decider: success.source,
      evidence: seen(success),
      doubts: [...doubts, "ends"],
    };
  const timed = call.isTimed ? "" : tellable(success, copies, byCaller);
  if (timed) doubts.push("no-times");
  return {
    key: `answered-${who}`,
    code: success.status,
    decider: bye.source,
    isOrigin: true,
    evidence: [...seen(bye, "reason"), ...seen(success)],
    doubts,
    values: { seconds: rounded(seconds) },
    runnerUp: timed,
  };
};

/**
 * What else the end of a call may be, of which only times tell.
 * @param {Message} success @param {Message[]} copies @param {boolean} byCaller
 */
const tellable = (success, copies, byCaller) =>
  copies.length >= ASTRAY && !byCaller ? "ack-astray" : intervalOf(success) ? "session-timer" : "";

/** Seconds after which a call has to be renewed, or NaN (RFC 4028 §4). @param {Message} success */
const intervalOf = (success) => Number.parseInt(header(success, "session-expires"), 10);

/**
 * Whether a session timer ended a call (RFC 4028 §10).
 * @param {Call} call
 * @param {Message} success
 * @param {Message | undefined} bye
 * @param {string} who
 * @returns {?Draft}
 */
const timerOf = (call, success, bye, who) => {
  const interval = intervalOf(success);
  if (!bye || !interval) return null;
  const told = values(bye, "reason").some((value) => /session.{0,9}(?:expire|timer|timeout|refresh)/i.test(value));
  const refreshes = call.messages.filter(
    ({ method, status, index, to, cseq }) =>
      index > success.index &&
      index < bye.index &&
      !status &&
      to.tag &&
      (method === "UPDATE" || (method === "INVITE" && cseq !== success.cseq)),
  );
  /** Who accepted what @type {Map<string, Set<number>>} */
  const accepted = new Map();
  for (const { status, method, cseq, source } of call.messages) {
    const key = `${method} ${cseq}`;
    if (status >= 200 && status < 300) accepted.set(key, (accepted.get(key) ?? new Set()).add(source));
  }
  /** @param {Message} request */
  const isAccepted = ({ method, cseq, source }) =>
    [...(accepted.get(`${method} ${cseq}`) ?? [])].some((other) => other !== source);
  const failed = refreshes.filter((one) => !isAccepted(one));
  const start = refreshes.filter(isAccepted).at(-1) ?? success;
  const seconds = between(call, start, bye);
  // the side that does not refresh ends the call a third of the interval, at most 32 seconds, before it is over
  const due = interval - Math.min(TIMEOUT, interval / 3);
  const isDue = seconds >= due - 2 && seconds <= interval + 5;
  if (!told && !(isDue && who) && !failed.length) return null;
  if (!told && !isDue) return null;
  return {
    key: "session-timer",
    decider: bye.source,
    isOrigin: true,
    evidence: [
      ...seen(bye, "reason"),
      ...seen(success, "session-expires", "min-se"),
      ...failed.flatMap((one) => seen(one)),
    ],
    doubts: told || failed.length ? [] : ["coincidence"],
    values: { seconds: rounded(seconds), interval: String(interval) },
    runnerUp: told ? "" : `answered-${who}`,
  };
};

/**
 * Whether a request is known to have come where its lane says, or to have passed some place twice: a Request-URI alone
 * names the domain, and not the next hop.
 * @param {Message} request
 */
const cameTo = ({ cut, vias }) =>
  cut.to !== "" || new Set(vias.map(({ host, port }) => `${host}:${port}`)).size < vias.length;

/**
 * Whether a request went round in a circle (RFC 3261 §16.3).
 * @param {Transaction[]} parts
 * @param {Message} final
 * @returns {?Draft}
 */
const loopOf = (parts, final) => {
  if (final.status !== 482 && final.status !== 483) return null;
  const requests = parts.filter(
    ({ method, isInitial, request, cseq }) => method === "INVITE" && isInitial && request && cseq === final.cseq,
  );
  /** @type {Map<number, Message[]>} */
  const arrivals = new Map();
  for (const { request, target } of requests) {
    const there = arrivals.get(target);
    if (request && there) there.push(request);
    else if (request) arrivals.set(target, [request]);
  }
  for (const again of arrivals.values()) {
    const depths = new Set(again.map(({ vias }) => vias.length));
    if (depths.size < 2 || !again.some(cameTo)) continue;
    return {
      key: "loop",
      evidence: [...seen(final), ...again.flatMap((one) => seen(one, "via", "max-forwards"))],
      values: { count: String(depths.size) },
    };
  }
  return null;
};
