// What is said of a call: whole sentences in both languages, whatever the trace held.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asMermaid, asPicture } from "../../templates/scripts/trace/tell/drawing.js";
import { rowsOf } from "../../templates/scripts/trace/tell/rows.js";
import { laneName, nameOf, partyName, titleOf, told } from "../../templates/scripts/trace/tell/tell.js";
import { ticketOf } from "../../templates/scripts/trace/tell/ticket.js";
import { explained, traces } from "../traces/traces.js";
import { traceWordsOf } from "./real.js";

const WORDS = ["nl", "en"].map(traceWordsOf);
/** All texts in what is said. @returns {string[]} */
const textsIn = (said) =>
  typeof said === "string" ? [said] : said && typeof said === "object" ? Object.values(said).flatMap(textsIn) : [];
/** What no sentence holds: a value that was not filled in. */
const GAP = /\{\w+\}|undefined|NaN|null|\s{2}| [,.]/;

const calls = traces().flatMap(({ name, bytes }) => explained(bytes).calls.map((call) => ({ name, call })));
for (const words of WORDS) {
  test(`every captured call is told in whole sentences in ${words.language}`, () => {
    assert.ok(calls.length > 50);
    for (const { name, call } of calls) {
      const said = told(call, words);
      assert.ok(said.name && said.sentence && said.certainty, name);
      const { caller, admin, reply, explained: more, ...own } = said;
      assert.deepEqual(
        [...textsIn(own), titleOf(call, words)].filter((text) => GAP.test(text)),
        [],
        name,
      );
      assert.ok(
        textsIn([caller, admin, reply, more]).every((text) => !/\{\w+\}|undefined/.test(text)),
        name,
      );
      assert.match(
        ticketOf(call, words),
        new RegExp(`^# .+\\n[^]*## ${words.words.ladder}\\n[^]*## ${words.words.evidence}\\n`),
        name,
      );
      const rows = rowsOf(call, words);
      assert.ok(asPicture(call, rows, titleOf(call, words)).startsWith("<svg"), name);
      assert.ok(asMermaid(call, rows).startsWith("sequenceDiagram"), name);
    }
  });

  test(`every verdict and code has a name in ${words.language}, another has its key`, () => {
    for (const key of [...Object.keys(words.verdicts), ...Object.keys(words.codes)])
      assert.ok(nameOf(key, words).length > 5, key);
    assert.equal(nameOf("999", words), "999");
  });
}

const [, EN] = WORDS;
const CALL = [
  "SIP/2.0 {status} Odd",
  "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1",
  "From: <sip:@>;tag=1",
  "To: <sip:callee.example>;tag=2",
  "Call-ID: 1",
  "CSeq: 1 INVITE",
  "Reason: Q.850;cause=17, Q.850;cause=125",
  'Warning: 388 b "x", 304 b "y"',
  "",
  "",
].join("\n");
const saidOf = (status, head = "") => told(explained(head + CALL.replace("{status}", status)).calls[0], EN);

test("a code that is not registered is told by its class, and without advice of its own", () => {
  const said = saidOf("499");
  assert.ok(said.sentence.startsWith(EN.codes[400].meaning), said.sentence);
  assert.deepEqual([said.caller, said.admin, said.reply], [[], [], ""]);
});
test("a cause that stands for nothing is left out, and so is a warning", () => {
  const { explained: more } = saidOf("486");
  assert.deepEqual(more.filter((text) => text.includes(EN.causes[17])).length, 1);
  assert.ok(!more.some((text) => text.includes("125") || text.includes("388")));
});
test("a place that no lane stands for is called unknown, one without a part by its address", () => {
  const call = { lanes: [{ address: "192.0.2.1" }], roles: new Map() };
  assert.deepEqual([laneName(call, -1, EN), laneName(call, 0, EN)], [EN.words.unknown, "192.0.2.1"]);
});
test("a party without number, name and host is called unknown", () => {
  assert.equal(partyName({ name: "", uri: { user: "", host: "" } }, EN), EN.words.unknown);
  assert.equal(partyName({ name: "", uri: { user: "", host: "b" } }, EN), "b");
});
