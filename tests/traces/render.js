// Writes messages as programs log them: the marks, prefixes and ends of each format as its printing code or real logs
// have them. `side` is the host that writes the log; formats that know only their peer are read from there.

const two = (number) => String(number).padStart(2, "0");
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Pieces of a time in UTC. */
const at = (time) => {
  const day = new Date(Math.floor(time) * 1000);
  const micro = String(Math.round((time - Math.floor(time)) * 1e6) % 1e6).padStart(6, "0");
  const clock = `${two(day.getUTCHours())}:${two(day.getUTCMinutes())}:${two(day.getUTCSeconds())}`;
  const [year, month, date] = [day.getUTCFullYear(), two(day.getUTCMonth() + 1), two(day.getUTCDate())];
  return { clock, micro, milli: micro.slice(0, 3), year, month, date, name: MONTHS[day.getUTCMonth()], day: String(day.getUTCDate()).padStart(2, " ") };
};
const host = (address) => address.replace(/:\d+$/, "");
const port = (address) => /:(\d+)$/.exec(address)?.[1] ?? "5060";
const bare = (address) => host(address).replace(/[[\]]/g, "");
const size = (text) => text.replaceAll("\n", "\r\n").length + 4;
/** The body stands after one blank line; a message without one ends in it. */
const whole = (text) => (text.includes("\n\n") ? `${text}\n` : `${text}\n\n`);
const crlf = (text) => whole(text).replaceAll("\n", "\r\n");
const bars = "-".repeat(72);

/** Formats in which both ends, or one, are known; each gives the text of one message. */
export const FORMATS = {
  "asterisk-pjsip": ({ text, isOut, peer, transport, isRequest }) =>
    `<--- ${isOut ? "Transmitting" : "Received"} SIP ${isRequest ? "request" : "response"} (${size(text)} bytes) ${isOut ? "to" : "from"} ${transport}:${peer} --->\n${whole(text)}\n`,
  "asterisk-pjsip-file": ({ text, isOut, peer, transport, isRequest, when }) =>
    `[${when.year}-${when.month}-${when.date} ${when.clock}.${when.milli}] VERBOSE[26738] res_pjsip_logger.c: <--- ${isOut ? "Transmitting" : "Received"} SIP ${isRequest ? "request" : "response"} (${size(text)} bytes) ${isOut ? "to" : "from"} ${transport}:${peer} --->\n${whole(text)}\n[${when.year}-${when.month}-${when.date} ${when.clock}.${when.milli}] DEBUG[26738] netsock2.c: Splitting '${peer}' into...\n`,
  "asterisk-sip": ({ text, isOut, peer, transport, isRequest }) =>
    isOut
      ? isRequest
        ? `Reliably Transmitting (NAT) to ${peer}:\n${whole(text)}\n---\n`
        : `<--- Transmitting (no NAT) to ${peer} --->\n${whole(text)}\n<------------>\n`
      : `<--- SIP read from ${transport}:${peer} --->\n${whole(text)}<------------->\n--- (11 headers 0 lines) ---\n`,
  "asterisk-sip-dated": ({ text, isOut, peer, transport, when }) =>
    (isOut ? `Reliably Transmitting (NAT) to ${peer}:\n${whole(text)}\n---\n` : `<--- SIP read from ${transport}:${peer} --->\n${whole(text)}\n<------------->\n`)
      .split("\n")
      .slice(0, -1)
      .map((line) => `[${when.name} ${when.day} ${when.clock}] ${line}\n`)
      .join(""),
  freeswitch: ({ text, isOut, peer, transport, when }) =>
    `${isOut ? "send" : "recv"} ${size(text)} bytes ${isOut ? "to" : "from"} ${transport.toLowerCase()}/[${bare(peer)}]:${port(peer)} at ${when.clock}.${when.micro}:\n${bars}\n${whole(text)}${bars}\n${when.year}-${when.month}-${when.date} ${when.clock}.${when.micro} [NOTICE] switch_channel.c:1118 New Channel sofia/internal/x\n`,
  drachtio: ({ text, isOut, peer, transport, when }) =>
    `${when.year}-${when.month}-${when.date} ${when.clock}.${when.micro} ${isOut ? "send" : "recv"} ${size(text)} bytes ${isOut ? "to" : "from"} ${transport.toLowerCase()}/[${bare(peer)}]:${port(peer)} at ${when.clock}.${when.micro}:\n${whole(text)}\n`,
  sngrep: ({ text, from, to, when }) => `${when.year}/${when.month}/${when.date} ${when.clock}.${when.micro} ${from} -> ${to}\n${whole(text)}\n`,
  homer: ({ text, from, to, when, transport }) => `proto:${transport} ${when.year}-${when.month}-${when.date}T${when.clock}.${when.micro}Z  ${from} ---> ${to}\r\n\r\n${crlf(text)}\r\n`,
  "sip-viewer": ({ text, from, to, isOut, when }) => `[${when.year}/${when.month}/${when.date} ${when.clock}.${when.milli}] ${isOut ? "OUT" : "IN"} ${from} --> ${to}\n${whole(text)}-----------------------\n`,
  "cisco-ios": ({ text, isOut, when }) => `001738: ${when.name} ${when.day} ${when.clock}.${when.milli}: //2113420/C544D4800002/SIP/Msg/ccsipDisplayMsg:\n${isOut ? "Sent" : "Received"}: \n${whole(text)}\n`,
  cucm: ({ text, isOut, peer, when }) =>
    `00222499.002 |${when.clock}.${when.milli} |AppInfo  |SIPTcp - ${isOut ? "wait_SdlSPISignal: Outgoing SIP TCP message to" : "wait_SdlReadRsp: Incoming SIP TCP message from"} ${bare(peer)} on port ${port(peer)} index 800 ${isOut ? "" : `with ${size(text)} bytes:`}\n[9957,NET]\n${whole(text)}\n`,
  expressway: ({ text, isOut, peer, own, when }) =>
    `${when.year}-${when.month}-${when.date}T${when.clock}.${when.milli}+00:00 vcse tvcs: UTCTime="${when.year}-${when.month}-${when.date} ${when.clock},${when.milli}" Module="network.sip" Level="DEBUG": Action="${isOut ? "Sent" : "Received"}" Local-ip="${bare(own)}" Local-port="${port(own)}" ${isOut ? "Dst" : "Src"}-ip="${bare(peer)}" ${isOut ? "Dst" : "Src"}-port="${port(peer)}" Msg-Hash="12"\n SIPMSG:\n |${whole(text).replaceAll("\n", "\n ").trimEnd()}\n |\n`,
  audiocodes: ({ text, isOut, peer, transport, when }) =>
    `<133>[S=1718543] [SID=b9027c:24:198171]  (N  6891937)  ---- ${isOut ? "Outgoing" : "Incoming"} SIP Message ${isOut ? "to" : "from"} ${peer} ${isOut ? "from" : "to"} SIPInterface #2 (Trunk) ${transport} TO(#138) SocketID(204) ---- #012${whole(text).replaceAll("\n", "#012")} [Time:${when.date}-${when.month}@${when.clock}.${when.milli}]\n`,
  oracle: ({ text, isOut, peer, own, when }) => `${when.name} ${when.day} ${when.clock}.${when.milli} On [6:0]${own} ${isOut ? "sent to" : "received from"} ${peer}\n${whole(text)}\n----------------------------------------\n`,
  ribbon: ({ text, isOut, peer, own, when }) =>
    `[${when.date}-${when.month}-${when.year} ${when.clock},${when.milli}] x ${isOut ? `sending from [${bare(own)}]:${port(own)} to [${bare(peer)}]:${port(peer)}` : `Incoming message on [${bare(own)}]:${port(own)} from [${bare(peer)}]:${port(peer)}`}\n${whole(text)}\n`,
  ingate: ({ text, isOut, peer, own, transport, when }) =>
    [`<30>${when.name} ${when.day} ${when.clock} netlogger: Info: sipfw: ${isOut ? "send sf (0x1381b50) to" : "recv from"} ${peer} via ${own} ${transport} connection 2:`, ...whole(text).trimEnd().split("\n").map((line) => `<134>${when.name} ${when.day} ${when.clock} netlogger:              ${line}`)].join("\n") + "\n",
  adtran: ({ text, isOut, from, to, transport, when }) =>
    [`${when.clock}.${when.milli} SIP.STACK MSG ${isOut ? "Tx" : "Rx"}: ${transport} src=${from} dst=${to}`, ...whole(text).trimEnd().split("\n").map((line) => `${when.clock}.${when.milli} SIP.STACK MSG ${line}`)].join("\n") + "\n",
  genesys: ({ text, isOut, peer, transport, when }) => `${when.clock}.${when.milli}: SIPTR: ${isOut ? "Sending " : "Received"} [0,${transport}] ${size(text)} bytes ${isOut ? "to" : "from"} ${peer} ${isOut ? ">>>>>" : "<<<<<"}\n${whole(text)}\n`,
  yate: ({ text, isOut, peer, own, when }) =>
    `${when.year}-${when.month}-${when.date}_${when.clock}.${when.micro} <sip:INFO> 'udp:${own}' ${isOut ? `sending code 100 0x7fd7c4 to ${peer}` : `received ${size(text)} bytes SIP message from ${peer}`} [0xfc4300]\n------\n${whole(text)}------\n`,
  snom: ({ text, isOut, peer, transport, when }) => `${isOut ? "Sent to" : "Received from"} ${transport.toLowerCase()}:${peer} at ${when.name} ${when.day} ${when.clock}.${when.milli} (${size(text)} bytes):\n${whole(text)}\n`,
  opensbc: ({ text, from, to, transport, when }) => {
    const [first, ...rest] = whole(text).trimEnd().split("\n");
    const head = `${when.year}/${when.month}/${when.date} ${when.clock}.${when.milli}`;
    return `${head} INF: [CID=0x101e] >>> ${first.slice(0, 40)} DST: ${to}:${transport} SRC: ${from} enc=0 bytes=327\n${[first, ...rest].map((line) => `${head} DBG: [CID=0x101e] ${line}\n`).join("")}`;
  },
  blink: ({ text, isOut, from, to, transport, when }) => `${when.year}-${when.month}-${when.date} ${when.clock}.${when.micro} [Blink 33524]: ${isOut ? "SENDING" : "RECEIVED"}: Packet 18, +0:01:24.831372\n${from} -(SIP over ${transport})-> ${to}\n${whole(text)}--\n`,
  voximplant: ({ text, isOut, when }) => `${when.year}-${when.month}-${when.date} ${when.clock} ${isOut ? "Sent" : "Received"}:\n${whole(text)}\n`,
  voxeo: ({ text, isOut }) => `(${isOut ? "o" : "i"})[${whole(text)}]\n`,
  nwise: ({ text, isOut, isRequest, when }) => `${when.year}-${when.month}-${when.date} ${when.clock},${when.milli} DEBUG [Gateway] (EventScannerThread) ***** ${isOut ? "SENT" : "RECEIVED"} ${isRequest ? "REQUEST" : "RESPONSE"}: INVITE *****\n${whole(text)}\n`,
  "avaya-session-manager": ({ text, isOut, peer, own, transport, when }) =>
    `--------------------\n${when.date}/${when.month}/${when.year} ${when.clock}.${when.milli} ${isOut ? "<--" : "-->"}\noctets: ${size(text)}, Body Length: 0\n${isOut ? "egress" : "ingress"}: { L${own}/R${peer}/${transport}/0xa }\n${isOut ? "ingress" : "egress"}: { [NO TARGET] }\n${whole(text)}--------------------\n`,
  "avaya-client": ({ text, isOut, peer, when }) => `${when.year}-${when.month}-${when.date} ${when.clock}.${when.milli} D [36308] [CSDK::SIP] ${isOut ? "SENDING" : "RECEIVED"} ${size(text)} bytes ${isOut ? "to" : "from"} ${peer} {\n\n${whole(text)}}\n`,
  "avaya-ip-office": ({ text, isOut, from, to, transport, when }) =>
    [`${when.year}-${when.month}-${when.date}T${when.clock} 2413009585mS SIP ${isOut ? "Tx" : "Rx"}: ${transport} ${from} -> ${to}`, ...whole(text).trimEnd().split("\n").map((line) => `${" ".repeat(20)}${line}`)].join("\n") + "\n",
  resiprocate: ({ text, isOut, peer, transport, when }) => `${when.year}-${when.month}-${when.date} ${when.clock}.${when.milli} | INFO | RESIP:TRANSPORT | 110164 t44372 ${isOut ? "Transmitting to" : "incoming from:"} [ V4 ${peer} ${transport} target domain=unspecified ]\n\n${whole(text)}\n`,
  lync: ({ text, isOut, peer, when, isRequest }) => {
    const [head, ...body] = text.split("\n\n");
    return `TL_INFO(TF_PROTOCOL) [0]0B2C.1A40::${when.month}/${when.date}/${when.year}-${when.clock}.${when.milli}.000a1b2c (SIPStack,SIPAdminLog::x)$$begin_record\nTrace-Correlation-Id: 2718281828\nDirection: ${isOut ? "outgoing" : "incoming"}\nPeer: ${peer}\nMessage-Type: ${isRequest ? "request" : "response"}\nStart-Line: ${head}\n\n${body.join("\n\n")}\n$$end_record\n`;
  },
  "kamailio-syslog": ({ text, when }) => `${when.name} ${when.day} ${when.clock} proxy /usr/sbin/kamailio[5640]: DEBUG: <core> [tcp_read.c:360]: tcp_read(): read ${size(text)} bytes:#012${crlf(text).replaceAll("\r\n", "#015#012")}\n`,
  yealink: ({ text, when }) =>
    whole(text)
      .trimEnd()
      .split("\n")
      .map((line) => `<134>${when.name} ${when.day} ${when.clock} sua  [1176]: DLG <6+info  > [001] ${line}\n`)
      .join(""),
  "sip.js": ({ text, isOut, when }) => `Tue Nov 21 ${when.year} ${when.clock} GMT+0000 (UTC) | sip.transport | ${isOut ? "sending" : "received"} WebSocket text message:\n\n${whole(text)}\n`,
  jssip: ({ text, isOut }) => `jssip-3.3.11.js:26433 JsSIP:Transport ${isOut ? "sending message" : "received text message"}:${whole(text)}  +13s\n`,
  raw: ({ text }) => `${whole(text)}\n`,
  "ngrep-dots": ({ text, from, to, transport, when }) => `#\n${transport === "UDP" ? "U" : "T"} ${when.year}/${when.month}/${when.date} ${when.clock}.${when.micro} ${from} -> ${to}\n${whole(text).replaceAll("\n", ".\n")}`,
  fortigate: ({ text, from, to, when }) => `${when.year}-${when.month}-${when.date} ${when.clock} sip port 26 ${from} -> ${to}\n${when.year}-${when.month}-${when.date} ${when.clock} sip port 26 read [(0,${size(text)})\n(${Buffer.from(crlf(text)).toString("hex")})]\n`,
};
/** The layers of a message as tshark 4 has them, by the names that `-T json` gives fields: the header has the body too. */
const layers = ({ text, from, to, time, transport, isRequest }) => {
  const over = transport === "TCP" ? "tcp" : "udp";
  const [ip, [first, ...rest]] = [bare(from).includes(":") ? "ipv6" : "ip", whole(text).split("\n")];
  return {
    frame: { "frame.time_epoch": time.toFixed(9) },
    [ip]: { [`${ip}.src`]: bare(from), [`${ip}.dst`]: bare(to) },
    [over]: { [`${over}.srcport`]: port(from), [`${over}.dstport`]: port(to) },
    sip: { [isRequest ? "sip.Request-Line" : "sip.Status-Line"]: first, "sip.msg_hdr": rest.join("\r\n") },
  };
};
const flat = (fields, layer) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${layer}_${name.replaceAll(".", "_")}`, value]));

/** Formats that are one piece of data. */
export const WHOLES = {
  "homer-json": (all) => JSON.stringify(all.map(({ text, from, to, time }) => ({ protocol_header: { srcIp: bare(from), srcPort: Number(port(from)), dstIp: bare(to), dstPort: Number(port(to)), timeSeconds: Math.floor(time), timeUseconds: Math.round((time % 1) * 1e6), protocol: 17 }, raw: crlf(text) }))),
  "tshark-json": (all) => JSON.stringify(all.map((one) => ({ _index: "packets", _source: { layers: layers(one) } })), null, 2),
  "tshark-ek": (all) =>
    all.map((one) => `{"index":{"_index":"packets-2026-11-28"}}\n${JSON.stringify({ timestamp: String(Math.round(one.time * 1000)), layers: Object.fromEntries(Object.entries(layers(one)).map(([layer, fields]) => [layer, flat(fields, layer)])) })}\n`).join(""),
  "json-lines": (all) => all.map(({ text, time }) => JSON.stringify({ level: 30, time: Math.round(time * 1000), raw: crlf(text), msg: "sip" })).join("\n"),
  "jain-sip": (all) =>
    all.map(({ text, from, to, isOut, time }) => `<message\nfrom="${from}" \nto="${to}" \ntime="${Math.round(time * 1000)}"\nisSender="${isOut}" \ntransactionId="z9hg4bk-1" \ncallId="x" \nfirstLine="${text.split("\n")[0].replace(/"/g, "")}" \n>\n<![CDATA[${crlf(text)}]]>\n</message>\n`).join("\n"),
  "siptrace-csv": (all) => ["id,time_stamp,time_us,callid,traced_user,msg,method,status,fromip,toip,fromtag,totag,direction", ...all.map(({ text, from, to, when }, index) => `${index},"${when.year}-${when.month}-${when.date} ${when.clock}",${Number(when.micro)},x,,"${crlf(text).replaceAll('"', '""')}",x,,udp:${from},udp:${to},a,b,in`)].join("\n"),
  "siptrace-rows": (all) => all.map(({ text, from, to, when }, index) => `*************************** ${index + 1}. row ***************************\n         id: ${index}\n time_stamp: ${when.year}-${when.month}-${when.date} ${when.clock}\n    time_us: ${Number(when.micro)}\n     callid: x\n        msg: ${whole(text)}\n     method: X\n     fromip: udp:${from}\n       toip: udp:${to}\n  direction: in\n`).join(""),
};

/** The messages of a trace as one side logs them, or all of them where a format knows both ends. */
export const rendered = (name, messages, side) => {
  const all = messages.map(({ cut, status }) => {
    const isOut = host(cut.from).replace(/[[\]]/g, "") === side;
    const [own, peer] = isOut ? [cut.from, cut.to] : [cut.to, cut.from];
    return { text: cut.text, from: cut.from, to: cut.to, time: cut.time, when: at(cut.time), transport: cut.transport, isOut, own, peer, isRequest: !status };
  });
  return WHOLES[name] ? WHOLES[name](all) : all.map(FORMATS[name]).join("");
};
