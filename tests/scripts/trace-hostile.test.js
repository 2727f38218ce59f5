// What is pasted may be anything: nothing breaks, nothing hangs, and what was not read is counted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { masked } from "../../templates/scripts/trace/clean/masked.js";
import { asCapture, asText } from "../../templates/scripts/trace/clean/write.js";
import { finished } from "../../templates/scripts/trace/finished.js";
import { opened } from "../../templates/scripts/trace/formats/bytes.js";
import { asMermaid, asPicture } from "../../templates/scripts/trace/tell/drawing.js";
import { explained, traces } from "../traces/traces.js";

const randomly = (seed) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const INVITE = "INVITE sip:1002@example.com SIP/2.0";

/** Everything that the page does with a trace, short of showing it. */
const everything = (given) => {
  const trace = explained(given);
  const { cleaned } = finished(masked(trace));
  asText(cleaned);
  asCapture(cleaned);
  return trace;
};

const HOSTILE = {
  nothing: "",
  spaces: " \n \t\n",
  script: [
    INVITE,
    'Via: SIP/2.0/UDP <script>alert(1)</script>;branch=z9hG4bK"><img src=x onerror=alert(1)>',
    'From: "<b>x</b>" <sip:a@b>;tag=1',
    "Call-ID: </pre><script>1</script>",
    "CSeq: 1 INVITE",
    "",
    "",
  ].join("\n"),
  "one long line": "x".repeat(10_000_000),
  "one long line that begins a message": `${INVITE} ${"x".repeat(10_000_000)}`,
  "one long line of spaces behind a bar": `|${" ".repeat(10_000_000)}x`,
  "one long line of messages": `${INVITE}#012CSeq: 1 INVITE#012#012`.repeat(5_000),
  "a long header": `${INVITE}\nFrom: ${"<".repeat(500_000)}\nCall-ID: 1\n`,
  "many quotes": `${INVITE}\nContact: ${'"\\'.repeat(200_000)}\nCall-ID: 1\n`,
  "many parameters": `${INVITE}\nVia: SIP/2.0/UDP a${";b=c".repeat(100_000)}\nCall-ID: 1\n`,
  "a length that lies": `${INVITE}\nCall-ID: 1\nContent-Length: 999999999\n\nv=0\n`,
  "a negative length": `${INVITE}\nCall-ID: 1\nContent-Length: -1\n\nv=0\n`,
  "nested JSON": `${'{"a":['.repeat(20_000)}`,
  "deep JSON": `${"[".repeat(3000)}{"raw":"${INVITE}\\r\\n"}${"]".repeat(3000)}`,
  "many start lines": `${INVITE}\n`.repeat(5_000),
  "many colours": `\x1b[${"1;".repeat(100_000)}m${INVITE}`,
  "many entities": "&lt;sip:".repeat(100_000),
  "a prototype": '{"__proto__":{"raw":"INVITE sip:a@b SIP/2.0\\r\\n"},"constructor":1}',
  "odd times": `99:99:99.999 ${INVITE}\nCall-ID: 1\n\n2026/99/99 99:99:99.999999 a -> b\n${INVITE}\n`,
  "XML without end": '<message from="a" to="b"><![CDATA[INVITE sip:a@b SIP/2.0',
  "rows without columns": 'callid,msg\n"a,b\n',
  "a dump of nothing": "00000000  ff ff ff ff\n00000010  ff ff ff ff\n",
  "a dump of line ends alone": `0000  42 59 45\n${`0001  ${"0a ".repeat(16)}\n`.repeat(18_000)}`,
  "no Unicode": "INVITE sip:\ud800@b SIP/2.0\nCall-ID: \udfff\n",
};
for (const [name, text] of Object.entries(HOSTILE)) {
  test(`${name} is read without harm`, () => {
    const trace = everything(text);
    for (const call of trace.calls) {
      const rows = [];
      assert.ok(!asPicture(call, rows, call.id).includes("<script"));
      asMermaid(call, rows);
    }
    assert.ok(trace.calls.every(({ verdict }) => verdict.key));
  });
}

test("of a line without end as much is read as a line may hold, and the rest is counted", () => {
  const { reading, messages } = explained(`${INVITE}\nCall-ID: 1\nX-Long: ${"x".repeat(200_000)}\nCSeq: 1 INVITE\n`);
  assert.deepEqual(reading.unread, { long: 1 });
  assert.equal(messages[0].cseq, 1);
});

test("a long line that holds many lines is read as those", () => {
  const text = [INVITE, `X: ${"y".repeat(60_000)}`, `Z: ${"y".repeat(60_000)}`, "Call-ID: 1", "CSeq: 7 INVITE"];
  const { reading, messages } = explained(text.join("#015#012"));
  assert.deepEqual([messages.length, messages[0].cseq, reading.unread], [1, 7, {}]);
});

test("markup in a message stays text in the picture", () => {
  const [call] = explained(HOSTILE.script).calls;
  const rows = [
    {
      message: call.messages[0],
      time: "<i>",
      delta: "",
      from: "",
      to: "",
      source: 0,
      target: 1,
      what: "<script>1</script>",
      isDeciding: true,
    },
  ];
  const lanes = [
    { address: "<b>" },
    { address: "b" },
  ];
  const picture = asPicture({ ...call, lanes }, rows, "<u>");
  assert.ok(!/<script|<b>|<i>|<u>/.test(picture));
  assert.ok(!asMermaid({ ...call, lanes }, rows).includes("<"));
});

test("captures with any byte changed, and captures cut anywhere, are read as far as they go", () => {
  const random = randomly(20261128);
  for (const { bytes } of traces().filter(({ name }) => /^(?:fragmented|tcp|websocket|busy|ipv6)\.pcap/.test(name))) {
    for (let round = 0; round < 60; round++) {
      const harmed = bytes.slice(0, round % 3 ? bytes.length : Math.floor(random() * bytes.length));
      for (let change = 0; change < 1 + (round % 8); change++)
        harmed[Math.floor(random() * harmed.length)] = Math.floor(random() * 256);
      everything(harmed);
    }
  }
});

test("text with any byte changed is read without harm", () => {
  const random = randomly(7);
  for (const { bytes } of traces().filter(({ name, bytes: all }) => !/\.pcap/.test(name) && all.length < 30_000)) {
    for (let round = 0; round < 2; round++) {
      const harmed = bytes.slice();
      for (let change = 0; change < 20; change++)
        harmed[Math.floor(random() * harmed.length)] = Math.floor(random() * 256);
      everything(harmed);
    }
  }
});

test("bytes without meaning are no trace", () => {
  const random = randomly(3);
  const noise = Uint8Array.from({ length: 50_000 }, () => Math.floor(random() * 256));
  assert.equal(everything(noise).messages.length, 0);
});

test("a capture that says it goes on without end, ends", () => {
  const head = new DataView(new ArrayBuffer(24 + 16));
  head.setUint32(0, 0xa1b2c3d4);
  head.setUint32(20, 1);
  head.setUint32(32, 0xffffffff);
  const { reading } = everything(new Uint8Array(head.buffer));
  assert.deepEqual(reading.unread, { "file-broken": 1 });
});

test("a small file that unpacks into a large one is stopped at the limit", async () => {
  const zeros = new Blob([new Uint8Array(3_000_000)]).stream().pipeThrough(new CompressionStream("gzip"));
  const small = new Uint8Array(await new Response(zeros).arrayBuffer());
  assert.ok(small.length < 10_000);
  assert.ok((await opened(small, 1_000_000)).length < 1_200_000);
});
