// Finds out who sends and who receives: from the addresses of packets, else from what logs tell of one side, else from
// Via, Contact, Route and Request-URI (RFC 3261 §18). Nothing is called unknown of which something is known.
import { header, parseParty } from "../message/parse.js";

/** @import { Lane, Message } from "../types.d.ts" */

/** Ports of addresses that name none, by transport (RFC 3261 §18.1.1); of a name DNS tells (RFC 3263 §4). */
const PORTS = new Map(Object.entries({ "": "5060", UDP: "5060", TCP: "5060", SCTP: "5060", TLS: "5061" }));
const NUMERIC = /^(?:\d{1,3}(?:\.\d{1,3}){3}|.*:.*)$/;
/** Messages between two pauses. */
const SLICE = 2000;
/** What Asterisk writes for its own side in the captures it makes, and the like. */
const NOWHERE = /^(?:0\.0\.0\.0|\[?::\]?)(?::0|:5060)?$/;

/**
 * Host and port of an address; a last colon after others is that of an IPv6 address without brackets.
 * @param {string} address
 */
export const hostPort = (address) => {
  const [, host = address, port = ""] = /^(\[[^\]]*\]|.*?)(?::(\d+))?$/.exec(address) ?? [];
  const bare = host.replace(/^\[|\]$/g, "");
  return { host: bare.toLowerCase(), port };
};
/** @param {string} host @param {string} port */
const written = (host, port) =>
  `${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}${port && `:${port}`}`;

/** The port that a host has by default, or nothing. @param {string} host @param {string} transport */
const portOf = (host, transport) => (NUMERIC.test(host) ? (PORTS.get(transport) ?? "") : "");
/** @param {Message} message */
const transportOf = ({ cut, vias }) => cut.transport || (vias[0]?.transport ?? "");

/** The place in a Via, as the next one saw it. @param {Message} message */
const viaPlace = (message) => {
  const via = message.vias[0];
  return via?.host ? written(via.host, via.port) : "";
};
/** The place in an address; one with its own transport has the port of that. @param {string} text */
const uriPlace = (text) => {
  const { uri } = parseParty(text.includes("<") ? text : `<${text}>`);
  if (!uri.host || uri.host.startsWith("[email")) return "";
  const [, own = ""] = /(?:^|;)transport=(\w+)/i.exec(uri.params) ?? [];
  const transport = uri.scheme === "sips" ? "TLS" : own.toUpperCase();
  return written(uri.host, uri.port || (transport && portOf(uri.host, transport)));
};

/** @param {Message} message */
const key = ({ callId, vias, cseq }) => `${callId}|${vias[0]?.branch ?? ""}|${cseq}`;

/**
 * Sets source and target of each message, and returns the lanes that they name.
 * @param {Message[]} messages  in order
 * @returns {Generator<undefined, Lane[]>}
 */
export const nameLanes = function* (messages) {
  const own = ownPlace(messages);
  yield;
  /** Where requests went, by transaction @type {Map<string, string>} */
  const sent = new Map();
  /** @type {[string, string][]} */
  const ends = [];
  for (const [index, message] of messages.entries()) {
    if (index % SLICE === SLICE - 1) yield;
    const { cut } = message;
    let from = NOWHERE.test(cut.from) ? "" : cut.from;
    let to = NOWHERE.test(cut.to) ? "" : cut.to;
    if (cut.way === "in" && !to) to = own || (message.status ? viaPlace(message) : uriPlace(message.uri));
    if (cut.way === "out" && !from) from = own || (message.status ? "" : viaPlace(message));
    if (message.status) {
      to ||= viaPlace(message);
      from ||= sent.get(key(message)) ?? uriPlace(header(message, "contact"));
    } else {
      from ||= viaPlace(message);
      to ||= uriPlace(header(message, "route")) || uriPlace(message.uri);
      // what a proxy sends on by a name or address of its own goes elsewhere
      if (!cut.to && message.vias.length > 1 && hostPort(to).host === hostPort(from).host) to = "";
      if (!sent.has(key(message))) sent.set(key(message), to);
    }
    ends.push([from, to]);
  }
  yield;
  return yield* laid(messages, ends);
};

/** The address of the side that wrote a log which names the other side only. @param {Message[]} messages */
const ownPlace = (messages) => {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @param {string} place @param {number} weight */
  const add = (place, weight) => place && counts.set(place, (counts.get(place) ?? 0) + weight);
  for (const message of messages) {
    const { way, from, to } = message.cut;
    if (way === "out" && from) add(from, 1);
    else if (way === "in" && to) add(to, 1);
    else if ((way === "out" && !message.status) || (way === "in" && message.status)) add(viaPlace(message), 4);
    else if (way === "out") add(uriPlace(header(message, "contact")), 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? "";
};

/**
 * Gives each place its lane.
 * @param {Message[]} messages
 * @param {[string, string][]} ends
 * @returns {Generator<undefined, Lane[]>}
 */
const laid = function* (messages, ends) {
  /** Hosts that speak with themselves have a lane for each port @type {Set<string>} */
  const split = new Set();
  /** Ports from which a connection was opened, and the one that Via names @type {Map<string, string>} */
  const opened = new Map();
  for (let index = 0; index < messages.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const [from, to] = ends[index].map(hostPort);
    if (from.host && from.host === to.host) split.add(from.host);
    const via = messages[index].vias[0];
    const isRequest = !messages[index].status;
    const near = isRequest ? from : to;
    // a proxy is known by the port on which it listens: what it sends over TCP comes from another
    if (via?.host && via.host.replace(/^\[|\]$/g, "").toLowerCase() === near.host && via.port !== near.port)
      opened.set(`${near.host}:${near.port}`, via.port || portOf(near.host, via.transport) || near.port);
  }
  yield;
  /** @type {Lane[]} */
  const lanes = [];
  /** @type {Map<string, number>} */
  const places = new Map();
  /** @param {string} address @param {string} transport */
  const laneOf = (address, transport) => {
    if (!address) return -1;
    const { host, port } = hostPort(address);
    const own = opened.get(`${host}:${port}`) ?? (port || portOf(host, transport));
    const name = split.has(host) ? `${host}:${own}` : host;
    const known = places.get(name);
    if (known !== undefined) {
      // a name tells its port later perhaps
      if (lanes[known].address === written(host, "")) lanes[known].address = written(host, own);
      return known;
    }
    places.set(name, lanes.length);
    lanes.push({ address: written(host, own) });
    return lanes.length - 1;
  };
  for (let index = 0; index < messages.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const message = messages[index];
    const transport = transportOf(message);
    message.source = laneOf(ends[index][0], transport);
    message.target = laneOf(ends[index][1], transport);
  }
  return lanes;
};
