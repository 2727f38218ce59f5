// Nothing that is called certain is wrong: over traces that were shuffled, cut short, thinned out and damaged.
import assert from "node:assert/strict";
import { test } from "node:test";
import { rendered } from "../traces/render.js";
import { DAMAGES, MENDED } from "../traces/damage.js";
import { explained, summary, traces } from "../traces/traces.js";

/** Numbers that look random and are the same in every run. */
const randomly = (seed) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const shuffled = (list, random) =>
  list
    .map((one) => [random(), one])
    .sort(([one], [other]) => one - other)
    .map(([, one]) => one);

const captures = traces().filter(({ name }) => /\.pcap(?:ng)?$/.test(name));
/** The truth of a call, by its Call-ID; `earlier` is what was true until its last messages. */
const truths = (trace, truth) => new Map(trace.calls.map(({ id }, place) => [id, truth.calls[place]]));

/** What is called certain and is not so; of a part of a trace what was true at its end may be certain. */
const wrong = (text, known, isWhole = false) => {
  const { calls } = explained(text);
  const right = ({ earlier = [], verdict }) => (isWhole ? [verdict] : [...earlier, verdict]);
  return calls
    .filter(({ verdict }) => verdict.certainty === "sure")
    .filter(({ id, verdict }) => known.has(id) && !right(known.get(id)).includes(verdict.key))
    .map(({ id, verdict }) => `${verdict.key} in place of ${known.get(id).verdict}`);
};

for (const { name, bytes, truth } of captures) {
  const trace = explained(bytes);
  const known = truths(trace, truth);
  const { messages } = trace;
  const random = randomly(name.length * 7919 + messages.length);
  const forms = ["sngrep", "raw"];

  test(`${name}: shuffled messages give no wrong certainty`, () => {
    for (const form of forms) {
      for (let round = 0; round < 4; round++) {
        assert.deepEqual(wrong(rendered(form, shuffled(messages, random), ""), known, true), []);
      }
    }
  });

  test(`${name}: without times, and without the reason that a BYE gives, nothing wrong is certain`, () => {
    const untold = messages.map(({ method, cut, ...rest }) => {
      const text = method === "BYE" ? cut.text.replace(/^Reason: .*\n/im, "") : cut.text;
      return { ...rest, cut: { ...cut, text } };
    });
    for (const all of [messages, untold]) assert.deepEqual(wrong(rendered("raw", all, ""), known, true), []);
  });

  test(`${name}: a trace that lacks its start or its end gives no wrong certainty`, () => {
    for (const form of forms) {
      for (let count = 1; count < Math.min(messages.length, 16); count++) {
        assert.deepEqual(wrong(rendered(form, messages.slice(0, count), ""), known), [], `the first ${count}`);
        assert.deepEqual(wrong(rendered(form, messages.slice(count), ""), known), [], `without the first ${count}`);
      }
    }
  });

  test(`${name}: a text that is cut anywhere gives no wrong certainty`, () => {
    const text = rendered("sngrep", messages, "");
    for (let round = 0; round < 10; round++) {
      const end = Math.floor(random() * text.length);
      assert.deepEqual(wrong(text.slice(0, end), known), [], `cut at ${end}`);
      assert.deepEqual(wrong(text.slice(end), known), [], `from ${end}`);
    }
  });

  test(`${name}: damages of pages give no wrong certainty, and those that can be mended none at all`, () => {
    for (const [damage, harm] of Object.entries(DAMAGES)) {
      const text = harm(rendered("sngrep", messages, ""));
      assert.deepEqual(wrong(text, known), [], damage);
      // what is left of a fragment is known by its packet, which a text has not
      if (!MENDED.has(damage) || truth.calls[0].verdict === "fragment-lost") continue;
      const found = summary(explained(text));
      assert.equal(found.rows.length, messages.length, `${damage}: every message is read`);
      assert.deepEqual(
        found.calls.map(({ verdict }) => verdict),
        truth.calls.map(({ verdict }) => verdict),
        damage,
      );
    }
  });
}

test("one message that is lost anywhere leads to no wrong certainty that another answer decided", () => {
  for (const { bytes, truth } of captures) {
    const trace = explained(bytes);
    const known = truths(trace, truth);
    for (let gone = 0; gone < Math.min(trace.messages.length, 16); gone++) {
      const left = trace.messages.filter((_, index) => index !== gone);
      assert.deepEqual(wrong(rendered("sngrep", left, ""), known), [], `${truth.calls[0].verdict} without ${gone}`);
    }
  }
});

test("packets whose contents tcpdump did not print leave nothing certain", () => {
  const rows = (length) => [
    `20:25:36.932709 IP 192.0.2.20.5080 > 192.0.2.10.44975: Flags [P.], seq 1:1331, ack 1, win 63, length ${length}`,
    "20:25:36.933582 IP 192.0.2.20.5080 > 192.0.2.10.44975: Flags [.], ack 1331, win 67, length 0",
  ];
  const { bytes } = traces().find(({ name }) => name === "declined-fast.tcpdump-v.txt");
  const text = new TextDecoder().decode(bytes);
  const certainty = (length) => explained([...rows(length), text].join("\n")).calls[0].verdict.certainty;
  assert.deepEqual([certainty(0), certainty(569)], ["sure", "likely"]);
});

/** A registration with the answers of its server: seconds, number, and the contacts of the answer. */
const registration = (...rounds) =>
  rounds
    .flatMap(([seconds, number, ...contacts]) => {
      const own = [
        `Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK${number}`,
        "From: <sip:1001@example.com>;tag=1",
        "To: <sip:1001@example.com>",
        "Call-ID: a84b4c76",
        `CSeq: ${number} REGISTER`,
      ];
      const moment = new Date(Date.UTC(2026, 10, 29) + seconds * 1000).toISOString();
      const time = moment.replaceAll("-", "/").replace("T", " ").slice(0, 23);
      return [
        `${time} 192.0.2.10:5060 -> 192.0.2.20:5060`,
        "REGISTER sip:example.com SIP/2.0",
        ...own,
        "Contact: <sip:1001@192.0.2.10>;expires=3600",
        "",
        `${time} 192.0.2.20:5060 -> 192.0.2.10:5060`,
        "SIP/2.0 200 OK",
        ...own,
        ...contacts.map((contact) => `Contact: ${contact}`),
        "",
      ];
    })
    .join("\n");
const said = (text) => {
  const [{ verdict }] = explained(text).calls;
  return [verdict.key, verdict.certainty, verdict.doubts.join()];
};
const OWN = "<sip:1001@192.0.2.10>;expires=600";

test("a renewal that comes late is told, and one that may be missing leaves a doubt", () => {
  assert.deepEqual(said(registration([0, 1, OWN], [900, 2, OWN])), ["expires-early", "sure", ""]);
  assert.deepEqual(said(registration([0, 1, OWN], [900, 3, OWN])), ["expires-early", "likely", "gap"]);
  assert.deepEqual(said(registration([0, 1, OWN], [500, 2, OWN])), ["registered", "sure", ""]);
});

test("the registration of another phone that the answer lists too ends nothing", () => {
  const other = "<sip:1001@192.0.2.11>;expires=30";
  assert.deepEqual(said(registration([0, 1, other, OWN], [500, 2, other, OWN])), ["registered", "sure", ""]);
});

test("times of two clocks are not compared", () => {
  const dated = registration([0, 1, OWN], [900, 2, OWN]);
  const text = dated.replace(/(2026.11.29 )(00:15:00.000 192.0.2.10)/, "$2");
  assert.notEqual(text, dated);
  assert.deepEqual(said(text).slice(0, 2), ["registered", "likely"]);
});

test("without times a call that ends after repeated answers is not said to have ended well", () => {
  const own = (number) => [
    `Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK${number}`,
    "From: <sip:1001@example.com>;tag=1",
    "To: <sip:1002@example.com>;tag=2",
    "Call-ID: a84b4c76",
  ];
  const answer = ["SIP/2.0 200 OK", ...own(1), "CSeq: 1 INVITE", ""];
  const asked = own(1).map((line) => line.replace(";tag=2", ""));
  const text = [
    ["INVITE sip:1002@192.0.2.20 SIP/2.0", ...asked, "CSeq: 1 INVITE", ""],
    answer,
    ["ACK sip:1002@192.0.2.20 SIP/2.0", ...own(2), "CSeq: 1 ACK", ""],
    ...Array.from({ length: 6 }, () => answer),
    [
      "BYE sip:1001@192.0.2.10 SIP/2.0",
      "Via: SIP/2.0/UDP 192.0.2.20;branch=z9hG4bK3",
      "From: <sip:1002@example.com>;tag=2",
      "To: <sip:1001@example.com>;tag=1",
      "Call-ID: a84b4c76",
      "CSeq: 1 BYE",
      "",
    ],
  ];
  assert.deepEqual(said(text.flat().join("\n")), ["answered-callee", "likely", "no-times"]);
});
