// The explainer of traces: real calls of real programs, each with the truth beside it, in every form they are logged
// in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMATS, WHOLES, rendered } from "../traces/render.js";
import { explained, summary, traces } from "../traces/traces.js";

for (const { name, bytes, truth } of traces()) {
  test(`${name}: verdict, decider, ladder and counts are those of the truth`, () => {
    const found = summary(explained(bytes));
    const said = found.calls.map(({ kind, verdict, code }) => [kind, verdict, code]);
    assert.deepEqual(
      said,
      truth.calls.map(({ kind, verdict, code }) => [kind, verdict, code]),
    );
    for (const [place, { decider, findings }] of truth.calls.entries()) {
      if (decider) assert.equal(found.calls[place].decider, decider);
      for (const key of findings) assert.ok(found.calls[place].findings.includes(key), `${key} is found`);
    }
    if (truth.rows) assert.deepEqual(found.rows, truth.rows);
    if (truth.repeats !== null) assert.equal(found.repeats, truth.repeats);
    if (truth.joins.length) assert.deepEqual(found.joins, truth.joins);
  });
}

const TIME = "2026/10/22 11:44:53.118139";
const MESSAGE = [
  "INVITE sip:1002@192.0.2.20 SIP/2.0",
  "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKab",
  "From: <sip:1001@example.com>;tag=1",
  "To: <sip:1002@example.com>",
  "Call-ID: a84b4c76",
  "CSeq: 1 INVITE",
];

const WRITTEN = [
  "busy",
  "cancelled",
  "no-answer",
  "wrong-password",
  "lost-ack",
  "b2bua-busy",
  "hold",
  "fragmented",
  "expires-early",
  "cause",
];
/** The messages of a captured call that one side sees: those of its first sender. */
const seenFrom = (name) => {
  const { bytes, truth } = traces().find((one) => one.name.startsWith(`${name}.pcap`));
  const side = truth.rows[0][0];
  const messages = explained(bytes).messages.filter(({ cut }) =>
    [cut.from, cut.to].some((end) => end.startsWith(`${side}:`)),
  );
  return { messages, side, truth };
};

for (const scenario of WRITTEN) {
  const { messages, side, truth } = seenFrom(scenario);
  for (const format of [...Object.keys(FORMATS), ...Object.keys(WHOLES)]) {
    test(`${scenario} as ${format} logs it gives the same verdict and loses no message`, () => {
      const found = explained(rendered(format, messages, side));
      assert.equal(found.messages.length, messages.length);
      const [{ verdict }] = found.calls;
      assert.equal(verdict.key, timeless(truth.calls[0].verdict, found), JSON.stringify(verdict));
    });
  }
}
/** Without times, what time alone tells is not told. */
const timeless = (key, { messages }) => (key === "expires-early" && messages[0].time === null ? "registered" : key);

test("a body that was cut short does not take in the messages that follow it", () => {
  const body = [...MESSAGE, "Content-Type: application/xml", "Content-Length: 900", "", "<presence>"];
  const [there, back] = ["192.0.2.10:5060 -> 192.0.2.20:5060", "192.0.2.20:5060 -> 192.0.2.10:5060"];
  const answer = ["SIP/2.0 486 Busy Here", ...MESSAGE.slice(1), ""];
  const { messages } = explained([`${TIME} ${there}`, ...body, "", `${TIME} ${back}`, ...answer].join("\n"));
  assert.deepEqual(messages.map(({ status }) => status), [0, 486]);
});
