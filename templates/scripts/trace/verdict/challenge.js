// Challenges that lead nowhere (RFC 3261 §22): which part of the answer differs from what was asked.
import { finalOf } from "../call/transactions.js";
import { header, values } from "../message/parse.js";
import { originOf } from "./origin.js";

/**
 * @import { Evidence, Message } from "../types.d.ts"
 * @import { Transaction } from "../call/transactions.js"
 * @import { Draft } from "./draft.js"
 */

/** Parameters of a challenge or of credentials, by name. @param {string} text @returns {Map<string, string>} */
const parameters = (text) => {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [, name, quoted, bare] of text.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/g))
    found.set(name.toLowerCase(), quoted ?? bare);
  return found;
};
/** @param {Message} message @param {string} proxy @param {string} own */
const either = (message, proxy, own) =>
  header(message, message.status === 407 || (!message.status && header(message, proxy)) ? proxy : own);

/**
 * What decided when a challenge was the last answer, or null where it was none.
 * @param {Transaction[]} entry @param {Transaction[]} parts  those of all hops @returns {?Draft}
 */
export const challengeOf = (entry, parts) => {
  const rounds = [...entry].sort((one, other) => one.cseq - other.cseq);
  const last = rounds.at(-1);
  const final = last && finalOf(last);
  if (!last || !final || (final.status !== 401 && final.status !== 407)) return null;
  const request = last.request;
  const own = final.status === 407 ? "proxy-authenticate" : "www-authenticate";
  /** @type {Evidence[]} */
  const evidence = [{ message: final.index, headers: ["first", own] }];
  const base = { code: final.status, ...originOf(parts, last, final), evidence };
  const credentials = request ? parameters(either(request, "proxy-authorization", "authorization")) : new Map();
  const challenge = parameters(values(final, own).join(","));
  if (!request || !credentials.size)
    return { ...base, key: "challenge-open", doubts: ["tried-again"], runnerUp: String(final.status) };
  evidence.push({ message: request.index, headers: ["first", "authorization", "proxy-authorization"] });
  const before = rounds.filter(({ cseq }) => cseq < last.cseq);
  const asked = before
    .map((round) => finalOf(round))
    .filter((answer) => answer && (answer.status === 401 || answer.status === 407));
  const earlier = asked.at(-1);
  const offered = earlier
    ? parameters(values(earlier, earlier.status === 407 ? "proxy-authenticate" : "www-authenticate").join(","))
    : new Map();
  if (earlier) evidence.push({ message: earlier.index, headers: ["www-authenticate", "proxy-authenticate"] });
  const round = before.at(-1);
  const [one, other] = [last, round].map((hop) => {
    const answer = hop && finalOf(hop);
    return answer ? originOf(parts, hop, answer).decider : -1;
  });
  if (earlier && one >= 0 && other >= 0 && one !== other) {
    return {
      ...base,
      key: "other-server",
      doubts: offered.get("nonce") === challenge.get("nonce") ? ["tried-again"] : [],
      runnerUp: "challenge-loop",
    };
  }
  if (/^true$/i.test(challenge.get("stale") ?? ""))
    return { ...base, key: "challenge-open", doubts: ["tried-again"], values: { part: "nonce" } };
  const rejected = rounds.filter(
    (round) =>
      round.request &&
      either(round.request, "proxy-authorization", "authorization") &&
      [401, 407].includes(finalOf(round)?.status ?? 0),
  ).length;
  const part = differing(credentials, offered.size ? offered : challenge);
  return {
    ...base,
    key: "challenge-loop",
    doubts: !earlier ? ["gap"] : rejected > 1 || part !== "password" ? [] : ["once"],
    values: { part, count: String(rejected) },
    runnerUp: "",
  };
};

/**
 * Which part of credentials does not fit the challenge they answer; if all do, it is the password or the name.
 * @param {Map<string, string>} credentials
 * @param {Map<string, string>} challenge
 */
const differing = (credentials, challenge) => {
  for (const part of ["realm", "nonce", "algorithm", "opaque"]) {
    const asked = challenge.get(part);
    const given = credentials.get(part);
    if (asked !== undefined && given !== undefined && asked.toLowerCase() !== given.toLowerCase()) return part;
  }
  return "password";
};
