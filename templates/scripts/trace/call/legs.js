// Joins the legs of a call that a B2BUA has split, by a stated reason or not at all.
import { header, values } from "../message/parse.js";
import { hostPort } from "./lanes.js";

/**
 * @import { Call, Join, Joined, Message } from "../types.d.ts"
 * @typedef {{index: number, call: Call, invite: Message}} Leg
 * @typedef {{legs: Leg[], past: number}} Arrived
 */

/** Seconds in which the second leg starts after the first. */
const MARGIN = 4;
/** Legs between two pauses. */
const SLICE = 1000;
/** Digits at the end of a number that survive its rewriting. */
const DIGITS = 6;
/** Header fields in which products name the other leg. */
const NAMING = [
  "x-call-id",
  "x-callid",
  "x-original-call-id",
  "x-cid",
  "x-b-call-id",
  "p-call-id",
  "x-fs-call-id",
  "x-asterisk-call-id",
  "replaces",
  "x-parent-call-id",
];

/** @param {Call} call */
const inviteOf = (call) =>
  call.messages.find(({ method, status, to }) => method === "INVITE" && !status && !to.tag) ?? null;
/** @param {string} user */
const ending = (user) => {
  const digits = user.replace(/\D/g, "");
  return digits.length >= DIGITS ? digits.slice(-DIGITS) : user.toLowerCase();
};

/** Joins legs; yields now and then. @param {Call[]} calls @returns {Generator<undefined, Joined>} */
export const joinLegs = function* (calls) {
  /** @type {Join[]} */
  const joins = [];
  /** @type {Set<number>} */
  const taken = new Set();
  /** @type {Set<number>} */
  const ambiguous = new Set();
  const legs = calls.flatMap((call, index) => {
    const invite = call.kind === "call" ? inviteOf(call) : null;
    return invite ? [{ index, call, invite }] : [];
  });
  /** @param {number} first @param {number} second @param {Join["reason"]} reason */
  const join = (first, second, reason) => {
    if (first === second || taken.has(second)) return;
    taken.add(second);
    joins.push({ first, second, reason });
  };
  /**
   * Legs that share a name, in the order in which they began.
   * @param {Join["reason"]} reason
   * @param {(invite: Message) => string[]} names
   */
  const byName = (reason, names) => {
    /** @type {Map<string, number>} */
    const first = new Map();
    for (const { index, invite } of legs) {
      for (const shared of new Set(names(invite).filter(Boolean))) {
        const before = first.get(shared);
        if (before === undefined) first.set(shared, index);
        else join(before, index, reason);
      }
    }
  };
  // RFC 7989 §5: each side's identifier stays the same along all legs; one of zeros says that none is known
  byName("session-id", (invite) =>
    values(invite, "session-id")
      .map((value) => value.split(";")[0].trim().toLowerCase())
      .filter((id) => !/^0*$/.test(id)),
  );
  byName("header", (invite) => [header(invite, "cisco-guid"), header(invite, "x-cisco-guid")]);
  yield;
  byName("mark", ({ cut }) => [cut.mark]);
  yield;

  /** @type {Map<string, number>} */
  const byId = new Map(legs.map(({ index, call }) => [call.id, index]));
  for (const [place, { index, call, invite }] of legs.entries()) {
    if (place % SLICE === SLICE - 1) yield;
    for (const name of NAMING) {
      const other = byId.get(header(invite, name).split(";")[0].trim());
      if (other !== undefined) join(Math.min(other, index), Math.max(other, index), "header");
    }
    // products derive the Call-ID of the second leg from that of the first: `…_b2b-1`, `…-0`
    for (const shorter of [call.id.replace(/[-_.](?:b2b|leg)?[-_.]?\w{1,3}$/i, ""), call.id.replace(/@.*$/, "")]) {
      const other = byId.get(shorter);
      if (other !== undefined && shorter.length > 7) join(other, index, "call-id");
    }
  }
  yield;
  yield* byNumber(
    legs.filter(({ index }) => !taken.has(index)),
    legs,
    join,
    ambiguous,
  );
  return { joins, ambiguous: [...ambiguous] };
};

/**
 * By number and time: the second leg starts where the first arrived, soon after, to the same number or from it.
 * @param {Leg[]} free @param {Leg[]} all
 * @param {(first: number, second: number, reason: Join["reason"]) => void} join @param {Set<number>} ambiguous
 * @returns {Generator<undefined, void>}
 */
const byNumber = function* (free, all, join, ambiguous) {
  if (!all[0]?.call.isTimed) return;
  const inTime = (/** @type {Leg} */ one, /** @type {Leg} */ other) => timeOf(one) - timeOf(other);
  /** By place and number, the legs that arrive, and how many came too early @type {Map<string, Arrived>} */
  const arrived = new Map();
  for (const leg of [...all].sort(inTime)) {
    for (const name of new Set(namesOf(leg))) {
      const key = `${leg.invite.target} ${name}`;
      const there = arrived.get(key);
      if (there) there.legs.push(leg);
      else arrived.set(key, { legs: [leg], past: 0 });
    }
  }
  yield;
  /** @type {[number, number][]} */
  const wishes = [];
  for (const [place, leg] of [...free].sort(inTime).entries()) {
    if (place % SLICE === SLICE - 1) yield;
    const candidates = new Set(
      wantedOf(leg).flatMap((name) => soonBefore(leg, arrived.get(`${leg.invite.source} ${name}`))),
    );
    if (candidates.size > 1) ambiguous.add(leg.index);
    else for (const first of candidates) wishes.push([first, leg.index]);
  }
  for (const [first, second] of wishes) if (!ambiguous.has(first)) join(first, second, "number");
};
/** @param {Leg} leg */
const timeOf = ({ invite }) => Number(invite.time);

/** What a leg that arrives says of its numbers. @param {Leg} leg */
const namesOf = ({ invite: { from, to, uri } }) => [
  `to ${ending(to.uri.user)}`,
  `to ${ending(hostPort(uri).host)}`,
  `from ${ending(from.uri.user)}`,
];
/** What the leg that made another one would say. @param {Leg} leg */
const wantedOf = ({ invite: { from, to } }) => [
  ...(ending(to.uri.user) ? [`to ${ending(to.uri.user)}`] : []),
  ...(from.uri.user ? [`from ${ending(from.uri.user)}`] : []),
];

/**
 * The legs that arrived soon before another one left: two of them tell as much as more.
 * @param {Leg} leg @param {Arrived | undefined} arrived
 */
const soonBefore = (leg, arrived) => {
  /** @type {number[]} */
  const found = [];
  if (!arrived) return found;
  const { legs } = arrived;
  while (arrived.past < legs.length && timeOf(leg) - timeOf(legs[arrived.past]) > MARGIN) arrived.past++;
  for (let at = arrived.past; at < legs.length && timeOf(legs[at]) <= timeOf(leg) && found.length < 2; at++)
    if (legs[at].index !== leg.index) found.push(legs[at].index);
  return found;
};
