// The traces of this folder and what is to be said of them: beside each stands its truth.
import { readFileSync, readdirSync } from "node:fs";
import { understanding } from "../../templates/scripts/trace/call/trace.js";
import { finished } from "../../templates/scripts/trace/finished.js";
import { decoded } from "../../templates/scripts/trace/formats/bytes.js";
import { reading } from "../../templates/scripts/trace/formats/read.js";
import { isCapture } from "../../templates/scripts/trace/pcap/files.js";
import { captured } from "../../templates/scripts/trace/pcap/read.js";

const FOLDER = new URL("captured/", import.meta.url);

/** Every trace: its name, its bytes, its truth. */
export const traces = () => {
  const names = readdirSync(FOLDER).filter((name) => !name.endsWith(".truth.json"));
  return names.map((name) => {
    const bytes = new Uint8Array(readFileSync(new URL(name, FOLDER)));
    const truth = JSON.parse(readFileSync(new URL(`${name}.truth.json`, FOLDER), "utf8"));
    return { name, bytes, truth };
  });
};

const PASTED = new URL("pasted/", import.meta.url);
/** Every paste: its name, its text, its truth. */
export const pastes = () =>
  Object.entries(JSON.parse(readFileSync(new URL("truths.json", PASTED), "utf8"))).map(([name, truth]) => ({
    name,
    text: readFileSync(new URL(`${name}.txt`, PASTED), "utf8"),
    truth,
  }));

/** What the explainer makes of bytes or text. */
export const explained = (given) => {
  const isBytes = typeof given !== "string";
  const read = isBytes && isCapture(given) ? captured(given) : reading(isBytes ? decoded(given) : given);
  return finished(understanding(finished(read)));
};

const host = (address) => (address ?? "").replace(/:\d+$/, "").replace(/[[\]]/g, "");

/** What is compared with a truth. */
export const summary = ({ calls, messages, joined, lanes }) => ({
  calls: calls.map(({ kind, verdict, lanes: own }) => ({
    kind,
    verdict: verdict.key,
    code: verdict.code,
    decider: host(own[verdict.decider]?.address),
    findings: verdict.findings.map(({ key }) => key),
    certainty: verdict.certainty,
  })),
  repeats: messages.filter(({ repeats }) => repeats >= 0).length,
  joins: joined.joins.map(({ first, second }) => [first, second]),
  rows: messages.map(({ source, target, status, method }) => [host(lanes[source]?.address), host(lanes[target]?.address), status ? String(status) : method]),
});
