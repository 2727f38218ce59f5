// The explainer of traces: real calls of real programs, each with the truth beside it, in every form they are logged
// in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMATS, WHOLES, rendered } from "../traces/render.js";
import { explained, pastes, summary, traces } from "../traces/traces.js";

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

for (const { name, text, truth } of pastes()) {
  test(`a paste, ${name}: verdict and decider are those of the truth`, () => {
    const trace = explained(text);
    const found = summary(trace).calls.map(({ verdict, decider }) => ({ verdict, decider }));
    const codes = [...trace.reading.tellings, ...trace.calls.map(({ verdict }) => verdict)].map(({ code }) => code);
    if (truth.tells) assert.deepEqual([...new Set(codes)], [truth.tells]);
    else assert.deepEqual(found, truth.calls);
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

const ANSWER = ["SIP/2.0 488 Not Acceptable Here", ...MESSAGE.slice(1), 'Warning: 304 example.com "no media"'];
/** What a text says of its only call: verdict, decider, causes of warnings, seconds from first to last message. */
const told = (text) => {
  const trace = explained(text);
  const [call] = trace.calls;
  assert.equal(trace.calls.length, 1);
  return [call.verdict.key, trace.lanes[call.verdict.decider]?.address, call.verdict.warnings, call.end - call.start];
};
const CALL = ["488", "192.0.2.20:5060", [304], 2];

test("a phone that logs a whole message on one line is read, header fields and all", () => {
  const line = (second, way, message) =>
    `<134>Jun 14 10:00:0${second} sipd: pjsua_core.c ${way} 480 bytes Request msg INVITE/cseq=1 (tdta0x7f) ` +
    `${way === "TX" ? "to" : "from"} UDP 192.0.2.20:5060: ${message.join(" ")} --end msg--`;
  assert.deepEqual(told([line(1, "TX", MESSAGE), line(3, "RX", ANSWER)].join("\n")), CALL);
});

test("what heplify prints of a packet is read, with the message in quotes or without", () => {
  for (const quote of ['"', ""]) {
    const line = (second, from, to, message) =>
      `2026/06/14 10:00:0${second} DEBG &HEP{Version:2 SrcIP:${from} DstIP:${to} SrcPort:5060 DstPort:5060 ` +
      `Payload:${quote}${message.join("\\r\\n")}\\r\\n${quote} CID: Vlan:0}`;
    const text = [line(1, "192.0.2.10", "192.0.2.20", MESSAGE), line(3, "192.0.2.20", "192.0.2.10", ANSWER)].join("\n");
    assert.deepEqual(told(text), CALL);
  }
});

test("details of Wireshark that lost their indents are read, and times with a comma", () => {
  const packet = (seconds, from, to, [first, ...headers]) => [
    `Frame 1: 700 bytes on wire`,
    `[Time since reference or first frame: ${seconds},000000 seconds]`,
    `Internet Protocol Version 4, Src: ${from}, Dst: ${to}`,
    "User Datagram Protocol, Src Port: 5060, Dst Port: 5060",
    `Session Initiation Protocol (${first.startsWith("SIP") ? "488" : "INVITE"})`,
    `${first.startsWith("SIP") ? "Status" : "Request"}-Line: ${first}`,
    "[Resent Packet: False]",
    "Message Header",
    ...headers.flatMap((line) => (line.startsWith("CSeq") ? [line, "Sequence Number: 1", "Method: INVITE"] : [line])),
  ];
  const text = [...packet(0, "192.0.2.10", "192.0.2.20", MESSAGE), ...packet(2, "192.0.2.20", "192.0.2.10", ANSWER)];
  assert.deepEqual(told(text.join("\n")), CALL);
});

test("tcpdump's lines of all interfaces are read", () => {
  const text = [
    "10:00:01.000000 eth0  Out IP 192.0.2.10.5060 > 192.0.2.20.5060: SIP: INVITE sip:1002@example.com SIP/2.0",
    "10:00:03.000000 eth0  In  IP 192.0.2.20.5060 > 192.0.2.10.5060: SIP: SIP/2.0 488 Not Acceptable Here",
  ];
  assert.deepEqual(told(text.join("\n")), ["488", "192.0.2.20:5060", [], 2]);
});

test("of two answers in one read of a stream the second has the time of the first", () => {
  const ringing = ["SIP/2.0 180 Ringing", ...MESSAGE.slice(1), "Content-Length: 0"];
  const text = [
    "2026-09-13 11:31:01:693 channel: message sent to [TCP://192.0.2.20:5060], size: [1019] bytes",
    ...MESSAGE,
    "Content-Length: 0",
    "",
    "2026-09-13 11:31:03:693 channel: received [694] new bytes from [TCP://192.0.2.20:5060]:",
    ...ringing,
    "",
    ...ANSWER,
    "",
  ];
  assert.deepEqual(told(text.join("\n")), CALL);
});

test("one line of a softphone's log tells its code", () => {
  const { reading } = explained("2026-05-24 | INFO | RESIP:TRANSACTION | SipResp: 486 tid=-524287-1 / 1 from(wire)");
  assert.deepEqual(reading.tellings.map(({ code }) => code), [486]);
});

test("rows of a table keep their quotes, their lines, and what is empty at their end", () => {
  const message = [...MESSAGE, 'X-Note: ""a"", b', ""].join("\n");
  const row = (from, to) => `1,"2026-11-29 10:00:00",5,"${message}",udp:${from},udp:${to},`;
  const text = ["id,time_stamp,time_us,msg,fromip,toip,callid", row("192.0.2.10:5060", "192.0.2.20:5060")].join("\n");
  const { messages, lanes } = explained(text);
  assert.deepEqual(lanes.map(({ address }) => address), ["192.0.2.10:5060", "192.0.2.20:5060"]);
  assert.equal(messages[0].headers.find(({ name }) => name === "x-note").value, '"a", b');
});

const leg = (id, second, from, to, user = `020555${String(id).padStart(4, "0")}`) => {
  const time = new Date(Date.UTC(2026, 10, 29) + second * 1000).toISOString().replaceAll("-", "/").replace("T", " ");
  return [
    `${time.slice(0, 23)} ${from}:5060 -> ${to}:5060`,
    `INVITE sip:${user}@${to} SIP/2.0`,
    `Via: SIP/2.0/UDP ${from};branch=z9hG4bK${from}${id}`,
    `From: <sip:1001@example.com>;tag=${id}`,
    `To: <sip:${user}@example.com>`,
    `Call-ID: ${id}@${from}`,
    "CSeq: 1 INVITE",
    "",
  ].join("\n");
};
test("of very many calls each second leg is joined to the first that came shortly before it", () => {
  const both = (id) => [leg(id, id * 10, "192.0.2.10", "192.0.2.20"), leg(id, id * 10 + 1, "192.0.2.20", "192.0.2.30")];
  const { joined } = explained(Array.from({ length: 300 }, (_, id) => both(id).join("\n")).join("\n"));
  assert.equal(joined.joins.length, 300);
  assert.deepEqual(joined.ambiguous, []);
});
test("of calls by the hundred to one number at once no leg is joined, as each may be that of any", () => {
  const both = (id) => [leg(id, 0, "192.0.2.10", "192.0.2.20", "1"), leg(id, 1, "192.0.2.20", "192.0.2.30", "1")];
  const { joined } = explained(Array.from({ length: 800 }, (_, id) => both(id).join("\n")).join("\n"));
  assert.deepEqual([joined.joins.length, joined.ambiguous.length], [0, 800]);
});
test("calls of many phones share the list of places, and each knows the parts of its own", () => {
  const { calls, lanes } = explained(
    Array.from({ length: 300 }, (_, id) => leg(id, id * 10, `198.51.${id >> 8}.${id & 255}`, "192.0.2.20")).join("\n"),
  );
  assert.deepEqual([lanes.length, calls.every((call) => call.lanes === lanes)], [301, true]);
  assert.deepEqual([...calls[299].roles.values()], ["caller", "callee"]);
});
