// The lines by which programs announce a message in their logs, one row a format. A row says nothing of what follows:
// the cutter does that for all alike. `has` is a text that every such line holds, so that most lines need no pattern.

/**
 * @import { Cut } from "../types.d.ts"
 * @typedef {Partial<Pick<Cut, "way" | "from" | "to" | "transport" | "mark">> & {rest?: string, isAgain?: boolean,
 *   size?: number, lasts?: boolean}} Told  `rest`: what follows on the line itself; `isAgain`: the message stands here
 *   a second time; `size`: how many bytes there are to print; `lasts`: more markers may follow before the message
 * @typedef {{format: string, has: string, is: RegExp, tell: (found: string[]) => Told}} Marker
 */

/**
 * A message that came from or went to a peer.
 * @param {boolean} isIn
 * @param {string} peer
 * @param {string} [transport]
 * @returns {Told}
 */
const peer = (isIn, peer, transport = "") => ({
  way: isIn ? "in" : "out",
  from: isIn ? place(peer) : "",
  to: isIn ? "" : place(peer),
  transport: transport.toUpperCase(),
});
/** @param {string} text */
const place = (text) =>
  text
    .replace(/^\w+:\/\//, "")
    .replace(/^\[(?![^\]]*:[^\]]*:)([^\]]*)\]/, "$1")
    .replace(/[,;:]$/, "");
/** @param {string} from @param {string} to @param {string} [transport] @returns {Told} */
const both = (from, to, transport = "") => ({ from: place(from), to: place(to), transport: transport.toUpperCase() });
/** Services that tcpdump names in place of ports. */
const SERVICES = new Map(Object.entries({ sip: "5060", "sip-tls": "5061", "na-localise": "5062" }));
/** @param {string} host @param {string} port */
const dotted = (host, port) => `${host.includes(":") ? `[${host}]` : host}:${SERVICES.get(port) ?? port}`;

/** Lines that say the way and little more; each way has its own text to look for. @type {Marker[]} */
const WAYS = ["Sent:", "Received:"].flatMap((has) => {
  const way = has === "Sent:" ? "out" : "in";
  return [
    { format: "cisco-ios", has, is: /^(?:Sent|Received):\s*$/, tell: () => ({ way, lasts: true }) },
    {
      format: "voximplant",
      has,
      is: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? (?:Sent|Received):\s*$/,
      tell: () => ({ way }),
    },
  ];
});

/** @type {Marker[]} */
export const MARKERS = [
  ...WAYS,
  {
    format: "asterisk-pjsip",
    has: "<--- ",
    is: /<--- (Transmitting|Received) SIP (?:request|response) \(\d+ bytes\) (?:to|from) (\w+):(\S+) --->(.*)$/,
    tell: ([, way, transport, address, rest]) => ({ ...peer(way === "Received", address, transport), rest }),
  },
  {
    format: "asterisk-sip",
    has: "SIP read from ",
    is: /<--- SIP read from (?:(UDP|TCP|TLS|WSS?):)?(\S+) --->(.*)$/,
    tell: ([, transport, address, rest]) => ({ ...peer(true, address, transport), rest }),
  },
  {
    format: "asterisk-sip",
    has: "ransmitting ",
    is: /(?:<--- )?(?:(?:Reliably )?Transmitting|Retransmitting #\d+) \((?:no )?NAT\) to (\S+?)(?: --->|:\s*$)(.*)$/,
    tell: ([, address, rest]) => ({ ...peer(false, address), rest }),
  },
  {
    format: "freeswitch",
    has: " bytes ",
    is: /\b(recv|send) \d+ bytes (?:from|to) (\w+)\/(\[[^\]]+\]:\d+)(?:\/\d+)?(?:;comp=\S+)? at [\d:.]+:/,
    tell: ([, way, transport, address]) => peer(way === "recv", address, transport),
  },
  {
    format: "kamailio-sipdump",
    has: "====",
    is: /^={20}\s*$/,
    tell: () => ({ lasts: true }),
  },
  {
    format: "homer",
    has: "--->",
    is: /^proto:(\w+) \S+\s+(\S+) ---> (\S+)\s*$/,
    tell: ([, transport, from, to]) => both(from, to, transport),
  },
  {
    format: "homer",
    has: "&HEP{",
    is: /&HEP\{.*?\bSrcIP:"?([^\s",]+)"?[, ]+DstIP:"?([^\s",]+)"?[, ]+SrcPort:(\d+)[, ]+DstPort:(\d+).*?\bPayload:"?(.*)$/,
    tell: ([, from, to, port, toPort, rest]) => ({ ...both(dotted(from, port), dotted(to, toPort)), rest }),
  },
  {
    format: "ngrep",
    has: " -> ",
    is: /^([UT]) (?:\+?[\d/]+ [\d:.]+ |\+[\d.]+ )?(\S+:\d+) -> (\S+:\d+)(?: \[[A-Z]+\])?(?: #\d+)?\s*$/,
    tell: ([, transport, from, to]) => both(from, to, transport === "U" ? "UDP" : "TCP"),
  },
  {
    format: "sngrep",
    has: " -> ",
    is: /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{3,6} (\S+) -> (\S+)\s*$/,
    tell: ([, from, to]) => both(from, to),
  },
  {
    format: "fortigate",
    has: " sip port ",
    is: /sip port \d+ (\S+) -> (\S+)\s*$/,
    tell: ([, from, to]) => both(from, to),
  },
  {
    format: "sip-viewer",
    has: " --> ",
    is: /^\[\d{4}\/\d\d\/\d\d [\d:.]+\] (IN|OUT) (\S+) --> (\S+)\s*$/,
    tell: ([, way, from, to]) => ({ ...both(from, to), way: way === "IN" ? "in" : "out" }),
  },
  {
    format: "tcpdump",
    has: " > ",
    is: /\bIP6? (?:\(.*\) ?)?([\w.:-]+)\.([\w-]+) > ([\w.:-]+)\.([\w-]+): (.*)$/,
    tell: ([, host, port, to, toPort, rest]) => ({
      ...both(dotted(host, port), dotted(to, toPort), rest.startsWith("Flags") ? "TCP" : "UDP"),
      size: Number(/\blength:? (\d+)\s*$/.exec(rest)?.[1] ?? 0),
    }),
  },
  {
    format: "tcpdump",
    has: " > ",
    is: /^\s+([\w.:-]+)\.([\w-]+) > ([\w.:-]+)\.([\w-]+): (.*)$/,
    tell: ([, host, port, to, toPort, rest]) => ({
      ...both(dotted(host, port), dotted(to, toPort), rest.startsWith("Flags") ? "TCP" : "UDP"),
      size: Number(/\blength:? (\d+)\s*$/.exec(rest)?.[1] ?? 0),
    }),
  },
  {
    format: "tcpdump",
    has: "IP (",
    is: /(?:^|\d )IP \(.*\)\s*$/,
    tell: ([line]) => {
      const [, id] = /\bid (\d+), offset 0, flags \[\+\]/.exec(line) ?? [];
      return { lasts: true, mark: id ? `fragment ${id}` : "" };
    },
  },
  {
    format: "sipp",
    has: "message ",
    is: /^(UDP|TCP|TLS|SCTP) (?:control )?message (sent|received) \[\d+\] bytes ?:/,
    tell: ([, transport, way]) => ({ way: way === "sent" ? "out" : "in", transport }),
  },
  {
    format: "sipp",
    has: "nexpected ",
    is: /^Unexpected \w+ message received:/,
    tell: () => ({ isAgain: true }),
  },
  {
    format: "sipp",
    has: "-----",
    is: /^-{47} \S/,
    tell: () => ({ lasts: true }),
  },
  {
    format: "pjsua",
    has: " bytes Re",
    is: /(TX|RX) \d+ bytes (?:Request|Response) msg \S+ \(\S+\) (?:to|from) (\w+) (\S+):(.*)$/,
    tell: ([, way, transport, address, rest]) => ({ ...peer(way === "RX", address, transport), rest }),
  },
  {
    format: "linphone",
    has: "new bytes from",
    is: /received \[\d+\] new bytes from \[(\w+):\/\/([^\]]+?)\]?:?\s*$/,
    tell: ([, transport, address]) => peer(true, address, transport),
  },
  {
    format: "linphone",
    has: "message sent to",
    is: /message sent to \[(\w+):\/\/(.+)\], size: \[\d+\] bytes/,
    tell: ([, transport, address]) => peer(false, address, transport),
  },
  {
    format: "baresip",
    has: " -> ",
    is: /^(UDP|TCP|TLS|WSS?) (\S+) -> (\S+)\s*$/,
    tell: ([, transport, from, to]) => both(from, to, transport),
  },
  {
    format: "baresip",
    has: "#",
    is: /^\d\d:\d\d:\d\d\.\d{3}#\s*$/,
    tell: () => ({ lasts: true }),
  },
  {
    format: "sipjs",
    has: "WebSocket",
    is: /sip\.[Tt]ransport \|? ?.{0,40}?\b(received|sending) WebSocket (?:text |binary )?message:(.*)$/i,
    tell: ([, way, rest]) => ({ way: /^r/i.test(way) ? "in" : "out", transport: "WS", rest }),
  },
  {
    format: "jssip",
    has: "JsSIP:",
    is: /JsSIP:(?:Web)?(?:Socket)?Transport (sending message|received (?:text|binary) message):?(.*)$/,
    tell: ([, way, rest]) => ({ way: way.startsWith("r") ? "in" : "out", transport: "WS", rest }),
  },
  {
    format: "cisco-ios",
    has: "ccsipDisplayMsg",
    is: /\/\/-?\d+\/(\w+)\/SIP\/Msg\/ccsipDisplayMsg:(.*)$/,
    tell: ([, mark, rest]) => ({ mark: /^x+$/.test(mark) ? "" : mark, rest, lasts: true }),
  },
  {
    format: "cucm",
    has: "oming SIP ",
    is: /Incoming SIP (TCP|UDP|TLS) message (?:size \d+ )?from (\S+?)(?: on port |:\[)(\d+)/,
    tell: ([, transport, host, port]) => peer(true, `${host}:${port}`, transport),
  },
  {
    format: "cucm",
    has: "going SIP ",
    is: /Outgoing SIP (TCP|UDP|TLS) message (?:size \d+ )?to (\S+?)(?: on port |:\[)(\d+)/,
    tell: ([, transport, host, port]) => peer(false, `${host}:${port}`, transport),
  },
  {
    format: "expressway",
    has: 'Module="network.sip"',
    is: /Action="(Received|Sent)"(?: Local-ip="([^"]*)" Local-port="(\d+)")? (?:Src|Dst)-ip="([^"]*)" (?:Src|Dst)-port="(\d+)"/,
    tell: ([, way, host = "", port = "", other, otherPort]) => {
      const own = host && `${host}:${port}`;
      const far = `${other}:${otherPort}`;
      return way === "Received" ? { ...both(far, own), way: "in" } : { ...both(own, far), way: "out" };
    },
  },
  {
    format: "audiocodes",
    has: "SIP Message ",
    is: /---- (Incoming|Outgoing) SIP Message (?:from|to) (\S+:\d+) (?:to|from) SIPInterface #\d+(?: \([^)]*\))?(?: (UDP|TCP|TLS))?.*?----(.*)$/,
    tell: ([line, way, address, transport, rest]) => ({
      ...peer(way === "Incoming", address, transport),
      mark: /\[SID=([^\]]+)\]/.exec(line)?.[1] ?? "",
      rest,
    }),
  },
  {
    format: "oracle",
    has: " On ",
    is: / On (?:\[\d+:\d+\])?(\S+:\d+) (received from|sent to) (\S+:\d+)\s*$/,
    tell: ([, own, way, far]) =>
      way === "sent to" ? { ...both(own, far), way: "out" } : { ...both(far, own), way: "in" },
  },
  {
    format: "oracle",
    has: "-NAT ",
    is: /^(?:Post-NAT from|Pre-NAT to) private/,
    tell: () => ({ isAgain: true }),
  },
  {
    format: "ribbon",
    has: "sending from",
    is: /sending from (\[[^\]]+\]:\d+) to (\[[^\]]+\]:\d+)/,
    tell: ([, from, to]) => ({ ...both(from, to), way: "out" }),
  },
  {
    format: "ribbon",
    has: "ncoming message on",
    is: /Incoming message on (\[[^\]]+\]:\d+) from (\[[^\]]+\]:\d+)/,
    tell: ([, to, from]) => ({ ...both(from, to), way: "in" }),
  },
  {
    format: "ingate",
    has: "sipfw: ",
    is: /sipfw: (recv|send sf \(\w+\)) (?:from|to) (\S+) via (\S+) (UDP|TCP|TLS) connection/,
    tell: ([, way, far, own, transport]) =>
      way === "recv" ? { ...both(far, own, transport), way: "in" } : { ...both(own, far, transport), way: "out" },
  },
  {
    format: "adtran",
    has: "SIP.STACK MSG ",
    is: /SIP\.STACK MSG (Rx|Tx): (\w+) src=(\S+) dst=(\S+)/,
    tell: ([, way, transport, from, to]) => ({ ...both(from, to, transport), way: way === "Rx" ? "in" : "out" }),
  },
  {
    format: "genesys",
    has: "SIPTR: ",
    is: /SIPTR: (Received|Sending)\s+\[\d+,(\w+)\] \d+ bytes (?:from|to) (\S+) [<>]+/,
    tell: ([, way, transport, address]) => peer(way === "Received", address, transport),
  },
  {
    format: "yate",
    has: "<sip:",
    is: /<sip:\w+> '?(?:(\w+):)?([^' ]*)'? received \d+ bytes SIP message from (\S+)/,
    tell: ([, transport, , address]) => peer(true, address, transport),
  },
  {
    format: "yate",
    has: "<sip:",
    is: /<sip:\w+> (?:'?(?:(\w+):)?[^' ]*'? )?sending .{0,60}? to (\S+)/,
    tell: ([, transport, address]) => peer(false, address, transport),
  },
  {
    format: "snom",
    has: " bytes)",
    is: /^(Sent to|Received from|Recv from|Send to) (udp|tcp|tls): ?(\S+?)(?: at)? .*\(\d+ bytes\):/i,
    tell: ([, way, transport, address]) => peer(/^Rec/.test(way), address, transport),
  },
  {
    format: "opensbc",
    has: "[CID=",
    is: /\[CID=(\w+)\] (?:>>>|<<<) .*?DST: (\S+?):(UDP|TCP|TLS) SRC: (\S+)/,
    tell: ([, mark, to, transport, from]) => ({ ...both(from, to, transport), mark }),
  },
  {
    format: "blink",
    has: "-(SIP over ",
    is: /^(\S+) -\(SIP over (\w+)\)-> (\S+)\s*$/,
    tell: ([, from, transport, to]) => both(from, to, transport),
  },
  {
    format: "blink",
    has: ": Packet ",
    is: /: (RECEIVED|SENDING): Packet \d+/,
    tell: ([, way]) => ({ way: way === "RECEIVED" ? "in" : "out", lasts: true }),
  },
  {
    format: "voxeo",
    has: ")[",
    is: /^\((o|i)\)\[(.*)$/,
    tell: ([, way, rest]) => ({ way: way === "o" ? "out" : "in", rest }),
  },
  {
    format: "nwise",
    has: "*****",
    is: /\*{5} (RECEIVED|SENT|SENDING) (?:REQUEST|RESPONSE): .*\*{5}/,
    tell: ([, way]) => ({ way: way === "RECEIVED" ? "in" : "out" }),
  },
  {
    format: "avaya",
    has: " bytes ",
    is: /\[CSDK::SIP\] (RECEIVED|SENDING) \d+ bytes (?:from|to) (\S+?) ?\{\s*$/,
    tell: ([, way, address]) => peer(way === "RECEIVED", address),
  },
  {
    format: "avaya",
    has: "SIP ",
    is: /mS SIP (Rx|Tx): (\w+) (\S+) -> (\S+)\s*$/,
    tell: ([, way, transport, from, to]) => ({ ...both(from, to, transport), way: way === "Rx" ? "in" : "out" }),
  },
  {
    format: "avaya",
    has: "gress: {",
    is: /^ingress: \{ L(\S+?)\/R(\S+?)\/(\w+)\//,
    tell: ([, own, far, transport]) => ({ ...both(far, own, transport), way: "in", lasts: true }),
  },
  {
    format: "avaya",
    has: "gress: {",
    is: /^egress: \{ L(\S+?)\/R(\S+?)\/(\w+)\//,
    tell: ([, own, far, transport]) => ({ ...both(own, far, transport), way: "out", lasts: true }),
  },
  {
    format: "resiprocate",
    has: "[ V",
    is: /(Transmitting to|incoming from:?) \[ V[46] (\S+) (\w+)/i,
    tell: ([, way, address, transport]) => peer(/^i/i.test(way), address, transport),
  },
  {
    format: "lync",
    has: "Start-Line:",
    is: /^Start-Line: (.*)$/,
    tell: ([, rest]) => ({ rest }),
  },
];

/** Lines beside the marker that tell more of the message to come, by format. */
export const DETAILS = [
  { is: /^srcip: (\S+)/, name: "fromHost" },
  { is: /^srcport: (\d+)/, name: "fromPort" },
  { is: /^dstip: (\S+)/, name: "toHost" },
  { is: /^dstport: (\d+)/, name: "toPort" },
  { is: /^proto: (\w+)/, name: "transport" },
  { is: /^time: ([\d.]+)/, name: "time" },
  { is: /^srcIp: (\S+)/, name: "from" },
  { is: /^dstIp: (\S+)/, name: "to" },
  { is: /^Timestamp=([\d.]+)/, name: "time" },
  { is: /^Direction: (incoming|outgoing)/, name: "way" },
  { is: /^Peer: (\S+)/, name: "peer" },
  { is: /^\d\d\/\d\d\/\d{4} [\d:.]+ (?:-->|<--)/, name: "moment" },
];

/** Lines that end a message wherever they stand: no header field and no line of a session description is like them. */
export const CLOSER =
  /^(?:<-{12,13}>|---|--- \(\d+ headers? .*|-{20,}(?: .*)?|\|{20}|~{20}|={20}|--end msg--|--|\$\$end_record|\}|\]|\|)\s*$/;
