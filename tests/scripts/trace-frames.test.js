// A capture says the same wherever it was made: frames of every kind around the same packets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FRAMES, dumped, inBlocks, reframed, sentToHomer } from "../traces/reframe.js";
import { explained, summary, traces } from "../traces/traces.js";

const capture = (call) => traces().find(({ name }) => name.startsWith(`${call}.pcap`));

for (const { name, bytes } of ["busy", "ipv6", "fragmented", "tcp", "websocket"].map(capture))
  for (const frame of Object.keys(FRAMES))
    for (const isLittle of [true, false])
      test(`${name} in ${frame}${isLittle ? "" : ", first byte first"} says what it says on Ethernet`, () => {
        const found = summary(explained(bytes));
        assert.ok(found.calls.length > 0);
        assert.deepEqual(summary(explained(reframed(bytes, frame, isLittle))), found);
      });

const DUMPED = ["wrong-password", "ipv6", "fragmented", "fragment-lost", "tcp", "websocket"];
for (const { name, bytes } of DUMPED.map(capture))
  test(`${name} as rows of bytes says what the capture says, but for times and what was repeated`, () => {
    const { calls, rows } = summary(explained(dumped(bytes)));
    const said = ({ kind, verdict, code, decider }) => ({ kind, verdict, code, decider });
    assert.deepEqual(calls.map(said), summary(explained(bytes)).calls.map(said));
    assert.deepEqual(rows, summary(explained(bytes)).rows);
  });

for (const { name, bytes } of ["wrong-password", "ipv6"].map(capture))
  test(`${name} as it is sent on to HOMER says what it says on Ethernet, with the times and places of the call`, () => {
    const sent = explained(sentToHomer(bytes));
    assert.deepEqual(summary(sent), summary(explained(bytes)));
    assert.ok(Math.abs(sent.messages[0].time - explained(bytes).messages[0].time) < 1e-5);
  });

const SAID = ({ calls }) => calls.map(({ kind, verdict, code, decider }) => ({ kind, verdict, code, decider }));
for (const { name, bytes } of ["wrong-password", "ipv6"].map(capture)) {
  for (const [what, how] of Object.entries({
    microseconds: {},
    "nanoseconds, first byte first": { option: 9, isLittle: false },
    "parts of a second by powers of two": { option: 0x80 | 20 },
  }))
    test(`${name} in blocks with ${what} says what it says, at the same time`, () => {
      const made = explained(inBlocks(bytes, how));
      assert.deepEqual(summary(made), summary(explained(bytes)));
      assert.ok(Math.abs(made.messages.at(-1).time - explained(bytes).messages.at(-1).time) < 1e-5);
    });
  test(`${name} in blocks without times says the same of its calls`, () =>
    assert.deepEqual(SAID(summary(explained(inBlocks(bytes, { isSimple: true })))), SAID(summary(explained(bytes)))));
}

const ONE = reframed(capture("wrong-password").bytes, "ethernet");
const nanoseconds = () => {
  const made = ONE.slice();
  made.set([0x4d, 0x3c, 0xb2, 0xa1]);
  return made;
};
const lying = (at, ...bytes) => {
  const made = ONE.slice();
  made.set(bytes, at);
  return made;
};
test("a capture with nanoseconds has them", () => {
  const [first] = explained(ONE).messages;
  const [{ time }] = explained(nanoseconds()).messages;
  const micro = (first.time % 1) * 1e6;
  assert.ok(Math.abs((time % 1) * 1e9 - micro) < 2e3);
});
for (const [what, bytes, unread] of [
  ["that ends within the head of a packet", ONE.slice(0, 34), { "file-end": 1 }],
  ["that ends within a packet", ONE.slice(0, 60), { "file-end": 1 }],
  ["whose packet says that it is longer than any", lying(32, 0, 0, 0, 1), { "file-broken": 1 }],
  ["whose block ends too early", inBlocks(ONE).slice(0, -30), { "file-end": 1 }],
])
  test(`a capture ${what} is read up to there`, () => assert.deepEqual(explained(bytes).reading.unread, unread));

const MANY = 2100;
const [HEAD, RECORD] = [ONE.slice(0, 24), ONE.slice(24, 40 + new DataView(ONE.buffer).getUint32(32, true))];
test("a capture of many packets is read to its end, what is sent again counted", () => {
  const { messages } = explained(Buffer.concat([HEAD, ...Array.from({ length: MANY }, () => RECORD)]));
  assert.equal(messages.length, MANY);
  assert.equal(messages.filter(({ repeats }) => repeats >= 0).length, MANY - 1);
});

/** The one packet with other bytes on the wire. */
const sent = (change) => {
  const bytes = RECORD.slice();
  change(bytes.subarray(16));
  return explained(Buffer.concat([HEAD, bytes])).messages.length;
};
for (const [what, change, count] of [
  ["that says no length, as one made whole by a network card does", (frame) => frame.fill(0, 16, 18), 1],
  ["whose length of UDP lies", (frame) => frame.fill(0, 38, 40), 1],
  ["of another protocol", (frame) => frame.fill(1, 23, 24), 0],
  ["of PPP that carries no IP", (frame) => frame.set([0x88, 0x64], 12), 0],
  ["that calls itself IPv6 and has no room for its head", (frame) => frame.set([0x86, 0xdd], 12), 0],
])
  test(`a packet ${what} is ${count ? "" : "not "}read`, () => assert.equal(sent(change), count));
