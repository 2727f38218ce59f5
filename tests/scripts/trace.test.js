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

test("a server has the port that a trace tells, that of its transport, or none where only its name is known", () => {
  /** Lanes of a request without addresses of packets. */
  const lanes = (uri, via) => {
    const lines = [`INVITE ${uri} SIP/2.0`, `Via: SIP/2.0/${via};branch=z9hG4bKab`, ...MESSAGE.slice(2), "", ""];
    return explained(lines.join("\n")).lanes.map(({ address }) => address);
  };
  assert.deepEqual(lanes("sip:1002@example.com", "TLS 192.0.2.10:40001"), ["192.0.2.10:40001", "example.com"]);
  assert.deepEqual(lanes("sip:1002@example.com:5071", "TLS 192.0.2.10"), ["192.0.2.10:5061", "example.com:5071"]);
  assert.deepEqual(lanes("sips:1002@192.0.2.20", "TCP 192.0.2.10"), ["192.0.2.10:5060", "192.0.2.20:5061"]);
  assert.deepEqual(lanes("sip:1002@192.0.2.20", "TLS [2001:db8::1]"), ["[2001:db8::1]:5061", "192.0.2.20:5061"]);
  assert.deepEqual(lanes("sip:1002@192.0.2.20", "UDP example.org"), ["example.org", "192.0.2.20:5060"]);
  assert.deepEqual(lanes("sip:1002@example.com;transport=ws", "WS ab.invalid"), ["ab.invalid", "example.com"]);
});

test("a name without a port takes the one that a later message tells", () => {
  const answer = ["SIP/2.0 486 Busy Here", ...MESSAGE.slice(1), "", ""];
  const asked = [`${TIME} 192.0.2.10:5060 -> example.com`, ...MESSAGE, ""];
  const { lanes } = explained([...asked, `${TIME} example.com:5061 -> 192.0.2.10:5060`, ...answer].join("\n"));
  assert.deepEqual(lanes.map(({ address }) => address), ["192.0.2.10:5060", "example.com:5061"]);
});
