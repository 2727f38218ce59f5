// What no captured call has: streams with gaps, frames of WebSocket of any length, HEP and fragments that lie.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isHep, unwrapped } from "../../templates/scripts/trace/pcap/hep.js";
import { madeWhole, unpacker } from "../../templates/scripts/trace/pcap/layers.js";
import { follower } from "../../templates/scripts/trace/pcap/streams.js";

const bytesOf = (text) => new TextEncoder().encode(text);
const textOf = (bytes) => new TextDecoder().decode(bytes);
const two = (number) => [(number >> 8) & 255, number & 255];
const four = (number) => [...two(number >>> 16), ...two(number & 0xffff)];
const message = (number, end = "\r\n") =>
  ["BYE sip:a@b SIP/2.0", `Call-ID: ${number}`, "Content-Length: 0", "", ""].join(end);

/** A stream: its segments, each of bytes that begin at a place, and what is read and lost. */
const followed = (...segments) => {
  const lost = [];
  const streams = follower((what) => lost.push(what));
  const read = segments.flatMap(([sequence, bytes, isStart = false], number) => [
    ...streams.take({ from: "a", to: "b", sequence, bytes, isStart, time: number, number: number + 1 }),
  ]);
  const rest = [...streams.rest()];
  return { read: [...read, ...rest].map(({ text, number }) => [textOf(text), number]), lost };
};
const [ONE, TWO] = [message(1), message(2)];

test("segments in another order, some sent again, are read once, each message with its number", () => {
  const [half, rest] = [bytesOf(ONE).slice(0, 30), bytesOf(ONE).slice(30)];
  const found = followed(
    [99, new Uint8Array(), true],
    [130, rest],
    [100, half],
    [100, half],
    [100 + ONE.length, bytesOf(TWO)],
  );
  assert.deepEqual(found, {
    read: [
      [ONE, 3],
      [TWO, 5],
    ],
    lost: [],
  });
});

test("lines that end without a return end a message too", () =>
  assert.deepEqual(followed([0, bytesOf(message(1, "\n") + message(2, "\n"))]).read.length, 2));

test("what is missing is counted once sixty-four segments wait for it, and what follows is read", () => {
  const later = Array.from({ length: 64 }, (_, number) => [1000 + number * ONE.length, bytesOf(ONE)]);
  const { read, lost } = followed([0, bytesOf("x")], ...later);
  assert.deepEqual([read.length, lost], [64, ["gap"]]);
});

test("a stream that holds no message is given up", () => {
  const { read, lost } = followed([0, new Uint8Array(1 << 20).fill(65)], [1 << 20, bytesOf("A")]);
  assert.deepEqual([read, lost], [[], ["stream"]]);
});

test("a message that the capture cuts is read as far as it goes", () => {
  const cut = ONE.replace("Length: 0", "Length: 9").trimEnd();
  assert.deepEqual(followed([0, bytesOf(cut)]), { read: [[cut, 1]], lost: ["stream-end"] });
});

const UPGRADE = "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";
const frame = (text, { first = 0x81, size = [] } = {}) => [
  first,
  ...(size.length ? size : [text.length]),
  ...bytesOf(text),
];
const LONG = "x".repeat(300);
/** Frames of WebSocket (RFC 6455 §5.2), and the texts that they carry. */
const FRAMES = {
  "a frame whose length takes two octets": [frame(LONG, { size: [126, ...two(300)] }), [LONG]],
  "a frame whose length takes eight octets": [frame(LONG, { size: [127, 0, 0, 0, 0, ...four(300)] }), [LONG]],
  "a text in two frames, a ping between": [
    [...frame("a", { first: 0x01 }), ...frame("", { first: 0x89 }), ...frame("b", { first: 0x80 })],
    ["ab"],
  ],
  "a frame that is longer than any": [frame("a", { size: [127, 0, 0, 0, 0, 255, 255, 255, 255] }), []],
  "a frame that the capture cuts": [frame("a", { size: [9] }), []],
};
for (const [name, [bytes, wanted]] of Object.entries(FRAMES))
  test(`${name} is read so`, () => {
    const { read } = followed([0, bytesOf(UPGRADE)], [UPGRADE.length, new Uint8Array(bytes)]);
    assert.deepEqual(
      read.map(([text]) => text),
      wanted,
    );
  });
test("an upgrade whose end comes later is waited for", () => {
  const [head, rest] = [UPGRADE.slice(0, -2), UPGRADE.slice(-2)];
  const { read } = followed(
    [0, bytesOf(head)],
    [head.length, bytesOf(rest)],
    [UPGRADE.length, new Uint8Array(frame("a"))],
  );
  assert.deepEqual(
    read.map(([text]) => text),
    ["a"],
  );
});

const chunk = (kind, bytes, vendor = 0) => [...two(vendor), ...two(kind), ...two(bytes.length + 6), ...bytes];
const hep = (...chunks) => new Uint8Array([0x48, 0x45, 0x50, 0x33, 0, 0, ...chunks.flat()]);
const PAYLOAD = chunk(15, [...bytesOf("BYE")]);
test("HEP over TCP, with chunks of another vendor, and without places", () => {
  const made = hep(chunk(2, [6]), chunk(15, [1], 7), PAYLOAD);
  assert.ok(isHep(made));
  const { bytes, ...rest } = unwrapped(made);
  assert.deepEqual([textOf(bytes), rest], ["BYE", { time: 0, from: "", to: "", transport: "TCP" }]);
});
test("HEP without a payload, or with a chunk whose length lies, carries nothing", () => {
  assert.equal(unwrapped(hep(chunk(2, [17]))), null);
  assert.equal(unwrapped(hep([0, 0, 0, 15, 0, 3, 1], PAYLOAD)), null);
  assert.equal(unwrapped(hep([0, 0, 0, 15, 255, 255, 1])), null);
});

const UDP = (length) => [...two(5060), ...two(5061), ...two(length + 8), 0, 0];
/** A packet of IPv6 with a fragment of a datagram (RFC 8200 §4.5). */
const fragment = (offset, isMore, bytes, { next = 17, id = 1 } = {}) => {
  const payload = [next, 0, ...two(offset | (isMore ? 1 : 0)), ...four(id), ...bytes];
  const address = (last) => [0x20, 1, 0x0d, 0xb8, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, last];
  const ip = [0x60, 0, 0, 0, ...two(payload.length), 44, 64, ...address(6), ...address(7), ...payload];
  return { number: 1, time: 0, link: 101, bytes: new Uint8Array(ip), isShort: false };
};
const unpacked = (...packets) => {
  const lost = [];
  const layers = unpacker((what) => lost.push(what));
  const made = packets.map((packet) => layers.take(packet)).filter(Boolean);
  return [[...made, ...layers.rest()].map(({ from, bytes, isFragment }) => [from, textOf(bytes), isFragment]), lost];
};
const FROM = "[2001:db8:1:2:3:4:5:6]:5060";
const [FIRST, SECOND] = [[...UDP(16), ...bytesOf("12345678")], [...bytesOf("abcdefgh")]];
/** Fragments, what they make, and what is lost. */
const FRAGMENTS = {
  "a fragment that comes twice": [
    [fragment(0, true, FIRST), fragment(0, true, FIRST), fragment(16, false, SECOND)],
    [[[FROM, "12345678abcdefgh", false]], []],
  ],
  "a fragment behind the end": [
    [fragment(24, true, SECOND), fragment(0, true, FIRST), fragment(16, false, SECOND)],
    [[[FROM, "12345678abcdefgh", false]], []],
  ],
  "a fragment that would make the datagram longer than any": [
    [fragment(65528, false, [...FIRST, ...SECOND])],
    [[], ["fragment-broken"]],
  ],
  "a fragment of another protocol": [[fragment(0, true, FIRST, { next: 58 })], [[], []]],
  "a datagram whose end is missing": [[fragment(0, true, FIRST)], [[[FROM, "12345678", true]], ["fragment"]]],
  "a datagram whose start is missing": [[fragment(16, false, SECOND)], [[], ["fragment"]]],
  "a segment of TCP that is shorter than its head": [[fragment(0, false, FIRST, { next: 6 })], [[], []]],
};
for (const [name, [packets, wanted]] of Object.entries(FRAGMENTS))
  test(`${name}: that much is read`, () => assert.deepEqual(unpacked(...packets), wanted));

test("of more than two thousand datagrams that wait the first are given up", () => {
  const [, lost] = unpacked(...Array.from({ length: 2100 }, (_, id) => fragment(0, true, FIRST, { id })));
  assert.equal(lost.length, 2000);
});

test("a datagram of IPv6 that is given whole stands in the place of its fragments", () => {
  const whole = madeWhole(fragment(0, true, FIRST), new Uint8Array([...FIRST, ...SECOND]));
  assert.deepEqual(unpacked(whole), [[[FROM, "12345678abcdefgh", false]], []]);
});
