// Forms that programs write and no captured call has: what each says of a message, its time and its places.
import assert from "node:assert/strict";
import { test } from "node:test";
import { understanding } from "../../templates/scripts/trace/call/trace.js";
import { finished } from "../../templates/scripts/trace/finished.js";
import { decoded, opened } from "../../templates/scripts/trace/formats/bytes.js";
import { reading } from "../../templates/scripts/trace/formats/read.js";
import { momentIn } from "../../templates/scripts/trace/formats/times.js";

const BYE = "BYE sip:a@b SIP/2.0";
const CALL = `${BYE}\r\nCall-ID: 1\r\n\r\n`;
const quoted = CALL.replace("sip:a@b", 'sip:""a""@b');
const lines = (...all) => all.join("\n");
const json = (fields) => JSON.stringify(fields);
const tshark = (layers) => json([{ _source: { layers } }]);
const AT = Date.UTC(2026, 9, 22, 11, 44, 53) / 1000;

/** A text and what is read: of the first message the fields that are named. @type {Record<string, [string, object]>} */
const SHAPES = {
  "JSON with microseconds": [
    json({ msg: CALL, micro_ts: `${AT}500000` }),
    { time: AT + 0.5, clock: "date", format: "json" },
  ],
  "JSON with milliseconds": [json({ msg: CALL, ts: AT * 1000 }), { time: AT, clock: "date" }],
  "JSON with seconds since its begin": [json({ msg: CALL, time: 1.5 }), { time: 1.5, clock: "relative" }],
  "JSON with a written time": [json({ msg: CALL, "@timestamp": "2026-10-22T11:44:53Z" }), { time: AT, clock: "date" }],
  "JSON without a time": [json({ msg: CALL, time: null }), { time: null, clock: "none", from: "", to: "" }],
  "JSON with seconds alone, TCP by its number": [
    json({
      raw: CALL,
      time_sec: AT,
      proto: 6,
      src_ip: "192.0.2.1",
      src_port: 5060,
      dst: "2001:db8::1",
      dst_port: 5061,
    }),
    { time: AT, transport: "TCP", from: "192.0.2.1:5060", to: "[2001:db8::1]:5061" },
  ],
  "JSON of HOMER, UDP by its number": [
    json({ raw: CALL, protocol_header: { timeSeconds: AT, timeUseconds: 250000, srcIp: "192.0.2.1", protocol: 17 } }),
    { time: AT + 0.25, transport: "UDP", from: "192.0.2.1", to: "", format: "homer-json" },
  ],
  "tshark's JSON over TCP and IPv6": [
    tshark({
      frame: { "frame.time_epoch": String(AT) },
      ipv6: { "ipv6.src": "2001:db8::1", "ipv6.dst": "2001:db8::2" },
      tcp: { "tcp.srcport": "5060", "tcp.dstport": ["5061"] },
      sip: { "sip.Request-Line": BYE, "sip.msg_hdr": "Call-ID: 1\r\n" },
    }),
    { text: `${BYE}\nCall-ID: 1`, from: "[2001:db8::1]:5060", to: "[2001:db8::2]:5061", transport: "TCP", time: AT },
  ],
  "tshark's JSON with a description of the session in fields": [
    tshark({
      sip: {
        "sip.Request-Line": BYE,
        "sip.msg_hdr": "Call-ID: 1\r\n",
        "sip.msg_body": {
          sdp: { "sdp.version": "0", "sdp.media": ["audio 4000 RTP/AVP 0", 7], "sdp.time": "0 0", own: 1 },
        },
      },
    }),
    { text: `${BYE}\nCall-ID: 1\n\nv=0\nm=audio 4000 RTP/AVP 0\nt=0 0`, time: null },
  ],
  "tshark's JSON for Elasticsearch": [
    json({ layers: { sip: { sip_sip_Status_Line: "SIP/2.0 486 Busy Here", sip_sip_msg_hdr: "Call-ID: 1" } } }),
    { text: "SIP/2.0 486 Busy Here\nCall-ID: 1", format: "tshark-json" },
  ],
  "tshark's JSON with a layer that has no start": [
    tshark({ sip: [{ "sip.msg_hdr": "x" }, { "sip.Request-Line": BYE, "sip.msg_hdr": "Call-ID: 1" }] }),
    { text: `${BYE}\nCall-ID: 1` },
  ],
  "JAIN-SIP's XML": [
    `<message from="192.0.2.1:5060" to="192.0.2.2" isSender="true"><![CDATA[${CALL}]]></message>`,
    { from: "192.0.2.1:5060", to: "192.0.2.2", way: "out", time: null, format: "jain-sip" },
  ],
  "tshark's XML": [
    `<pdml version="0"><packet><proto name="dns"/></packet>\n<packet><proto name="ipv6"/><proto name="tcp"/>
<field name="frame.time_epoch" size="0" show="${AT}"/>
<field name="ipv6.src" show="2001:db8::1"/><field name="tcp.srcport" show="5060"/>
<proto name="sip"><field name="sip.Request-Line" size="1" show="BYE sip:&#97;@&#x62; SIP/2.0\\r\\n"/>
<field name="sip.msg_hdr" size="1" show="From: &lt;sip:a@b&gt;&#0;&#x110000;\\r\\nCall-ID: 1\\r\\n"/>
<field name="sdp.version" showname="Session Description Protocol Version (v): 0"/></proto></packet>\n<packet>cut short`,
    {
      text: `${BYE}\nFrom: <sip:a@b>\nCall-ID: 1\n\nv=0`,
      time: AT,
      from: "[2001:db8::1]:5060",
      transport: "TCP",
      line: 2,
      format: "tshark-pdml",
    },
  ],
  "SIPp's short messages": [
    `1792669493.000001\tS\t1@b\tCSeq: 1 BYE\t${BYE}\n1792669493\tR\tcut short\n`,
    { text: `${BYE}\nCall-ID: 1@b\nCSeq: 1 BYE`, way: "out", line: 1, format: "sipp-short" },
  ],
  "SIPp's short messages, received": [
    `1792669493.000001\tR\t1@b\tCSeq: 1 BYE\tSIP/2.0 200 OK`,
    { text: "SIP/2.0 200 OK\nCall-ID: 1@b\nCSeq: 1 BYE", way: "in" },
  ],
  "rows with semicolons": [
    lines(
      "callid;msg;fromip;toip;time_stamp;time_us;direction",
      `1;"${quoted}";tcp:192.0.2.1:5060;udp:192.0.2.2:5060;2026-10-22 11:44:53;250000;out`,
      "",
    ),
    { time: AT + 0.25, from: "192.0.2.1:5060", to: "192.0.2.2:5060", transport: "TCP", way: "out", line: 2 },
  ],
  "rows with tabs, the last without its end": [
    `msg\tcallid\tdirection\n${CALL.replaceAll("\r\n", "\\r\\n")}\t1\tin`,
    { text: `${BYE}\nCall-ID: 1`, time: null, from: "", to: "", way: "in" },
  ],
  "rows with commas, short ones among them": [
    `callid,msg\n1\n2,"${CALL}"`,
    { text: `${BYE}\nCall-ID: 1`, way: "", line: 3 },
  ],
  "rows below one another": [
    lines(
      "****** 1. row ******",
      "  id: 1",
      `msg: ${BYE}`,
      "Call-ID: 1",
      "method: none",
      "",
      " fromip: 192.0.2.1:5060",
      "1 row in set (0.00 sec)",
    ),
    { from: "192.0.2.1:5060", transport: "", format: "siptrace" },
  ],
  "Wireshark's details over IPv6": [
    lines(
      "Frame 1: 1 bytes",
      "    [Time since reference or first frame: 2.500000000 seconds]",
      "Internet Protocol Version 6, Src: 2001:db8::1, Dst: 2001:db8::2",
      "Transmission Control Protocol, Src Port: 5060, Dst Port: 5061, Seq: 1",
      "Session Initiation Protocol (BYE)",
      `    Request-Line: ${BYE}`,
      "    Message Header",
      "        Call-ID: 1",
      "            From Host: b",
      "        Via: [truncated] x…",
      "    Message Body",
      "        SIP/2.0 200 OK",
      "        Session Description Protocol",
      "            Session Description Protocol Version (v): 0",
    ),
    {
      text: `${BYE}\nCall-ID: 1\nVia: [truncated] x…\n\nSIP/2.0 200 OK\nv=0`,
      from: "[2001:db8::1]:5060",
      to: "[2001:db8::2]:5061",
      time: 2.5,
      clock: "relative",
      isCut: true,
    },
  ],
  "Wireshark's details without packet and indent": [
    lines(
      "Session Initiation Protocol (486)",
      "Status-Line: SIP/2.0 486 Busy Here",
      "Message Header",
      "Call-ID: 1",
      "[Response Time: 1]",
    ),
    { text: "SIP/2.0 486 Busy Here\nCall-ID: 1", from: "", to: "", time: null, clock: "none" },
  ],
  "a list of packets": [
    "  1 0,250 2001:db8::1 → 192.0.2.2 SIP 400 Status: 486 Busy Here (INVITE)\nno packet\n",
    {
      text: "SIP/2.0 486 Busy Here\nCSeq: 0 INVITE",
      from: "[2001:db8::1]",
      to: "192.0.2.2",
      time: 0.25,
      clock: "relative",
    },
  ],
  "tcpdump's text of TCP over IPv6": [
    `11:44:53.2 IP6 (flowlabel 0x1) 2001:db8::1.sip > 2001:db8::2.5061: Flags [P.], length 6\nE..x${BYE}\nCall-ID: 1\n`,
    { text: `${BYE}\nCall-ID: 1`, from: "[2001:db8::1]:5060", to: "[2001:db8::2]:5061", transport: "TCP" },
  ],
  "a log of Cisco that names no call": [
    `001738: Oct 22 11:44:53.1: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:\nSent: \n${BYE}\nCall-ID: 1\n`,
    { text: `${BYE}\nCall-ID: 1`, mark: "", way: "out", format: "cisco-ios" },
  ],
  "a log of SIPp": [
    `UDP message sent [60] bytes:\n\n${BYE}\nCall-ID: 1\n`,
    { text: `${BYE}\nCall-ID: 1`, way: "out", transport: "UDP", format: "sipp" },
  ],
  "a log of Adtran": [
    `11:44:53.25 SIP.STACK MSG Rx: UDP src=192.0.2.1:5060 dst=192.0.2.2:5060\n11:44:53.25 SIP.STACK MSG     ${BYE}\n`,
    { text: BYE, from: "192.0.2.1:5060", to: "192.0.2.2:5060", way: "in", format: "adtran" },
  ],
  "a log of Lync": [
    `TL_INFO(TF_PROTOCOL) 1 10/22/2026-11:44:53.250\nDirection: incoming\nPeer: 192.0.2.1:5060\n${BYE}\nCall-ID: 1\n`,
    { text: `${BYE}\nCall-ID: 1`, from: "192.0.2.1:5060", way: "in", format: "lync" },
  ],
  "a log of Ribbon": [
    `srcIp: 192.0.2.1:5060\ndstIp: 192.0.2.2:5060\n${BYE}\nCall-ID: 1\n`,
    { text: `${BYE}\nCall-ID: 1`, from: "192.0.2.1:5060", to: "192.0.2.2:5060", format: "ribbon" },
  ],
  "a log that ends messages with bars": [
    `x 11:44:53 ${BYE}\nCall-ID: 1${"|".repeat(20)}\nSubject: of something else\n`,
    { text: `${BYE}\nCall-ID: 1`, format: "log" },
  ],
  "a line of tcpdump": [
    "11:44:53.250000 IP 192.0.2.1.5060 > 192.0.2.2.sip: SIP: SIP/2.0 180 Ringing",
    { text: "SIP/2.0 180 Ringing", from: "192.0.2.1:5060", to: "192.0.2.2:sip", clock: "day", format: "tcpdump" },
  ],
};
for (const [name, [text, wanted]] of Object.entries(SHAPES))
  test(`${name}: message, time and places are read`, () => {
    const [found] = finished(reading(text)).cuts;
    assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((key) => [key, found?.[key]])), wanted);
  });

for (const [text, time, clock] of [
  ["22/10/2026 11:44:53", AT, "date"],
  ["Oct 22 11:44:53 CEST 2026", AT, "date"],
  ["22-10@11:44:53.5", Date.UTC(2001, 9, 22, 11, 44, 53) / 1000 + 0.5, "date"],
  ["2026-10-22T09:44:53-02:00", AT, "date"],
  ["2026-10-22 13:44:53+0200", AT, "date"],
  [`x ${AT}250 y`, AT + 0.25, "date"],
  [`${AT}.5`, AT + 0.5, "date"],
  [`${"x".repeat(400)} 11:44:53`, null, "none"],
  ["recv 903 bytes from udp/[192.0.2.1]:5060 at 11:44:53.250000:", 42_293.25, "day"],
])
  test(`the time of '${text.slice(0, 40)}' is found`, () => assert.deepEqual(momentIn(text), { time, clock }));

const wide = (text, isBig, mark) => {
  const bytes = new Uint8Array(
    [...`${mark ? "\ufeff" : ""}${text}`].flatMap((sign) => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]),
  );
  return isBig ? bytes.map((_, at) => bytes[at ^ 1]) : bytes;
};
for (const [name, bytes] of [
  ["UTF-8", new TextEncoder().encode(BYE)],
  ["UTF-16 with its mark, last byte first", wide(BYE, false, true)],
  ["UTF-16 with its mark, first byte first", wide(BYE, true, true)],
  ["UTF-16 of Windows without a mark", wide(BYE, false, false)],
])
  test(`a file in ${name} is decoded`, () => assert.equal(decoded(bytes), BYE));

const zipped = async (bytes) =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
test("a compressed file is unpacked, one without end not past its limit, another stays as it is", async () => {
  const bytes = new TextEncoder().encode(CALL);
  assert.deepEqual(await opened(await zipped(bytes), 1000), bytes);
  assert.equal(await opened(bytes, 1000), bytes);
  const most = 200_000;
  const { length } = await opened(await zipped(new Uint8Array(20_000_000)), most);
  assert.ok(length > most && length < 2_000_000, String(length));
});

const MENDED = {
  "character references": [
    `&#66;YE sip&colon;a@&#x62; SIP/2.0\nCall-ID: 1&#0;&#x110000;&nothing;\n`,
    `${BYE}\nCall-ID: 1&nothing;`,
  ],
  "the ends of lines of a terminal": [`BYE sip:a@b SIP/2.0^M\nCall-ID: 1^M\n`, `${BYE}\nCall-ID: 1`],
  "a line that syslog has counted": [
    `Oct 22 11:44:53 a b: message repeated 2 times: [ ${BYE}#015#012Call-ID: 1#015#012]\n`,
    `${BYE}\nCall-ID: 1`,
  ],
};
for (const [name, [text, wanted]] of Object.entries(MENDED))
  test(`${name}: the message is read as it was`, () => assert.equal(finished(reading(text)).cuts[0]?.text, wanted));

for (const [line, code, phrase] of [
  ["app: sip-486-busy-here", 486, "busy-here"],
  ['{"sip_code": "503"}', 503, ""],
  ["received 404 Not Found", 404, "Not Found"],
  ["a response 480", 480, ""],
  ["parse_msg():  status:  <404>", 404, ""],
  ["Channel sofia/external/1001 entering state [terminated][486]", 486, ""],
])
  test(`'${line}' tells its code`, () => {
    const { cuts, tellings } = finished(reading(`first\n${line}`));
    assert.deepEqual([cuts, tellings], [[], [{ code, phrase, text: line, line: 2 }]]);
  });

/** How often work pauses, so that a page can answer meanwhile, and what comes of it. */
const paused = (steps) => {
  for (let count = 0; ; count++) {
    const { done, value } = steps.next();
    if (done) return { count, value };
  }
};
test("empty lines by the million, in one line or each on its own, never keep a page for long", () => {
  for (const text of [`${BYE}\\r\\n${"\\n".repeat(1_000_000)}`, "\n".repeat(1_000_000)])
    assert.ok(paused(reading(text)).count >= 500, String(paused(reading(text)).count));
});
for (const [name, text, most] of [
  ["a record of a table with a million fields", `callid,msg\n${",".repeat(1_000_000)}`, 220_000],
  ["a row with a million lines", `*** 1. row ***\n msg: ${BYE}\n${"x\n".repeat(500_000)}`, 30_000],
  ["a dump without end", `0000  42 59 45\n${"0001  42 59 45\n".repeat(70_000)}`, 70_000],
])
  test(`${name} is read in steps, of which none takes more than ${most} letters`, () => {
    const { count } = paused(reading(text));
    assert.ok(text.length / (count + 1) < most, String(count));
  });
test("a call of many messages is understood in more steps than the same messages as two calls", () => {
  const steps = (calls) => {
    const one = (number) => `INFO sip:a@b SIP/2.0\r\nCall-ID: ${number % calls}\r\nCSeq: ${number} INFO\r\n\r\n`;
    const messages = Array.from({ length: 2_100 }, (_, number) => ({ msg: one(number) }));
    return paused(understanding(finished(reading(json(messages))))).count;
  };
  assert.equal(steps(1), steps(2) + 2);
});
test("a long trace pauses while it is read and understood", () => {
  const messages = Array.from({ length: 10_100 }, (_, number) => ({
    msg: `OPTIONS sip:a@b SIP/2.0\r\nCall-ID: ${number >> 5}\r\nCSeq: ${number} OPTIONS\r\n\r\n`,
  }));
  const { count, value } = paused(understanding(finished(reading(json(messages)))));
  assert.deepEqual([value.messages.length, value.calls.length], [10_100, 316]);
  assert.ok(count > 30, String(count));
  const text = Array.from({ length: 21_000 }, (_, row) => (row % 3 ? `x ${row}` : `00${row % 10}0  42 59 45`));
  assert.ok(paused(reading(text.join("\n"))).count > 10);
});

/** What a message says, however it is broken or shortened. @type {Record<string, [string[], object]>} */
const BROKEN = {
  "a field that goes on in the next line": [[BYE, "Subject: one", "  two", "Call-ID: 1"], { subject: "one two" }],
  "a blank line before the body that was lost": [[BYE, "Call-ID: 1", "v=0", "c=IN IP4 192.0.2.1"], { "call-id": "1" }],
};
for (const [name, [text, wanted]] of Object.entries(BROKEN))
  test(`${name}: the header is read whole`, () => {
    const [{ headers }] = finished(understanding(finished(reading(text.join("\n"))))).messages;
    for (const [field, value] of Object.entries(wanted))
      assert.equal(headers.find((header) => header.name === field)?.value, value);
  });
