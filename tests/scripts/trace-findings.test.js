// What stands out beside what decided a call: written calls, each with one thing that is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { explained } from "../traces/traces.js";

const CALLER = "203.0.113.10:5060";
const CALLEE = "198.51.100.20:5060";
/** A description of a session. */
const sdp = ({ address = "203.0.113.10", port = 4000, protocol = "RTP/AVP", codecs = "0 8", rest = [] } = {}) => [
  "v=0",
  `c=IN IP${address.includes(":") ? 6 : 4} ${address}`,
  `m=audio ${port} ${protocol} ${codecs}`,
  ...rest,
];
/** A message with the fields that every one of the call has, and a body. */
const message = (
  start,
  { cseq = "1 INVITE", seconds = 0, from = CALLER, isBack = false, tag = "2", fields = [], body = [] },
) => {
  const moment = new Date(Date.UTC(2026, 9, 22, 11, 0, 0, seconds * 1000)).toISOString();
  const when = moment.replaceAll("-", "/").replace("T", " ").replace("Z", "000");
  const type = body[0]?.startsWith("SIP/2.0") ? "message/sipfrag" : "application/sdp";
  const text = `${body.join("\r\n")}\r\n`;
  const [party, other] = isBack
    ? [`<sip:2@b>;tag=${tag}`, "<sip:1@a>;tag=1"]
    : ["<sip:1@a>;tag=1", `<sip:2@b>${start.startsWith("INVITE") ? "" : `;tag=${tag}`}`];
  return [
    `${when} ${from} -> ${from === CALLER ? CALLEE : CALLER}`,
    start,
    `Via: SIP/2.0/UDP ${isBack ? CALLEE : CALLER};branch=z9hG4bK${cseq.replace(" ", "")}`,
    `From: ${party}`,
    `To: ${other}`,
    "Call-ID: abc@a",
    `CSeq: ${cseq}`,
    ...fields,
    ...(body.length
      ? [`Content-Type: ${type}`, `Content-Length: ${text.length}`, "", text]
      : ["Content-Length: 0", ""]),
    "",
  ].join("\r\n");
};
const invite = (body, ...fields) => message("INVITE sip:2@b SIP/2.0", { body, fields });
const answer = (start, body = [], rest = {}) =>
  message(`SIP/2.0 ${start}`, { from: CALLEE, seconds: 1, body, ...rest });
const ACK = message("ACK sip:2@b SIP/2.0", { cseq: "1 ACK", seconds: 1.1 });
const bye = (seconds, rest = {}) => message("BYE sip:2@b SIP/2.0", { cseq: "2 BYE", seconds, ...rest });
const byeBack = (seconds, fields = []) =>
  message("BYE sip:1@a SIP/2.0", { cseq: "9 BYE", seconds, from: CALLEE, isBack: true, fields });
const OK = "200 OK";
const found = (...messages) =>
  explained(messages.join("\r\n")).calls[0].verdict.findings.map(({ key, certainty, values }) => [
    key,
    certainty,
    values,
  ]);
const PLAIN = { codecs: "PCMU, PCMA", protocol: "RTP/AVP" };

/** What is sent, and what is found. */
const CALLS = {
  "nothing that stands out": [[invite(sdp()), answer(OK, sdp({ address: "198.51.100.20" }))], []],
  "a contact that nobody reaches": [
    [invite(sdp(), "Contact: <sip:1@192.168.1.7>"), answer(OK, sdp())],
    [["private-contact", "likely", { address: "192.168.1.7" }]],
  ],
  "sound sent to an address that nobody reaches": [
    [invite(sdp({ address: "10.0.0.7" })), answer(OK, sdp())],
    [["private-sdp", "likely", { address: "10.0.0.7" }]],
  ],
  "sound over the other IP": [
    [invite(sdp({ address: "2001:db8::7" })), answer(OK, sdp())],
    [["address-family", "possible", { address: "2001:db8::7" }]],
  ],
  "sound that was declined": [[invite(sdp()), answer(OK, sdp({ port: 0 }))], [["no-common-codec", "likely", PLAIN]]],
  "codecs of which none is common": [
    [invite(sdp()), answer(OK, sdp({ codecs: "9" }))],
    [["no-common-codec", "likely", PLAIN]],
  ],
  "encryption on one side": [
    [invite(sdp()), answer(OK, sdp({ protocol: "RTP/SAVP" }))],
    [["srtp-mismatch", "possible", { codecs: "PCMU, PCMA", protocol: "RTP/SAVP" }]],
  ],
  "a fingerprint on one side": [
    [invite(sdp({ rest: ["a=fingerprint:sha-256 AB"] })), answer(OK, sdp())],
    [["srtp-mismatch", "possible", PLAIN]],
  ],
  "keys for all media of one side": [
    [invite(sdp()), answer(OK, ["v=0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x", ...sdp().slice(1)])],
    [["srtp-mismatch", "possible", PLAIN]],
  ],
  "encryption that was refused": [
    [invite(sdp({ protocol: "RTP/SAVP" })), answer("488 Not Acceptable Here")],
    [["srtp-mismatch", "possible", { codecs: "PCMU, PCMA", protocol: "RTP/SAVP" }]],
  ],
  "codecs that were refused with a warning of it": [
    [invite(sdp()), answer("488 Not Acceptable Here", [], { fields: ['Warning: 304 b "media type not available"'] })],
    [["no-common-codec", "likely", PLAIN]],
  ],
  "a refusal with a warning of something else": [
    [invite(sdp()), answer("488 Not Acceptable Here", [], { fields: ['Warning: 301 b "no network"'] })],
    [],
  ],
  "sides that only send": [
    [invite(sdp({ rest: ["a=sendonly"] })), answer(OK, sdp({ rest: ["a=sendonly"] }))],
    [["one-way", "possible", {}]],
  ],
  "progress without sound": [
    [invite(sdp()), answer("183 Session Progress"), answer(OK, sdp(), { seconds: 2 })],
    [["early-media", "possible", {}]],
  ],
  "progress with sound from an address that nobody reaches": [
    [invite(sdp()), answer("183 Session Progress", sdp({ address: "0.0.0.0" })), answer(OK, sdp(), { seconds: 2 })],
    [["early-media", "possible", {}]],
  ],
  "progress with sound": [
    [invite(sdp()), answer("183 Session Progress", sdp()), answer(OK, sdp(), { seconds: 2 })],
    [],
  ],
  "a transfer that was refused": [
    [
      invite(sdp()),
      answer(OK, sdp()),
      ACK,
      message("REFER sip:2@b SIP/2.0", { cseq: "3 REFER", seconds: 3 }),
      answer("603 Decline", [], { cseq: "3 REFER", seconds: 4 }),
    ],
    [["transfer-failed", "sure", { code: "603" }]],
  ],
  "a transfer that failed": [
    [
      ...[invite(sdp()), answer(OK, sdp()), ACK, message("REFER sip:2@b SIP/2.0", { cseq: "3 REFER", seconds: 3 })],
      answer("202 Accepted", [], { cseq: "3 REFER", seconds: 4 }),
      message("NOTIFY sip:1@a SIP/2.0", {
        cseq: "5 NOTIFY",
        seconds: 5,
        from: CALLEE,
        isBack: true,
        body: ["SIP/2.0 486 Busy Here"],
      }),
    ],
    [["transfer-failed", "sure", { code: "486" }]],
  ],
  "a transfer of which nothing more is heard": [
    [invite(sdp()), answer(OK, sdp()), ACK, message("REFER sip:2@b SIP/2.0", { cseq: "3 REFER", seconds: 3 })],
    [["transfer-open", "possible", {}]],
  ],
  "a request inside the call that was refused": [
    [
      ...[invite(sdp()), answer(OK, sdp()), ACK, message("INFO sip:2@b SIP/2.0", { cseq: "3 INFO", seconds: 3 })],
      answer("401 Unauthorized", [], { cseq: "3 INFO", seconds: 3.1 }),
      message("INFO sip:2@b SIP/2.0", { cseq: "4 INFO", seconds: 3.2 }),
      answer("415 Unsupported Media Type", [], { cseq: "4 INFO", seconds: 3.3 }),
    ],
    [["refused-inside", "sure", { code: "415", method: "INFO" }]],
  ],
  "two phones that ring": [
    [
      invite(sdp()),
      answer("180 Ringing", [], { tag: "x" }),
      answer("180 Ringing", [], { tag: "y" }),
      answer(OK, sdp(), { seconds: 5 }),
    ],
    [["forked", "likely", { count: "2" }]],
  ],
};
for (const [name, [messages, wanted]] of Object.entries(CALLS))
  test(`${name}: that alone is found`, () => assert.deepEqual(found(...messages), wanted));

const TIMED = ["Session-Expires: 90;refresher=uas"];
const answered = [invite(sdp()), answer(OK, sdp(), { fields: TIMED }), ACK];
const verdictOf = (...messages) => {
  const [{ verdict }] = explained(messages.join("\r\n")).calls;
  const { key, certainty, doubts, runnerUp } = verdict;
  return { key, certainty, doubts, runnerUp };
};
/** Calls that end when their session timer says so, and calls that do not. */
const ENDS = {
  "the end says that the session expired": [
    [...answered, bye(20, { fields: ['Reason: SIP;text="Session Timer Expired"'] })],
    "session-timer",
  ],
  "the end comes when it is due": [[...answered, bye(62)], "session-timer"],
  "the end comes when it is due, after a refresh that was not answered": [
    [...answered, message("UPDATE sip:2@b SIP/2.0", { cseq: "2 UPDATE", seconds: 45 }), bye(62, { cseq: "3 BYE" })],
    "session-timer",
  ],
  "the end comes early": [[...answered, bye(20)], "answered-caller"],
  "the callee ends it early": [[...answered, byeBack(20)], "answered-callee"],
};
for (const [name, [messages, wanted]] of Object.entries(ENDS))
  test(`where ${name}, it is called ${wanted}`, () => assert.equal(verdictOf(...messages).key, wanted));

const leg = (id, { at = 0, from = CALLER, to = CALLEE, number = "0201234567", fields = [] } = {}) =>
  [
    `2026/10/22 11:00:0${at}.000000 ${from} -> ${to}`,
    `INVITE sip:${number}@b SIP/2.0`,
    `Via: SIP/2.0/UDP ${from};branch=z9hG4bK${id}`,
    `From: <sip:${id}@a>;tag=${id}`,
    `To: <sip:${number}@b>`,
    `Call-ID: ${id}`,
    "CSeq: 1 INVITE",
    ...fields,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
const ONWARD = { from: CALLEE, to: "198.51.100.30:5060", at: 1 };
const joinsOf = (...messages) => {
  const { joins, ambiguous } = explained(messages.join("")).joined;
  return [joins.map(({ first, second, reason }) => [first, second, reason]), ambiguous];
};
/** Legs of a call, which of them are joined by what, and which fit several. */
const LEGS = {
  "a leg that names the other": [
    [leg("one"), leg("two", { ...ONWARD, number: "1", fields: ["X-CID: one"] })],
    [[[0, 1, "header"]], []],
  ],
  "legs of one Session-ID": [
    ["one", "two"].map((id) => leg(id, { number: id, fields: ["Session-ID: 0123456789abcdef;remote=0"] })),
    [[[0, 1, "session-id"]], []],
  ],
  "legs whose Session-ID is not known": [
    ["one", "two"].map((id) => leg(id, { number: id, fields: ["Session-ID: 0000000000000000"] })),
    [[], []],
  ],
  "a leg to the same number, soon after": [
    [leg("one"), leg("two", ONWARD)],
    [[[0, 1, "number"]], []],
  ],
  "a leg that fits two": [
    [leg("one"), leg("two"), leg("three", ONWARD)],
    [[], [2]],
  ],
};
for (const [name, [messages, wanted]] of Object.entries(LEGS))
  test(`${name}: joined so`, () => assert.deepEqual(joinsOf(...messages), wanted));

const PROVE = 'WWW-Authenticate: Digest realm="b", nonce="';
const proven = (number, nonce) =>
  message("REGISTER sip:b SIP/2.0", {
    cseq: `${number} REGISTER`,
    seconds: number,
    fields: nonce ? [`Authorization: Digest username="1", realm="b", nonce="${nonce}", response="0"`] : [],
  });
const unproven = (number, nonce, rest = "") =>
  answer("401 Unauthorized", [], {
    cseq: `${number} REGISTER`,
    seconds: number + 0.1,
    fields: [`${PROVE}${nonce}"${rest}`],
  });
test("a nonce that was too old leaves open what comes of it", () =>
  assert.deepEqual(verdictOf(proven(1), unproven(1, "a"), proven(2, "a"), unproven(2, "b", ", stale=TRUE")), {
    key: "challenge-open",
    certainty: "likely",
    doubts: ["tried-again"],
    runnerUp: "",
  }));

test("an answer whose ACK went astray until its sender gave up is told so", () => {
  const again = (seconds) => answer(OK, sdp(), { seconds });
  const acks = [2, 4, 8, 16].map((seconds) =>
    message("ACK sip:2@b SIP/2.0", { cseq: "1 ACK", seconds: seconds + 0.1 }),
  );
  const copies = [1, 1.5, 2.5, 4.5, 8.5, 12.5, 16.5, 20.5, 24.5].map(again);
  const messages = [...copies, ...acks].sort((one, other) => (one < other ? -1 : 1));
  assert.equal(verdictOf(invite(sdp()), ...messages, byeBack(33)).key, "ack-astray");
});

const listed = (...packets) =>
  packets
    .map(([from, to, what], place) => `${place} ${place}.0 192.0.2.${from} → 192.0.2.${to} SIP 400 ${what}`)
    .join("\n");
const INVITE = "Request: INVITE tel:112 |";
const DONE = "Status: 200 OK |";
/** Lists of packets, each message with its call and its number there. */
const LISTS = {
  "a call that is changed and ended": [
    [
      [1, 2, INVITE],
      [2, 1, DONE],
      [1, 2, "Request: ACK sip:2@b |"],
      [1, 2, "Request: INVITE sip:2@c |"],
      [2, 1, DONE],
      [1, 2, "Request: BYE sip:2@b |"],
    ],
    ["pair 1 1", "pair 1 1", "pair 1 1", "pair 1 2", "pair 1 2", "pair 1 3"],
  ],
  "a phone that registers again": [
    [
      [1, 2, "Request: REGISTER sip:b |"],
      [2, 1, DONE],
      [1, 2, "Request: REGISTER sip:b |"],
      [2, 1, DONE],
    ],
    ["pair 1 1", "pair 1 1", "pair 1 2", "pair 1 2"],
  ],
  "a call to a number that is sent on": [
    [
      [1, 2, INVITE],
      [2, 3, INVITE],
      [3, 2, "Status: 486 Busy Here |"],
      [2, 1, "Status: 486 Busy Here |"],
    ],
    ["pair 1 1", "pair 1 1", "pair 1 1", "pair 1 1"],
  ],
};
for (const [name, [packets, wanted]] of Object.entries(LISTS))
  test(`${name}: each line of the list belongs to its call`, () =>
    assert.deepEqual(
      explained(listed(...packets)).messages.map(({ callId, cseq }) => `${callId} ${cseq}`),
      wanted,
    ));

const seenFrom = (head) =>
  explained(
    [
      head,
      "INVITE sip:1002@192.0.2.20 SIP/2.0",
      "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKab",
      "Call-ID: a",
      "CSeq: 1 INVITE",
      "",
      "",
    ].join("\n"),
  ).lanes.map(({ address }) => address);
for (const [head, wanted] of [
  ["2026/10/22 11:44:53.118139 0.0.0.0:5060 -> 198.51.100.7:5060", ["192.0.2.10:5060", "198.51.100.7:5060"]],
  ["2026/10/22 11:44:53.118139 198.51.100.7:5060 -> 0.0.0.0:0", ["198.51.100.7:5060", "192.0.2.20:5060"]],
  ["UDP message sent [60] bytes:\n", ["192.0.2.10:5060", "192.0.2.20:5060"]],
  ["UDP message received [60] bytes:\n", ["192.0.2.10:5060", "192.0.2.20:5060"]],
])
  test(`behind '${head.trim()}' the message tells who is not named`, () => assert.deepEqual(seenFrom(head), wanted));
