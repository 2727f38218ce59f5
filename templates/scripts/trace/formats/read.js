// Reads a paste of any kind into messages: mends it, tells what it is, and lets the reader of its kind cut it.
import { cutting } from "./cut.js";
import { asLines, fromPackets, isHex, partsOf } from "./hexdump.js";
import { fromData, isData } from "./records.js";
import { mend } from "./repair.js";
import { tellings } from "./tellings.js";
import { areDetails, fromDetails, fromSummary } from "./wireshark.js";

/** @import { Reading } from "../types.d.ts" */

/** Reads a text; yields now and then. @param {string} text @returns {Generator<undefined, Reading>} */
export const reading = function* (text) {
  if (isData(text)) {
    const made = yield* fromData(text);
    if (made) return made;
  }
  const mended = yield* mend(text);
  yield;
  const parts = isHex(mended.lines) ? yield* partsOf(mended) : null;
  const packets = parts && (yield* fromPackets(parts));
  if (packets) return packets;
  if (yield* areDetails(mended.lines)) return yield* fromDetails(mended);
  if (parts)
    return yield* cutting({ ...mended, ...(yield* asLines(parts)), repairs: { ...mended.repairs, hex: 1 } });
  const cut = yield* cutting(mended);
  if (cut.cuts.length) return cut;
  const summary = yield* fromSummary(mended);
  if (summary.cuts.length) return summary;
  return { ...cut, tellings: yield* tellings(mended) };
};
