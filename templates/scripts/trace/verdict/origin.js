// Who made an answer: it is followed through the hops that can be seen, towards where it came from.
import { finalOf } from "../call/transactions.js";

/**
 * @import { Message } from "../types.d.ts"
 * @import { Transaction } from "../call/transactions.js"
 */

/**
 * Who made an answer: it is followed towards where it came from.
 * @param {Transaction[]} parts @param {Transaction} transaction @param {Message} final
 */
export const originOf = (parts, transaction, final) => {
  const asked = parts.filter(({ method, isInitial }) => method === transaction.method && isInitial);
  let place = transaction.target < 0 ? final.source : transaction.target;
  /** @type {Set<number>} */
  const passed = new Set([transaction.source]);
  for (;;) {
    const below = asked.filter(
      ({ source, vias, cseq }) => source === place && vias > transaction.vias && cseq === transaction.cseq,
    );
    const from = below.find((one) => {
      const own = finalOf(one);
      return (
        own &&
        own.status === final.status &&
        !passed.has(one.target) &&
        (!own.to.tag || !final.to.tag || own.to.tag === final.to.tag)
      );
    });
    passed.add(place);
    if (!from) return { decider: place, isOrigin: below.length > 0 };
    place = from.target;
  }
};
