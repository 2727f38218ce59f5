// What passes between the modules of the explainer of traces.

/** How much a time tells: a day too, the hour only, seconds since some start, or nothing. */
export type Clock = "date" | "day" | "relative" | "none";

/** One message as a format cut it out of a paste or a capture. */
export interface Cut {
  /** the message, lines end in \n */
  text: string;
  /** seconds, since 1970 where the clock has dates */
  time: number | null;
  clock: Clock;
  /** as the program that logged it saw it */
  way: "in" | "out" | "";
  /** address and port of the sender, or nothing */
  from: string;
  to: string;
  transport: string;
  /** its first line in the paste, or the number of its packet */
  line: number;
  lines: number;
  format: string;
  /** whether its end is missing */
  isCut: boolean;
  /** what the log says of the call that it belongs to, such as a session number */
  mark: string;
}

/** One line that tells a code and is no message. */
export interface Telling {
  code: number;
  phrase: string;
  text: string;
  line: number;
}

/** What reading gave. */
export interface Reading {
  cuts: Cut[];
  tellings: Telling[];
  /** names of formats and how many messages each gave */
  formats: Record<string, number>;
  /** damages that were mended, and how often */
  repairs: Record<string, number>;
  /** what could not be read, by kind, and how often */
  unread: Record<string, number>;
}

export interface Header {
  /** in lower case, never a compact form */
  name: string;
  value: string;
  /** its line within the message, from 0 */
  line: number;
}

export interface Uri {
  scheme: string;
  user: string;
  host: string;
  port: string;
  params: string;
}

export interface Party {
  name: string;
  uri: Uri;
  tag: string;
}

export interface Via {
  transport: string;
  host: string;
  port: string;
  branch: string;
  received: string;
  rport: string;
}

export interface Media {
  kind: string;
  port: number;
  protocol: string;
  codecs: string[];
  direction: string;
  address: string;
  keyed: boolean;
  fingerprint: boolean;
}

export interface Sdp {
  address: string;
  media: Media[];
}

/** A message that was understood. */
export interface Message {
  cut: Cut;
  /** its place in time, and in the list of all */
  index: number;
  time: number | null;
  method: string;
  uri: string;
  /** 0 of a request */
  status: number;
  phrase: string;
  headers: Header[];
  body: string;
  sdp: Sdp | null;
  callId: string;
  from: Party;
  to: Party;
  cseq: number;
  vias: Via[];
  /** places of sender and receiver in the list of lanes, -1 where unknown */
  source: number;
  target: number;
  /** the index of the message that this one repeats, or -1 */
  repeats: number;
}

/** One place that sends and receives. */
export interface Lane {
  /** `192.0.2.10:5060`, or what is known of it */
  address: string;
}

/** The part of a place in a call. */
export type Role = "caller" | "callee" | "between" | "server" | "client";

export type Kind = "call" | "registration" | "subscription" | "message" | "options" | "publish" | "other";

/** What belongs together by its Call-ID. */
export interface Call {
  id: string;
  kind: Kind;
  messages: Message[];
  /** those of the whole trace */
  lanes: Lane[];
  /** by the place of a lane */
  roles: Map<number, Role>;
  caller: Party;
  callee: Party;
  start: number | null;
  end: number | null;
  /** seconds from the first INVITE to the first sign of ringing, of ringing, and of talking */
  dialDelay: number | null;
  ringTime: number | null;
  duration: number | null;
  repeats: number;
  /** whether all messages of the trace have times, of one clock */
  isTimed: boolean;
  /** whether the order of the messages is that of time */
  isOrdered: boolean;
  verdict: Verdict;
}

export type Certainty = "sure" | "likely" | "possible";

export interface Evidence {
  /** index of a message */
  message: number;
  /** names of telling header fields, in lower case; `first` is the start line, `sdp` the body */
  headers: string[];
}

/** Something seen in a call beside what decided it, or the pattern that did. */
export interface Finding {
  /** `486` for a code, else the key of a pattern or an outcome */
  key: string;
  certainty: Certainty;
  evidence: Evidence[];
  values: Record<string, string>;
}

export interface Verdict extends Finding {
  /** the response that decided, or 0 */
  code: number;
  /** the lane that decided, or -1 */
  decider: number;
  /** whether the decider itself can be seen to have made the response, or only passed it on perhaps */
  isOrigin: boolean;
  /** what else it may be, or "" */
  runnerUp: string;
  /** why it is no more certain */
  doubts: string[];
  /** Q.850 causes, most telling first */
  causes: number[];
  /** codes of Warning header fields */
  warnings: number[];
  findings: Finding[];
}

/** Two calls that are one. */
export interface Join {
  first: number;
  second: number;
  reason: "session-id" | "call-id" | "header" | "mark" | "number";
}

export interface Joined {
  joins: Join[];
  /** calls that could belong to several others, and so were left alone */
  ambiguous: number[];
}

export interface Trace {
  reading: Reading;
  messages: Message[];
  calls: Call[];
  lanes: Lane[];
  joined: Joined;
}

/** What the page says, in its language: window.sipTrace. */
export interface Words {
  language: string;
  verdicts: Record<string, { pattern: boolean; name: string; simple: string; explained: string; act: string }>;
  doubts: Record<string, string>;
  parts: Record<string, string>;
  joins: Record<string, string>;
  repairs: Record<string, string>;
  unread: Record<string, string>;
  masked: Record<string, string>;
  words: Record<string, string>;
  codes: Record<string, { phrase: string; remark: string; verdict: string; meaning: string; fault: string; caller: string[]; admin: string[]; reply: string }>;
  causes: Record<string, string>;
  warnings: Record<string, string>;
}

/** A verdict in words. */
export interface Told {
  name: string;
  sentence: string;
  /** certain, likely, possible */
  certainty: string;
  decided: string;
  instead: string;
  doubts: string[];
  explained: string[];
  caller: string[];
  admin: string[];
  reply: string;
  beside: { key: string; name: string; sentence: string; isPattern: boolean }[];
  times: [string, string][];
}

/** A row of the ladder. */
export interface Row {
  message: Message;
  /** the time of day, or the seconds since the first message */
  time: string;
  delta: string;
  from: string;
  to: string;
  source: number;
  target: number;
  what: string;
  isDeciding: boolean;
}

declare global {
  interface Window {
    sipTrace?: Words;
  }
}
