// Completes messages of which a list told no more than the first line and both ends: which call, which transaction,
// which
// number. What is filled in is a guess by order and place, and every verdict on such a call says so.

/**
 * @import { Message } from "../types.d.ts"
 * @typedef {{call: string, method: string, uri: string, cseq: number, branch: string, depth: number, final: number,
 *   isInside: boolean, time: number}} Asked
 */

/** Seconds in which a request that has arrived is sent on. */
const SENT_ON = 2;
/** Messages between two pauses. */
const SLICE = 2000;
/** After these the same request comes once more, with another number. */
const AGAIN = new Set([401, 407, 412, 415, 420, 421, 422, 423, 494]);

/** Whether a message lacks what tells where it belongs. @param {Message} message */
const isBare = ({ callId, from, vias }) => !callId && !from.tag && !vias.length;
/** @param {string} uri */
const userOf = (uri) => /^\w+:([^@;]+)@/.exec(uri)?.[1] ?? uri;

/**
 * Completes messages; yields now and then.
 * @param {Message[]} messages  in order, their ends known
 * @returns {Generator<undefined, void>}
 */
export const sketch = function* (messages) {
  /** What was asked last on each way, by sender, target and method @type {Map<string, Asked>} */
  const asked = new Map();
  /** The last INVITE that arrived at each place @type {Map<number, Asked>} */
  const arrived = new Map();
  let calls = 0;
  let branches = 0;

  /** @param {Message} message @param {Asked} one */
  const fill = (message, one) => {
    message.callId = one.call;
    message.cseq = one.cseq;
    message.method = one.method;
    message.from.tag = "caller";
    const via = { transport: "", host: "", port: "", branch: one.branch, received: "", rport: "" };
    message.vias = Array.from({ length: one.depth }, (_, index) => (index ? { ...via, branch: "" } : via));
  };
  /** @param {number} from @param {number} to @param {string} method */
  const find = (from, to, method) => asked.get(`${from}>${to} ${method}`);

  /** @param {Message} message @returns {Asked} */
  const ask = (message) => {
    const { source, target, method, uri } = message;
    const time = message.time ?? 0;
    const before = find(source, target, method);
    if (before && !before.final && before.uri === uri) return before;
    const base = { method, uri, branch: `b${++branches}`, depth: 1, final: 0, isInside: false, time };
    const invited = find(source, target, "INVITE") ?? find(target, source, "INVITE");
    if (method !== "INVITE" && method !== "REGISTER" && method !== "OPTIONS" && invited) {
      return { ...base, call: invited.call, cseq: (before?.cseq ?? invited.cseq) + 1, isInside: true };
    }
    if (before && AGAIN.has(before.final))
      return { ...base, call: before.call, cseq: before.cseq + 1, depth: before.depth };
    if (invited && method === "INVITE" && invited.final === 200) {
      return { ...base, call: invited.call, cseq: invited.cseq + 1, isInside: true };
    }
    if (before && method === "REGISTER") return { ...base, call: before.call, cseq: before.cseq + 1 };
    const above = method === "INVITE" ? arrived.get(source) : undefined;
    if (above && !above.final && time - above.time <= SENT_ON && userOf(above.uri) === userOf(uri)) {
      return { ...base, call: above.call, cseq: above.cseq, depth: above.depth + 1 };
    }
    return { ...base, call: `pair ${++calls}`, cseq: 1 };
  };

  /** @param {Message} message */
  const answer = (message) => {
    const { source, target, status } = message;
    const given = message.method;
    const order =
      status === 487 || (status > 100 && status < 200)
        ? ["INVITE"]
        : ["CANCEL", "BYE", "REGISTER", "OPTIONS", "INVITE"];
    const open = (
      given ? [given] : [...order, "SUBSCRIBE", "NOTIFY", "MESSAGE", "REFER", "UPDATE", "PRACK", "INFO", "PUBLISH"]
    )
      .map((method) => find(target, source, method))
      .filter((one) => one !== undefined);
    const one = open.find(({ final }) => !final) ?? open[0];
    if (!one) return;
    if (status >= 200) one.final = status < 300 ? 200 : status;
    fill(message, one);
  };

  for (const [place, message] of messages.entries()) {
    if (place % SLICE === SLICE - 1) yield;
    if (!isBare(message)) continue;
    if (message.status) {
      answer(message);
      continue;
    }
    const { source, target, method } = message;
    const invite = find(source, target, "INVITE");
    if (method === "ACK" && invite) {
      fill(message, { ...invite, method, branch: invite.final === 200 ? `${invite.branch}a` : invite.branch });
      continue;
    }
    const one = method === "CANCEL" && invite ? { ...invite, method, final: 0 } : ask(message);
    asked.set(`${source}>${target} ${method}`, one);
    if (method === "INVITE" && !one.isInside) arrived.set(target, one);
    fill(message, one);
    const isCaller = Boolean(invite);
    if (one.isInside) [message.from.tag, message.to.tag] = isCaller ? ["caller", "callee"] : ["callee", "caller"];
  }
};
