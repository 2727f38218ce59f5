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

/** What is called certain and is not so. */
const wrong = (text, known) => {
  const { calls } = explained(text);
  return calls
    .filter(({ verdict }) => verdict.certainty === "sure")
    .filter(
      ({ id, verdict }) =>
        known.has(id) && !(known.get(id).earlier ?? []).concat(known.get(id).verdict).includes(verdict.key),
    )
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
        assert.deepEqual(wrong(rendered(form, shuffled(messages, random), ""), known), []);
      }
    }
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
