import assert from "node:assert/strict";
import test from "node:test";
import { indexOf, moreOf, traceWordsOf } from "./real.js";

Object.assign(globalThis, { sipIndex: indexOf("en"), sipMore: moreOf("en"), sipTrace: traceWordsOf("en") });
await import("../../templates/scripts/terminal.js");
/** Texts travel as bytes, a sign for each. @param {Iterable<number>} bytes */
const signs = (bytes) => String.fromCharCode(...Array.from(bytes, (byte) => byte + 256));
/** @param {string} query */
const search = (query) => JSON.parse(globalThis.search(query));
/** @param {string | Uint8Array} given */
const explain = (given) => JSON.parse(globalThis.explain(signs(Buffer.from(given))));

const HEADS = [
  "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1",
  "From: <sip:alice@example.com>;tag=1",
  "To: <sip:bob@example.com>",
  "Call-ID: 1@example.com",
  "CSeq: 1 INVITE",
  "Content-Length: 0",
];
/** @param {string} first */
const message = (first) => [first, ...HEADS, "", ""].join("\r\n");
const INVITE = message("INVITE sip:bob@example.com SIP/2.0");

test("a terminal is answered as a page is", () => {
  const found = search("486");
  assert.ok(found.isSure);
  assert.deepEqual([found.answers[0].code, found.answers[0].phrase], ["486", "Busy Here"]);
  assert.match(search("499").answers[0].remark, /4/);
  assert.deepEqual(search("zzqxvv"), { answers: [], isSure: false, isUnsure: false });
});

test("a terminal is told what happened in a trace", () => {
  const { found, calls } = explain(INVITE + message("SIP/2.0 486 Busy Here"));
  assert.match(found, /2/);
  assert.equal(calls[0].code, 486);
  assert.match(calls[0].ladder, /486 Busy Here/);
  assert.notEqual(calls[0].decider, "");
  assert.equal(explain(INVITE).calls[0].decider, "");
  assert.deepEqual(explain("hello"), { found: "", tellings: explain("hello").tellings, calls: [] });
  assert.deepEqual(explain(Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, ...new Array(16).fill(0))).calls, []);
});

test("an engine that cannot decode is lent what can", async () => {
  const { TextDecoder: decoder, TextEncoder: encoder } = globalThis;
  try {
    globalThis.lentDecode = (text, label) => `${label}: ${text.length}`;
    globalThis.lentEncode = () => signs([4, 8, 6]);
    await import("../../templates/scripts/terminal/encoding.js?lent");
    assert.equal(new TextDecoder().decode(new Uint8Array(9000)), "utf-8: 9000");
    assert.deepEqual([...new TextEncoder().encode("é")], [4, 8, 6]);
  } finally {
    Object.assign(globalThis, { TextDecoder: decoder, TextEncoder: encoder });
    delete globalThis.lentDecode;
    delete globalThis.lentEncode;
  }
});
