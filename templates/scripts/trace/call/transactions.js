// Puts the messages of a call into transactions (RFC 3261 §17): a request, what came back, its ACK and its CANCEL.

/**
 * @import { Message } from "../types.d.ts"
 * @typedef {{method: string, cseq: number, branch: string, request: ?Message, responses: Message[], acks: Message[],
 *   cancels: Message[], isInitial: boolean, source: number, target: number, vias: number}} Transaction
 *   `request` is null where only answers were seen; `isInitial`: outside of a dialog; `vias`: how many it had passed
 */

/** @param {Message} message */
const hopOf = ({ vias, cseq, from }) => `${vias[0]?.branch || `${from.tag}|${vias.length}`}|${cseq}`;

/**
 * The transactions of a call, in the order of their first messages.
 * @param {Message[]} messages
 * @returns {Transaction[]}
 */
export const transactions = (messages) => {
  /** @type {Map<string, Transaction>} */
  const found = new Map();
  /** INVITE transactions by number and sender @type {Map<string, Transaction>} */
  const invited = new Map();
  for (const message of messages) {
    const method = message.method === "ACK" || message.method === "CANCEL" ? "INVITE" : message.method;
    const isOwn = method === message.method;
    // proxies leave branches alone that are not their own, so the lanes belong to the key where they are known
    const ends = message.status ? [message.target, message.source] : [message.source, message.target];
    const key = `${hopOf(message)}|${method}|${ends[0] < 0 ? "" : ends[0]}`;
    let one = found.get(key);
    if (!one) {
      // the ACK of a success has a branch of its own, and some products give one to every ACK and CANCEL
      const asked = isOwn ? undefined : invited.get(`${message.cseq}|${ends[0]}`);
      if (asked) {
        if (!message.status && message.repeats < 0)
          (message.method === "ACK" ? asked.acks : asked.cancels).push(message);
        continue;
      }
      one = {
        method,
        cseq: message.cseq,
        branch: message.vias[0]?.branch ?? "",
        request: null,
        responses: [],
        acks: [],
        cancels: [],
        isInitial: true,
        source: ends[0],
        target: ends[1],
        vias: message.vias.length,
      };
      found.set(key, one);
      if (method === "INVITE" && !invited.has(`${message.cseq}|${ends[0]}`))
        invited.set(`${message.cseq}|${ends[0]}`, one);
    }
    if (message.status && isOwn) {
      if (message.repeats < 0) one.responses.push(message);
    } else if (message.status) {
      // the answer to a CANCEL says nothing of the call
    } else if (message.method === "ACK") one.acks.push(message);
    else if (message.method === "CANCEL") one.cancels.push(message);
    else if (!one.request) {
      one.request = message;
      one.isInitial = !message.to.tag;
      [one.source, one.target] = ends;
    }
  }
  const all = [...found.values()];
  // without its request, an answer is inside a dialog if another INVITE of lower number was answered before
  const successes = all.filter(
    ({ method, responses }) => method === "INVITE" && responses.some(({ status }) => status >= 200 && status < 300),
  );
  const lowest = successes.reduce((least, { cseq }) => Math.min(least, cseq), Number.POSITIVE_INFINITY);
  for (const one of all) if (!one.request && one.method === "INVITE") one.isInitial = one.cseq <= lowest;
  return all;
};

/** The final answer of a transaction: a success before others. @param {Transaction} transaction */
export const finalOf = ({ responses }) => {
  const finals = responses.filter(({ status }) => status >= 200);
  return finals.find(({ status }) => status < 300) ?? finals.at(-1) ?? null;
};
/** The answers of a transaction that tell of progress. @param {Transaction} transaction */
export const progressOf = ({ responses }) => responses.filter(({ status }) => status > 100 && status < 200);
