// The packets of a capture in other frames, as other places of a network capture them.
import { packets } from "../../templates/scripts/trace/pcap/files.js";

const ETHERNET = 1;
const bytesOf = (...numbers) => Uint8Array.from(numbers);
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const two = (number) => bytesOf((number >> 8) & 255, number & 255);
const four = (number) => joined(two(number >>> 16), two(number & 0xffff));
const MACS = new Uint8Array(12);
const PPP = new Map([
  [0x0800, 0x0021],
  [0x86dd, 0x0057],
]);

const IP6 = 0x86dd;
/** A packet of IPv6 whose next header is another, with what stands before its payload (RFC 8200 §4). */
const next6 = (ip, next, ...parts) => {
  const payload = joined(...parts);
  return joined(ip.subarray(0, 4), two(payload.length), bytesOf(next), ip.subarray(7, 40), payload);
};
let fragmented = 0;
/** A packet of IPv6 in two fragments, the second first (RFC 8200 §4.5). */
const fragments6 = (ip) => {
  const payload = ip.subarray(40);
  if (payload.length <= 256) return [ip];
  fragmented += 1;
  const part = (offset, more, bytes) => next6(ip, 44, bytesOf(ip[6], 0), two(offset | more), four(fragmented), bytes);
  return [part(256, 0, payload.subarray(256)), part(0, 1, payload.subarray(0, 256))];
};

/** How a packet of IP is framed: its link type (those of tcpdump.org) and the frame around it. */
export const FRAMES = {
  ethernet: [ETHERNET, (type, ip) => joined(MACS, two(type), ip)],
  "a VLAN (802.1Q)": [ETHERNET, (type, ip) => joined(MACS, two(0x8100), two(42), two(type), ip)],
  "a VLAN in a VLAN (802.1ad)": [
    ETHERNET,
    (type, ip) => joined(MACS, two(0x88a8), two(7), two(0x8100), two(42), two(type), ip),
  ],
  "PPPoE, as a DSL router has it": [
    ETHERNET,
    (type, ip) => joined(MACS, two(0x8864), bytesOf(0x11, 0, 0, 1), two(ip.length + 2), two(PPP.get(type)), ip),
  ],
  "PPPoE in a VLAN": [
    ETHERNET,
    (type, ip) =>
      joined(
        MACS,
        two(0x8100),
        two(6),
        two(0x8864),
        bytesOf(0x11, 0, 0, 1),
        two(ip.length + 2),
        two(PPP.get(type)),
        ip,
      ),
  ],
  "Linux cooked, as `-i any` once had it": [
    113,
    (type, ip) => joined(two(0), two(1), two(6), new Uint8Array(8), two(type), ip),
  ],
  "Linux cooked 2, as `-i any` has it": [
    276,
    (type, ip) => joined(two(type), two(0), four(2), two(1), bytesOf(0, 6), new Uint8Array(8), ip),
  ],
  "Linux cooked 2 with a VLAN": [
    276,
    (type, ip) =>
      joined(two(0x8100), two(0), four(2), two(1), bytesOf(0, 6), new Uint8Array(8), two(42), two(type), ip),
  ],
  "raw IP": [101, (_type, ip) => ip],
  "raw IP with options for each hop": [
    101,
    (type, ip) => (type === IP6 ? next6(ip, 0, bytesOf(ip[6], 0, 1, 4, 0, 0, 0, 0), ip.subarray(40)) : ip),
  ],
  "raw IP in fragments": [101, (type, ip) => (type === IP6 ? fragments6(ip) : ip)],
  "the loopback of BSD and macOS": [0, (type, ip) => joined(bytesOf(type === 0x0800 ? 2 : 30, 0, 0, 0), ip)],
};

/** The packets of a capture on Ethernet: time, kind of packet, packet. */
const inside = (capture) =>
  [...packets(capture, () => undefined)].map(({ time, link, bytes }) => {
    if (link !== ETHERNET) throw new Error(`a capture on Ethernet is wanted (found link type ${link})`);
    return { time, type: (bytes[12] << 8) | bytes[13], ip: bytes.subarray(14) };
  });

const small = (number) => joined(...[0, 8, 16, 24].map((shift) => bytesOf((number >>> shift) & 255)));
const micro = (time) => Math.round((time - Math.floor(time)) * 1e6);

/** A capture in another frame: pcap, the numbers of which stand last byte first or first byte first. */
export const reframed = (capture, name, isLittle = true) => {
  const [link, frame] = FRAMES[name];
  const [long, short] = isLittle ? [small, (number) => small(number).subarray(0, 2)] : [four, two];
  const head = joined(long(0xa1b2c3d4), short(2), short(4), long(0), long(0), long(262144), long(link));
  const records = inside(capture).flatMap(({ time, type, ip }) =>
    [frame(type, ip)].flat().map((bytes) => {
      const moment = [long(Math.floor(time)), long(micro(time))];
      return joined(...moment, long(bytes.length), long(bytes.length), bytes);
    }),
  );
  return joined(head, ...records);
};

/** A file of blocks, pcapng, whose times count in so many ticks a second, by the octet of its option (if_tsresol). */
export const inBlocks = (capture, { isLittle = true, option = 6, isSimple = false } = {}) => {
  const [long, short] = isLittle ? [small, (number) => small(number).subarray(0, 2)] : [four, two];
  const block = (type, ...parts) => {
    const body = joined(...parts);
    const padded = joined(body, new Uint8Array(-body.length & 3));
    return joined(long(type), long(padded.length + 12), padded, long(padded.length + 12));
  };
  const ticks = option & 0x80 ? 2 ** (option & 0x7f) : 10 ** option;
  const options = joined(
    short(2),
    short(1),
    bytesOf(97, 0, 0, 0),
    short(9),
    short(1),
    bytesOf(option, 0, 0, 0),
    long(0),
  );
  const packet = ({ time, type, ip }) => {
    const bytes = FRAMES.ethernet[1](type, ip);
    if (isSimple) return block(3, long(bytes.length), bytes);
    const count = (BigInt(Math.round(time * 1e6)) * BigInt(ticks)) / 1_000_000n;
    const moment = [long(Number(count >> 32n)), long(Number(count & 0xffffffffn))];
    return block(6, long(0), ...moment, long(bytes.length), long(bytes.length), bytes);
  };
  return joined(
    block(0x0a0d0d0a, long(0x1a2b3c4d), short(1), short(0), long(0xffffffff), long(0xffffffff)),
    block(1, short(ETHERNET), short(0), long(262144), options),
    block(5, long(0)),
    ...inside(capture).map(packet),
  );
};

const hex = (number, digits) => number.toString(16).padStart(digits, "0");
/** The packets of a capture as `tshark -x` prints them: rows of sixteen bytes, and what of them are letters. */
export const dumped = (capture) =>
  inside(capture)
    .map(({ type, ip }) => {
      const bytes = FRAMES.ethernet[1](type, ip);
      const rows = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, row) => [
        ...bytes.subarray(row * 16, row * 16 + 16),
      ]);
      const letters = (row) => row.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
      return rows
        .map(
          (row, at) =>
            `${hex(at * 16, 4)}  ${row
              .map((byte) => hex(byte, 2))
              .join(" ")
              .padEnd(48)}  ${letters(row)}\n`,
        )
        .join("");
    })
    .join("\n");

const chunk = (kind, bytes) => joined(two(0), two(kind), two(bytes.length + 6), bytes);

/** A capture of what a capture agent sends to HOMER: each message in a packet of HEP 3 (the HEP3 protocol, §3). */
export const sentToHomer = (capture) => {
  const head = joined(small(0xa1b2c3d4), bytesOf(2, 0, 4, 0), small(0), small(0), small(262144), small(101));
  const records = inside(capture).flatMap(({ time, type, ip }) => {
    const isFour = type === 0x0800;
    const [at, protocol] = isFour ? [(ip[0] & 15) * 4, ip[9]] : [40, ip[6]];
    if (protocol !== 17) return [];
    const size = isFour ? 4 : 16;
    const source = isFour ? 12 : 8;
    const hep = joined(
      chunk(1, bytesOf(isFour ? 2 : 10)),
      chunk(2, bytesOf(17)),
      chunk(isFour ? 3 : 5, ip.subarray(source, source + size)),
      chunk(isFour ? 4 : 6, ip.subarray(source + size, source + 2 * size)),
      chunk(7, ip.subarray(at, at + 2)),
      chunk(8, ip.subarray(at + 2, at + 4)),
      chunk(9, four(Math.floor(time))),
      chunk(10, four(micro(time))),
      chunk(11, bytesOf(1)),
      chunk(15, ip.subarray(at + 8)),
    );
    const all = joined(bytesOf(0x48, 0x45, 0x50, 0x33), two(hep.length + 6), hep);
    const udp = joined(two(9060), two(9060), two(all.length + 8), two(0), all);
    const outer = joined(
      bytesOf(0x45, 0),
      two(udp.length + 20),
      four(0),
      bytesOf(64, 17, 0, 0, 192, 0, 2, 90, 192, 0, 2, 91),
      udp,
    );
    // an agent sends what it has seen a moment later
    return [joined(small(Math.floor(time) + 2), small(0), small(outer.length), small(outer.length), outer)];
  });
  return joined(head, ...records);
};
