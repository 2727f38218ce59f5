// Puts messages into calls by their Call-ID (RFC 3261 §8.1.1.4), counts what is repeated, and tells times.
import { conclude } from "../verdict/conclude.js";
import { nameLanes } from "./lanes.js";
import { sketch } from "./sketch.js";
import { transactions } from "./transactions.js";

/**
 * @import { Call, Kind, Lane, Message, Role } from "../types.d.ts"
 * @import { Transaction } from "./transactions.js"
 */

/** @type {Record<string, Kind>} */
const KINDS = {
  INVITE: "call",
  REGISTER: "registration",
  SUBSCRIBE: "subscription",
  NOTIFY: "subscription",
  MESSAGE: "message",
  OPTIONS: "options",
  PUBLISH: "publish",
};
/** What a page puts in place of an address is no name of a call. */
const HIDDEN = /^\[email/;
/** A clock without a day that goes back by so much has passed midnight. */
const HALF_A_DAY = 43200;
/** Calls, and messages, between two pauses. */
const SLICE = 50;
const MESSAGES = 2000;

/**
 * Orders messages by time where all tell it, gives each its place, and the lanes of all.
 * @param {Message[]} messages
 */
export const ordered = function* (messages) {
  let isTimed = messages.length > 0 && messages.every(({ time }) => time !== null);
  const clocks = new Set(messages.map(({ cut }) => cut.clock));
  if (clocks.size > 1) isTimed = false;
  if (isTimed && clocks.has("day")) {
    // shuffled lines go back and forth: only a single step back is midnight
    const steps = messages.filter(
      ({ time }, index) => index && Number(time) < Number(messages[index - 1].time) - HALF_A_DAY,
    );
    if (steps.length === 1) {
      const from = messages.indexOf(steps[0]);
      for (const message of messages.slice(from)) message.time = Number(message.time) + 2 * HALF_A_DAY;
    }
  }
  yield;
  const isLate = (/** @type {Message} */ { time }, /** @type {number} */ index) =>
    index > 0 && Number(time) < Number(messages[index - 1].time);
  const sorted =
    isTimed && messages.some(isLate)
      ? messages
          .map((message, index) => ({ message, index }))
          .sort((one, other) => Number(one.message.time) - Number(other.message.time) || one.index - other.index)
          .map(({ message }) => message)
      : messages;
  for (let index = 0; index < sorted.length; index++) sorted[index].index = index;
  yield;
  const lanes = yield* nameLanes(sorted);
  yield;
  yield* sketch(sorted);
  return { messages: sorted, lanes, isTimed };
};

/** What makes a message the same as another one. @param {Message} message */
const sameness = ({ method, status, cseq, vias, from, to, source, target, callId, uri, phrase }) =>
  [callId, method, status, cseq, vias[0]?.branch, from.tag, to.tag, source, target, status ? phrase : uri].join("|");

/** Sets what each message repeats. @param {Message[]} messages @returns {Generator<undefined>} */
const markRepeats = function* (messages) {
  /** @type {Map<string, number>} */
  const first = new Map();
  for (const [index, message] of messages.entries()) {
    if (index % MESSAGES === MESSAGES - 1) yield;
    const key = sameness(message);
    const before = first.get(key);
    if (before === undefined) first.set(key, message.index);
    else message.repeats = before;
  }
};

/**
 * The calls in messages that are in order and have their lanes.
 * @param {Message[]} messages @param {Lane[]} lanes @param {boolean} isTimed @returns {Generator<undefined, Call[]>}
 */
export const callsIn = function* (messages, lanes, isTimed) {
  yield* markRepeats(messages);
  yield;
  /** @type {Map<string, Message[]>} */
  const groups = new Map();
  /** In place of a Call-ID that is lost @type {Map<string, string>} */
  const byPair = new Map();
  for (const [index, message] of messages.entries()) {
    if (index % MESSAGES === MESSAGES - 1) yield;
    const isKnown = message.callId && !HIDDEN.test(message.callId);
    const id = isKnown ? message.callId : standIn(message, byPair);
    const group = groups.get(id);
    if (group) group.push(message);
    else groups.set(id, [message]);
  }
  yield;
  const calls = [];
  for (const [id, group] of groups) {
    if (calls.length % SLICE === SLICE - 1) yield;
    calls.push(yield* callOf(id, group, lanes, isTimed));
  }
  return calls;
};

/**
 * What holds messages without a Call-ID together: the caller's tag, else the two places.
 * @param {Message} message
 * @param {Map<string, string>} byPair
 */
const standIn = (message, byPair) => {
  if (message.from.tag || message.to.tag) {
    const tags = [message.from.tag, message.to.tag].filter(Boolean);
    const known = tags.map((tag) => byPair.get(tag)).find(Boolean) ?? `tag ${tags[0]}`;
    for (const tag of tags) byPair.set(tag, known);
    return known;
  }
  const pair = [message.source, message.target].sort((one, other) => one - other).join("-");
  return `pair ${pair}`;
};

/**
 * Yields in a call that is long.
 * @param {string} id @param {Message[]} messages @param {Lane[]} lanes @param {boolean} isTimed
 * @returns {Generator<undefined, Call>}
 */
const callOf = function* (id, messages, lanes, isTimed) {
  const isLong = messages.length > MESSAGES;
  const requests = messages.filter(({ status }) => !status);
  const methods = new Set(messages.map(({ method }) => method));
  const telling = requests.find(({ method }) => KINDS[method]) ?? messages.find(({ method }) => KINDS[method]);
  const kind =
    methods.has("INVITE") || methods.has("BYE") || methods.has("ACK")
      ? "call"
      : (KINDS[telling?.method ?? ""] ?? "other");
  const parts = transactions(messages);
  if (isLong) yield;
  const first =
    messages.find(({ method, to }) => (kind === "call" ? method === "INVITE" && !to.tag : true)) ??
    messages.find(({ method }) => method === "INVITE") ??
    messages[0];
  const entry = entryOf(parts, kind);
  const times = isTimed
    ? timesOf(messages, entry)
    : { start: null, end: null, dialDelay: null, ringTime: null, duration: null };
  /** @type {Call} */
  const call = {
    id,
    kind,
    messages,
    lanes,
    roles: rolesOf(entry, parts, kind),
    caller: first.from,
    callee: first.to,
    ...times,
    repeats: messages.filter(({ repeats }) => repeats >= 0).length,
    isTimed,
    isOrdered: isTimed || isCausal(messages),
    verdict: {
      key: "unclear",
      certainty: "possible",
      code: 0,
      decider: -1,
      isOrigin: false,
      runnerUp: "",
      doubts: [],
      causes: [],
      warnings: [],
      findings: [],
      evidence: [],
      values: {},
    },
  };
  if (isLong) yield;
  call.verdict = conclude(call, parts, entry);
  return call;
};

/** The least of numbers, which may be more than a call takes. @param {number[]} numbers */
const least = (numbers) => numbers.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);

/** Whether no answer stands before its request. @param {Message[]} messages */
const isCausal = (messages) => {
  const asked = new Set();
  for (const { status, method, cseq, vias } of messages) {
    const key = `${method}|${cseq}|${vias[0]?.branch ?? ""}`;
    if (!status) asked.add(key);
    else if (!asked.has(key)) return false;
  }
  return true;
};

/**
 * The transactions through which a call came in: their sender got its first request from nobody else.
 * @param {Transaction[]} parts @param {Kind} kind
 */
const entryOf = (parts, kind) => {
  const firsts = parts.filter(({ method, isInitial }) =>
    kind === "call" ? method === "INVITE" && isInitial : method !== "ACK",
  );
  if (kind !== "call") return firsts;
  const shortest = least(firsts.map(({ vias }) => vias));
  const targets = new Set(firsts.map(({ target }) => target));
  const start =
    firsts.find(({ source, vias }) => vias === shortest && !targets.has(source)) ??
    firsts.find(({ vias }) => vias === shortest) ??
    firsts[0];
  return start ? firsts.filter(({ source, vias }) => source === start.source && vias === start.vias) : [];
};

/**
 * The parts of lanes in a call: the first that is found of each counts.
 * @param {Transaction[]} entry @param {Transaction[]} parts @param {Kind} kind
 */
const rolesOf = (entry, parts, kind) => {
  /** @type {Map<number, Role>} */
  const roles = new Map();
  const [first] = entry;
  if (!first) return roles;
  /** @param {number} place @param {Role} role */
  const set = (place, role) => {
    if (place >= 0 && !roles.has(place)) roles.set(place, role);
  };
  set(first.source, kind === "call" ? "caller" : "client");
  if (kind !== "call") {
    for (const { target } of entry) set(target, "server");
    return roles;
  }
  const hops = parts.filter(({ method, isInitial }) => method === "INVITE" && isInitial);
  const senders = new Set(hops.map(({ source }) => source));
  for (const { target } of hops) set(target, senders.has(target) ? "between" : "callee");
  return roles;
};

/** @param {Message[]} messages @param {Transaction[]} entry */
const timesOf = (messages, entry) => {
  const [start, end] = [messages[0].time, messages[messages.length - 1].time];
  const invite = entry[0]?.method === "INVITE" ? (entry[0].request?.time ?? null) : null;
  const answers = entry.flatMap(({ responses }) => responses);
  const rings = answers.filter(({ status }) => status > 100 && status < 200).map(({ time }) => Number(time));
  const isLast = (/** @type {Message} */ { status }) =>
    status >= 200 && status !== 401 && status !== 407 && status !== 422;
  const last = answers.filter(isLast).map(({ time }) => Number(time));
  const ringing = least(rings);
  const answered = answers.find(({ status }) => status >= 200 && status < 300 && entry[0]?.method === "INVITE");
  const bye = messages.find(({ method, status }) => method === "BYE" && !status);
  const answering = least(last);
  const first = Math.min(ringing, answering);
  return {
    start,
    end,
    dialDelay: invite !== null && Number.isFinite(first) ? first - invite : null,
    ringTime: rings.length && last.length ? Math.max(0, answering - ringing) : null,
    duration: answered && bye ? Number(bye.time) - Number(answered.time) : null,
  };
};
