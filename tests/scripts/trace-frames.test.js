// A capture says the same wherever it was made: frames of every kind around the same packets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FRAMES, dumped, reframed, sentToHomer } from "../traces/reframe.js";
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
