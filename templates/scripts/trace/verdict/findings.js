// What stands out in a call beside what decided it: addresses that lead nowhere, media that cannot meet, what was
// passed on.
import { finalOf } from "../call/transactions.js";
import { hostPort } from "../call/lanes.js";
import { header, parseUri, values } from "../message/parse.js";
import { isSecure, voices } from "../message/sdp.js";

/**
 * @import { Call, Finding, Message } from "../types.d.ts"
 * @import { Transaction } from "../call/transactions.js"
 */

/** Addresses that no route on the internet leads to (RFC 1918 §3, RFC 6598 §7, RFC 4193 §3.1, RFC 3927 §2.1). */
const PRIVATE =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i;
const LOOPBACK = /^(?:127\.|::1$)/;

/** @param {string} host */
export const isPrivate = (host) => PRIVATE.test(host);
/** @param {string} host */
const isPublic = (host) => ADDRESS.test(host) && !PRIVATE.test(host) && !LOOPBACK.test(host);

/**
 * @param {string} key
 * @param {Finding["certainty"]} certainty
 * @param {Message} message
 * @param {string[]} headers
 * @param {Record<string, string>} [told]
 * @returns {Finding}
 */
const finding = (key, certainty, message, headers, told = {}) => ({
  key,
  certainty,
  evidence: [{ message: message.index, headers }],
  values: told,
});

/** @param {Call} call @param {Transaction[]} parts @param {Transaction[]} entry @returns {Finding[]} */
export const findings = (call, parts, entry) => {
  if (call.kind !== "call") return [];
  const first = call.messages.filter(({ repeats }) => repeats < 0);
  return [
    ...addresses(call, first),
    ...media(entry),
    ...early(entry),
    ...transfer(first),
    ...refused(parts),
    ...forked(entry, parts),
  ];
};

/** @param {Call} call @param {Message[]} messages @returns {Finding[]} */
const addresses = (call, messages) => {
  /** @type {Finding[]} */
  const found = [];
  /** @param {string} key */
  const isNew = (key) => !found.some((one) => one.key === key);
  for (const message of messages) {
    const sender = hostPort(call.lanes[message.source]?.address ?? "").host;
    const receiver = hostPort(call.lanes[message.target]?.address ?? "").host;
    const crosses = isPublic(sender) || isPublic(receiver);
    const media = message.sdp?.media.find(({ address, port }) => port > 0 && isPrivate(address));
    if (media && crosses && isNew("private-sdp"))
      found.push(finding("private-sdp", "likely", message, ["sdp"], { address: media.address }));
    const contact = parseUri(/<([^>]*)>/.exec(header(message, "contact"))?.[1] ?? header(message, "contact")).host;
    const isDialog = message.method === "INVITE" && (!message.status || message.status < 300);
    if (isDialog && contact && isPrivate(contact) && crosses && isNew("private-contact"))
      found.push(finding("private-contact", "likely", message, ["contact"], { address: contact }));
    const family = message.sdp?.media[0]?.address;
    const isSix = sender.includes(":");
    if (
      message.sdp &&
      family &&
      ADDRESS.test(family) &&
      ADDRESS.test(sender) &&
      family.includes(":") !== isSix &&
      isNew("address-family")
    )
      found.push(finding("address-family", "possible", message, ["sdp"], { address: family }));
  }
  return found;
};

/** What offer and answer have in common (RFC 3264 §6.1). @param {Transaction[]} entry @returns {Finding[]} */
const media = (entry) => {
  /** @type {Finding[]} */
  const found = [];
  for (const transaction of entry) {
    const offer = transaction.request?.sdp ? transaction.request : null;
    const final = finalOf(transaction);
    const sound = offer?.sdp?.media.find(({ kind }) => kind === "audio");
    if (!offer || !sound || !final) continue;
    const codecs = voices(sound).join(", ");
    const refusal = final.status === 488 || final.status === 606 || final.status === 415;
    if (refusal) {
      const warnings = values(final, "warning");
      const warned = warnings.some((value) => /^30[45]/.test(value));
      // a warning of another kind names another reason
      if (warned || !warnings.some((value) => /^30[0-3]/.test(value)))
        found.push(
          finding(
            isSecure(sound) ? "srtp-mismatch" : "no-common-codec",
            warned ? "likely" : "possible",
            offer,
            ["sdp"],
            { codecs, protocol: sound.protocol },
          ),
        );
    }
    const answer = final.status < 300 ? final.sdp?.media.find(({ kind }) => kind === "audio") : undefined;
    if (!answer) continue;
    if (answer.port === 0)
      found.push(finding("no-common-codec", "likely", final, ["sdp"], { codecs, protocol: sound.protocol }));
    else if (isSecure(answer) !== isSecure(sound))
      found.push(finding("srtp-mismatch", "possible", final, ["sdp"], { codecs, protocol: answer.protocol }));
    else if (voices(answer).length && !voices(answer).some((codec) => sound.codecs.includes(codec)))
      found.push(finding("no-common-codec", "likely", final, ["sdp"], { codecs, protocol: sound.protocol }));
    const ways = `${sound.direction}/${answer.direction}`;
    if (/inactive|sendonly\/sendonly|recvonly\/recvonly/.test(ways) || answer.address === "0.0.0.0")
      found.push(finding("one-way", "possible", final, ["sdp"]));
  }
  return found;
};

/** Progress from which a caller hears nothing. @param {Transaction[]} entry @returns {Finding[]} */
const early = (entry) => {
  const answers = entry.flatMap(({ responses }) => responses);
  const rings = answers.some(({ status }) => status === 180);
  const progress = answers.find(({ status }) => status === 183);
  if (!progress || rings) return [];
  const sound = progress.sdp?.media[0];
  const isSilent =
    !sound ||
    sound.port === 0 ||
    /inactive|recvonly/.test(sound.direction) ||
    sound.address === "0.0.0.0" ||
    isPrivate(sound.address);
  return isSilent ? [finding("early-media", "possible", progress, ["first", "sdp"])] : [];
};

/** What became of a REFER: its NOTIFY tells (RFC 3515 §2.4.5). @param {Message[]} messages @returns {Finding[]} */
const transfer = (messages) => {
  const refer = messages.find(({ method, status }) => method === "REFER" && !status);
  if (!refer) return [];
  const told = messages
    .filter(({ method, status, body }) => method === "NOTIFY" && !status && body.startsWith("SIP/2.0 "))
    .map((message) => ({ message, code: Number(message.body.slice(8, 11)) }));
  const last = told.filter(({ code }) => code >= 200).at(-1);
  const refusal = messages.find(({ method, status }) => method === "REFER" && status >= 300);
  if (last)
    return [
      finding(last.code < 300 ? "transfer-done" : "transfer-failed", "sure", last.message, ["first", "sdp"], {
        code: String(last.code),
      }),
    ];
  if (refusal) return [finding("transfer-failed", "sure", refusal, ["first"], { code: String(refusal.status) })];
  return [finding("transfer-open", "possible", refer, ["first", "refer-to"])];
};

/**
 * Requests inside a call that were refused: the call goes on without them.
 * @param {Transaction[]} parts
 * @returns {Finding[]}
 */
const refused = (parts) => {
  for (const part of parts) {
    const final = finalOf(part);
    if (!final || part.isInitial || final.status < 300 || !/^(?:INVITE|UPDATE|INFO|PRACK|BYE)$/.test(part.method))
      continue;
    if (final.status === 401 || final.status === 407) continue;
    return [finding("refused-inside", "sure", final, ["first"], { code: String(final.status), method: part.method })];
  }
  return [];
};

/**
 * A call that rang in several places.
 * @param {Transaction[]} entry
 * @param {Transaction[]} parts
 * @returns {Finding[]}
 */
const forked = (entry, parts) => {
  const [first] = entry;
  if (!first) return [];
  const tags = new Set(
    entry
      .flatMap(({ responses }) =>
        responses.filter(({ status }) => status > 100 && status < 200).map(({ to }) => to.tag),
      )
      .filter(Boolean),
  );
  /** @type {Map<string, Set<number>>} */
  const branches = new Map();
  for (const { method, isInitial, source, target, cseq, request } of parts) {
    if (method !== "INVITE" || !isInitial || !request) continue;
    const key = `${source}|${cseq}|${request.vias.length}`;
    branches.set(key, (branches.get(key) ?? new Set()).add(target));
  }
  const widest = [...branches.values()].reduce((most, { size }) => Math.max(most, size), tags.size);
  return widest > 1 && first.request
    ? [finding("forked", "likely", first.request, ["first"], { count: String(widest) })]
    : [];
};
