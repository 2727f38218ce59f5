import assert from "node:assert/strict";
import test from "node:test";
import { know } from "../../templates/scripts/search/knowledge.js";
import { reader } from "../../templates/scripts/search/signs.js";
import { indexOf, moreOf } from "./real.js";

const read = reader(know(indexOf("en"), moreOf("en")));
/** @param {string} query */
const codes = (query) => read(query).signs.map((sign) => sign.codes.join(" "));

test("of several status lines the last failure comes first", () => {
  assert.equal(codes("SIP/2.0 183 Session Progress\nSIP/2.0 503 Service Unavailable\nSIP/2.0 100 Trying")[0], "503");
});

test("a challenge is no failure that decides", () => {
  assert.equal(codes("SIP/2.0 486 Busy Here SIP/2.0 407 Proxy Authentication Required")[0], "486");
});

for (const [query, found] of /** @type {[string, string][]} */ ([
  ["error 486", "486"],
  ["foutcode 486", "486"],
  ["4xx", "4xx"],
  ["400 tot en met 499", "4xx"],
  ["500-series", "5xx"],
  ["RFC 3261 §21.4.24", "486"],
  ["rfc 3261 sections 21.4.24", "486"],
  ["artikel 21.4.24", "486"],
  ["ISDN cause code 17", "q850-17 486"],
  ["oorzaak nummer 17", "q850-17 486"],
  ["USER_BUSY", "486 q850-17"],
  ["cause 0x91", "q850-17 486"],
  ["Everyone is busy/congested at this time (1:0/1/0)", "503"],
  ["Everyone is busy/congested at this time (1:1/0/0)", "486"],
  ["Everyone is busy/congested at this time (1:0/0/1)", "480"],
  ["isdn 17", "q850-17 486"],
  ["hangup cause 404 with 480", "480"],
  ["Q.850;cause=34", "q850-34 503"],
  ["112", "symptom-emergency"],
  ["cannot dial 911 from the PBX", "symptom-emergency"],
  ["*21*0201234567#", "symptom-forwarding-fails"],
  ["#31#", "symptom-caller-id"],
  ["[2026-11-28 10:12:33] NOTICE[4862]: pjsip_distributor.c:686 No matching endpoint found", "401"],
  ["the call ends with 701", "701"],
  ["Removed contact '1001' from AOR '1001' due to expiration", "symptom-cannot-be-called"],
]))
  test(`“${query}” leads to ${found}`, () => assert.equal(codes(query)[0], found));

for (const query of [
  "INVITE sip:486@example.com SIP/2.0",
  "480 seconden",
  "30 minutes",
  "poort 503",
  "CSeq: 486 INVITE",
  "user '486'",
  "192.0.2.1:486",
  "2024-03-11 14:02:31.404",
  "12 okt",
  "chan_sip.c:486",
  "020 486 0486",
  "kamailio[486]: request relayed",
  "m=audio 12812 RTP/AVP 0 8 101",
  "a=rtpmap:101 telephone-event/8000",
  "telephone-event 122",
  "payload type is not 101",
  "seqno 102",
  "sequence number 404",
  "frame 480",
  "Reason: SIP;cause=999",
  "Q.850;cause=125",
  "line 799",
  "stops after 799 calls",
])
  test(`no number of “${query}” is a code`, () => assert.deepEqual(codes(query), []));

test("a number after the word for a telephone is merely its name", () => {
  assert.equal(read("toestel 201").signs[0].strength, 1);
});

test("what is left has lost the signs and kept its words", () => {
  assert.equal(read("busy 486 here").rest.replace(/\s+/g, " "), "busy here");
});
