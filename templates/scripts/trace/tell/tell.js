// Puts a verdict into the words of the page: codes speak through the reference, all else through trace.toml.

/** @import { Call, Finding, Told, Words } from "../types.d.ts" */

/** Fills {values} into a text. @param {string} text @param {Record<string, string>} given */
export const filled = (text, given) => text.replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);

/** How a party is called: its number or name, else its host. @param {Call["caller"]} party @param {Words} words */
export const partyName = ({ name, uri }, words) => uri.user || name || uri.host || words.words.unknown;

/**
 * How a lane is called: its part in the call and its address.
 * @param {Call} call
 * @param {number} place
 * @param {Words} words
 */
export const laneName = (call, place, words) => {
  const lane = call.lanes[place];
  if (!lane) return words.words.unknown;
  const role = call.roles.get(place);
  return role ? `${words.words[role]} ${lane.address}` : lane.address;
};

/** The heading of a call. @param {Call} call @param {Words} words */
export const titleOf = (call, words) =>
  filled(words.words[call.kind], { from: partyName(call.caller, words), to: partyName(call.callee, words) });

/** @param {Finding} finding @param {Words} words */
const sentenceOf = ({ key, values }, words) => {
  const own = words.verdicts[key];
  const told = { ...values, part: words.parts[values.part] ?? values.part ?? "" };
  if (own) return withoutGaps(filled(own.simple, told));
  const code = words.codes[key] ?? words.codes[`${key[0]}00`];
  return code ? `${code.meaning} ${code.fault}` : "";
};
/** A value that the trace did not give takes the clause around it along. @param {string} text */
const withoutGaps = (text) =>
  text
    .replace(/ (?:na|after|voor|for)\s+ ?(?:seconden|seconds)/g, "")
    .replace(/, (?:voor|for) -1 (?:seconden|seconds)/g, "");

/** The name of a verdict. @param {string} key @param {Words} words */
export const nameOf = (key, words) => {
  const own = words.verdicts[key];
  if (own) return own.name;
  const code = words.codes[key];
  return code ? `${key} ${code.phrase}: ${code.remark}` : key;
};

/** @param {Call} call @param {Words} words @returns {Told} */
export const told = (call, words) => {
  const { verdict } = call;
  const { key, code } = verdict;
  const own = words.verdicts[key];
  const known = words.codes[String(code)];
  const isCode = !own;
  const causes = verdict.causes
    .filter((cause) => words.causes[cause])
    .map((cause) => filled(words.words.cause, { number: String(cause), meaning: words.causes[cause] }));
  const warnings = verdict.warnings
    .filter((warning) => words.warnings[warning])
    .map((warning) => filled(words.words.warning, { number: String(warning), meaning: words.warnings[warning] }));
  const response = code ? `${code} ${known?.phrase ?? ""}`.trim() : nameOf(key, words);
  const decided =
    verdict.decider >= 0
      ? filled(words.words.decided, { code: response, who: laneName(call, verdict.decider, words) })
      : "";
  const passed = code >= 300 && !verdict.isOrigin && verdict.decider >= 0 ? [words.words["passed-on"]] : [];
  return {
    name: nameOf(key, words),
    sentence: sentenceOf(verdict, words),
    certainty: words.words[verdict.certainty],
    decided,
    instead: verdict.runnerUp ? filled(words.words.instead, { name: nameOf(verdict.runnerUp, words) }) : "",
    doubts: verdict.doubts.map((doubt) => words.doubts[doubt]).filter(Boolean),
    explained: [...(own?.explained ? [own.explained] : []), ...causes, ...warnings, ...passed],
    caller: isCode ? (known?.caller ?? []) : [],
    admin: isCode ? (known?.admin ?? []) : own.act ? [own.act] : [],
    reply: isCode ? (known?.reply ?? "") : "",
    beside: verdict.findings.map((finding) => ({
      key: finding.key,
      name: nameOf(finding.key, words),
      sentence: sentenceOf(finding, words),
      isPattern: words.verdicts[finding.key]?.pattern ?? false,
    })),
    times: timesOf(call, words),
  };
};

/** @param {Call} call @param {Words} words @returns {[string, string][]} */
const timesOf = (call, { words }) => {
  /** @type {[string, string][]} */
  const times = [];
  const clock = call.messages[0]?.cut.clock;
  if (call.start !== null && clock === "date")
    times.push([words.started, new Date(call.start * 1000).toISOString().slice(0, 19).replace("T", " ")]);
  /** @type {[string, number | null][]} */
  const spans = [
    ["dial-delay", call.dialDelay],
    ["ring-time", call.ringTime],
    ["duration", call.duration],
  ];
  for (const [key, span] of spans)
    if (span !== null)
      times.push([
        words[key],
        filled(words.seconds, { value: span < 10 ? span.toFixed(1) : String(Math.round(span)) }),
      ]);
  if (call.repeats) times.push([words.repeats, String(call.repeats)]);
  return times;
};
