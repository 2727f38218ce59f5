// A masked copy holds nobody, and says the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { masked } from "../../templates/scripts/trace/clean/masked.js";
import { asCapture, asText } from "../../templates/scripts/trace/clean/write.js";
import { finished } from "../../templates/scripts/trace/finished.js";
import { explained, summary, traces } from "../traces/traces.js";

/**
 * What a masked copy must not hold: every party, host, address, identifier, digest and key, found by patterns of its
 * own.
 */
const secrets = (trace) => {
  const found = new Set();
  const add = (...values) => {
    for (const value of values) if (value && value.length > 2) found.add(value);
  };
  for (const { cut } of trace.messages) {
    const { text } = cut;
    for (const [, user, host] of text.matchAll(
      /(?:sips?|tel):(?:([^@\s;<>:]+)(?::[^@\s]*)?@)?(\[[^\]]*\]|[^\s;:<>,"]+)/g,
    ))
      add(user, host);
    for (const [, name] of text.matchAll(/^(?:From|To|Contact|f|t|m): *"([^"]+)"/gim)) add(name);
    for (const [address] of text.matchAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g)) add(address);
    for (const [address] of text.matchAll(/\b2001:db8::[0-9a-f]+\b/gi)) add(address);
    for (const [, id] of text.matchAll(/^(?:Call-ID|i): *(\S+)/gim)) add(id);
    for (const [, tag] of text.matchAll(/;(?:tag|branch)=([^;\s]+)/g)) add(tag.replace(/^z9hG4bK/, ""));
    for (const [, value] of text.matchAll(/(?:nonce|response|username|realm|cnonce|opaque)="([^"]+)"/g)) add(value);
    for (const [, key] of text.matchAll(/inline:(\S+)/g)) add(key);
    for (const [, , name] of text.matchAll(/^o=(\S+) \S+ \S+ IN IP[46] (\S+)/gm)) add(name);
  }
  // they name nobody, and stand in every trace
  for (const common of ["0.0.0.0", "127.0.0.1", "localhost", "invalid", "transport", "Asterisk"]) found.delete(common);
  return [...found];
};
/** A word, not a part of one. */
const holds = (text, secret) => {
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
    const around = [text[at - 1] ?? " ", text[at + secret.length] ?? " "];
    if (!around.some((letter) => /[\w]/.test(letter))) return true;
  }
  return false;
};

for (const { name, bytes } of traces()) {
  test(`${name}: its masked copy holds nobody and gives the same verdict`, () => {
    const trace = explained(bytes);
    const { cleaned, list } = finished(masked(trace));
    const text = asText(cleaned);
    const hidden = secrets(trace);
    assert.ok(hidden.length === 0 || list.length > 0);
    assert.deepEqual(
      hidden.filter((secret) => holds(text, secret)),
      [],
    );
    const capture = asCapture(cleaned);
    const letters = Buffer.from(capture).toString("latin1");
    assert.deepEqual(
      hidden.filter((secret) => holds(letters, secret)),
      [],
    );

    const said = (one) => summary(one).calls.map(({ kind, verdict, code }) => [kind, verdict, code]);
    const isBare = trace.messages.some(({ headers }) => headers.length < 2);
    assert.deepEqual(said(explained(text)), said(trace));
    const isTimed = trace.messages.every(({ time }) => time !== null);
    if (!isBare && isTimed) assert.deepEqual(said(explained(capture)), said(trace));
  });
}

test("the same always becomes the same, and what is put in stands nowhere in the trace", () => {
  const [{ bytes }] = traces().filter(({ name }) => name.startsWith("b2bua-busy.pcap"));
  const trace = explained(bytes);
  const first = finished(masked(trace));
  assert.deepEqual(asText(finished(masked(trace)).cleaned), asText(first.cleaned));
  const source = trace.messages.map(({ cut }) => cut.text).join("\n");
  assert.deepEqual(
    first.list.filter(({ mask }) => mask.length > 3 && source.includes(mask)),
    [],
  );
  assert.deepEqual(
    first.trace.joined.joins.map(({ first: one, second }) => [one, second]),
    [[0, 1]],
  );
});

test("what already looks like a mask is masked by another, and masking pauses", () => {
  const message = (number) =>
    [
      "INVITE sip:user-1@host-1.example SIP/2.0",
      "Via: SIP/2.0/UDP 198.18.0.1;branch=z9hG4bKid-1x",
      'From: "Name 1" <sip:user-2@[2001:db8::a001]>;tag=masked-1',
      "To: <sip:+999@10.200.0.1>",
      `Call-ID: id-${number}x`,
      "CSeq: 1 INVITE",
      "",
    ].join("\n");
  const trace = explained(Array.from({ length: 450 }, (_, number) => message(number)).join("\n"));
  const steps = masked(trace);
  let count = 0;
  for (let step = steps.next(); ; step = steps.next(), count++) {
    if (!step.done) continue;
    const held = trace.messages.map(({ cut }) => cut.text).join("\n").toLowerCase();
    const { list, cleaned } = step.value;
    assert.deepEqual(list.filter(({ mask }) => holds(held, mask.toLowerCase())), []);
    assert.equal(new Set(cleaned.map(({ text }) => /^Call-ID: (.*)$/m.exec(text)[1])).size, 450);
    break;
  }
  assert.ok(count > 5, String(count));
});

test("bodies, own header fields and keys are left out", () => {
  const text = [
    "INVITE sip:+31201234567@198.51.100.20 SIP/2.0",
    "Via: SIP/2.0/TLS 192.168.1.20:5061;branch=z9hG4bKabc;received=198.51.100.7",
    'From: "Erika Mustermann" <sip:erika@example.com>;tag=1',
    "To: <sip:+31201234567@198.51.100.20>",
    "Call-ID: f81d4fae-7dec@192.168.1.20",
    "CSeq: 1 INVITE",
    "X-Customer: Erika Mustermann, Main Street 1",
    "P-Asserted-Identity: <tel:+31201234568>",
    "Identity: eyJhbGciOiJFUzI1NiJ9.eyJkZXN0Ijp7InRuIjpbIjMxIl19fQ.abc;info=<https://cert.example.org/x>",
    "Subject: about Erika",
    "User-Agent: Yealink SIP-T46S 66.86.0.15 805ec0aabbcc",
    "Content-Type: application/sdp",
    "Content-Length: 200",
    "",
    "v=0",
    "o=erika 1 1 IN IP4 192.168.1.20",
    "s=Erika's call",
    "c=IN IP4 192.168.1.20",
    "t=0 0",
    "m=audio 5004 RTP/SAVP 8",
    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj",
    "a=ice-pwd:asd88fgpdd777uzjYhagZg",
    "a=candidate:1 1 UDP 1 192.168.1.20 5004 typ host",
  ].join("\n");
  const made = asText(finished(masked(explained(text))).cleaned);
  for (const secret of [
    "Erika",
    "erika",
    "31201234567",
    "31201234568",
    "192.168.1.20",
    "198.51.100",
    "eyJ",
    "d0Rm",
    "asd88",
    "805ec0",
    "Main Street",
    "cert.example",
    "f81d4fae",
  ]) {
    assert.ok(!made.includes(secret), secret);
  }
  assert.match(made, /^c=IN IP4 10\.200\./m);
  assert.match(made, /RTP\/SAVP/);
});

test("what stands in free text is masked as it is where it belongs", () => {
  const text = [
    "SIP/2.0 486 Call of 0612345678 to erika@example.com at 192.0.2.7:5061 2001:db8:0:0:1::7",
    "Via: SIP/2.0/UDP [2001:db8::5];branch=z9hG4bKabc",
    "From: [email protected];tag=1",
    "To: <sip:+31201234567@[fd12::9]>;user=phone",
    "Contact: *",
    "P-Asserted-Identity: sip:+31201234567@example.com;user=phone",
    "Call-ID: 1f2e3d@example.com",
    "CSeq: 1 INVITE",
    "Session-ID: 0123456789abcdef0123456789abcdef;remote=00000000000000000000000000000000",
    'Reason: SIP;cause=486;text="00:15:65:aa:bb:cc of 805ec0aabbcc is busy"',
    'Warning: 399 pbx.example.net "no way to 192.0.2.9"',
    "",
  ].join("\n");
  const [made] = finished(masked(explained(text))).cleaned.map(({ text: clean }) => clean);
  const hidden = ["0612345678", "1234567", "rika", "192.0.2", "2001:db8:0:0:1::7", "db8::5", "fd12", "email"];
  hidden.push("example.com", "pbx.example", "1f2e3d", "0123456789abcdef", "00:15", "805ec0");
  assert.deepEqual(
    hidden.filter((secret) => made.includes(secret)),
    [],
  );
  assert.match(made, /^Contact: \*$/m);
  assert.match(made, /;user=phone$/m);
  assert.match(made, /;remote=0{32}$/m);
});

test("the identifier of a leg keeps what a product put behind that of the other, a fingerprint goes", () => {
  const leg = (id, ...rest) => [
    "INVITE sip:1002@192.0.2.20 SIP/2.0",
    `Call-ID: ${id}`,
    "CSeq: 1 INVITE",
    "From: <sip:a@b>;tag=1",
    ...rest,
    "",
  ];
  const body = ["Content-Type: application/sdp", "", "v=0", "a=fingerprint:sha-256 AB:CD:EF"];
  const text = [...leg("abcdef@pbx"), ...leg("abcdef@pbx_b2b-1", ...body)].join("\n");
  const [one, other] = finished(masked(explained(text))).cleaned;
  const idOf = ({ text }) => /^Call-ID: (.*)$/m.exec(text)?.[1];
  assert.equal(idOf(other), `${idOf(one)}_b2b-1`);
  assert.match(other.text, /^a=fingerprint:sha-256 masked$/m);
});
