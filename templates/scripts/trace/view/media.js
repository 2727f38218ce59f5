// Offer and answer side by side.
import { isSecure } from "../message/sdp.js";
import { element, folded } from "./dom.js";

/** @import { Call, Media, Words } from "../types.d.ts" */

/** @param {Call} call @param {Words} words @returns {HTMLElement[]} */
export const media = (call, words) => {
  const { words: own } = words;
  const described = call.messages.filter(({ sdp, repeats }) => sdp?.media.length && repeats < 0);
  const offer = described[0];
  if (!offer) return [];
  const answer = described.find(({ source, index }) => source !== offer.source && index > offer.index);
  const lines = offer.sdp?.media ?? [];
  const answers = answer?.sdp?.media ?? [];
  /** @type {[string, (media: Media) => string][]} */
  const facts = [
    [own.codecs, ({ codecs }) => codecs.join(", ")],
    [own["goes-to"], ({ address, port }) => `${address} ${port}`],
    [own.direction, ({ direction }) => direction],
    [own.secure, (one) => `${isSecure(one) ? own.yes : own.no} (${one.protocol})`],
  ];
  const tables = lines.slice(0, 8).map((line, index) => {
    const other = answers[index];
    const rows = facts.map(([label, tell]) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, label),
        element("td", {}, tell(line)),
        element("td", {}, other ? tell(other) : "–"),
      ),
    );
    const head = element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, line.kind),
        element("th", { scope: "col" }, own.offer),
        element("th", { scope: "col" }, own.answer),
      ),
    );
    return element("table", {}, head, element("tbody", {}, ...rows));
  });
  return [folded(own.media, tables)];
};
