import assert from "node:assert/strict";
import test from "node:test";
import { asker, searcher } from "../../templates/scripts/search/search.js";
import { indexOf, moreOf, searchOf } from "./real.js";

const search = searchOf("en");
/** @param {string} query */
const codes = (query) => search(query).answers.map(({ entry }) => entry.code);

test("a complaint comes before the codes that may lie behind it", () => {
  const [first, ...others] = codes("I cannot call anyone");
  assert.equal(first, "symptom-cannot-call");
  assert.ok(others.includes("403"));
  const kinds = search("I cannot call anyone").answers.map(({ entry }) => entry.kind === "symptom");
  assert.deepEqual(kinds, [...kinds].sort((a, b) => Number(b) - Number(a)));
});

test("words that are a code's own lead to the code", () => {
  assert.equal(codes("wrong password")[0], "401");
});

test("a cause comes before its code", () => assert.deepEqual(codes("cause 34"), ["q850-34", "503"]));

test("a paste tells the line that decides", () => {
  const paste = "INVITE sip:1@example.com SIP/2.0 ⏎ CSeq: 102 INVITE ⏎ SIP/2.0 503 Gone ⏎ Via: x";
  const { answers, isUnsure } = search(paste);
  assert.deepEqual([answers[0].entry.code, answers[0].why], ["503", { kind: "line", text: "SIP/2.0 503 Gone" }]);
  assert.equal(isUnsure, false);
});

test("a message in one line of a log is unfolded, and the line that decides is told", () => {
  for (const mark of ["#015#012", "#012", "\\r\\n", "\\n"]) {
    const { answers, isUnsure } = search(`Dec  8 14:52:04 proxy: received:${mark}SIP/2.0 503 Gone${mark}Via: x`);
    const why = { kind: "line", text: "SIP/2.0 503 Gone" };
    assert.deepEqual([answers[0].entry.code, answers[0].why, isUnsure], ["503", why, false], mark);
  }
});

test("of a long line the part is told that decides", () => {
  const line = `Aug 11 00:06:12 proxy kamailio: ERROR: ${"request sent on ".repeat(7)}completed with code: 408`;
  const [{ entry, why }] = search(line).answers;
  assert.equal(entry.code, "408");
  assert.match(why?.text ?? "", /^….*completed with code: 408$/u);
});

test("a complaint keeps the unit of its number", () => {
  assert.equal(codes("hangs up after 12 minutes")[0], "symptom-drops-after-fixed-time");
});

test("a paste in which nothing is certain says so", () => {
  assert.equal(search("reception was rebooted ⏎ callers hear nothing since ⏎ please look").isUnsure, true);
});

test("the rest of the index is asked for where the first part is not certain, and for pastes", () => {
  const first = searcher(indexOf("en"));
  for (const query of ["486", "busy here", "4xx", "cause 17", "bus", "SIP/2.0 404 Not Found"])
    assert.ok(first.isCertain(query), query);
  for (const query of ["No matching endpoint found", "line one ⏎ line two", "pjsip endpoint unknown"])
    assert.ok(!first.isCertain(query), query);
});

test("what the first part answers for certain is the same whether the rest is there or not", () => {
  const without = asker(indexOf("en"), () => undefined);
  const rest = moreOf("en");
  const withRest = asker(indexOf("en"), () => rest);
  withRest("No matching endpoint found");
  for (const query of ["busy here", "404", "Q.850;cause=16"]) assert.deepEqual(withRest(query), without(query), query);
});
