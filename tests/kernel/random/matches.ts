/**
 * Random conditions of rules: one maker an extension. Adding one is adding its line.
 *
 * A maker gives the words of a match as iptables takes them, or undefined where this place has no use for it. Only what
 * a packet, its connection and the node decide stands here; what is left to chance or to the kernel's memory would
 * split the walk.
 */
import type { Dice } from "./dice";
import type { Ground } from "./ground";

/** Where a rule stands. */
export interface Place {
  readonly table: string;
  /** The built-in chain, or the one that the user's chain is called from. */
  readonly hook: string;
  /** The protocol of `-p`, or null. */
  readonly proto: string | null;
}

export interface Maker {
  readonly name: string;
  readonly weight: number;
  readonly family?: 4 | 6;
  /** The protocols of `-p` that it needs. */
  readonly protos?: readonly string[];
  readonly tables?: readonly string[];
  readonly hooks?: readonly string[];
  readonly make: (dice: Dice, ground: Ground, place: Place) => string | undefined;
}

const hex = (value: number) => `0x${value.toString(16)}`;

/** An address of the node's surroundings, its own now and then. */
export function anAddress(dice: Dice, { own, others }: Ground): string {
  return dice.pick(dice.chance(0.3) ? own : others);
}

/** A port or a range of ports. */
function ports(dice: Dice, ground: Ground, colon = ":"): string {
  const port = dice.pick(ground.ports);
  if (dice.chance(0.7)) return String(port);
  const other = dice.pick(ground.ports);
  if (other === port) return String(port);
  return [Math.min(port, other), Math.max(port, other)].map(String).join(colon);
}

/** A mark with or without a mask. */
export function mark(dice: Dice, { marks }: Ground): string {
  return (
    hex(dice.pick(marks)) + (dice.chance(0.4) ? `/${hex(dice.pick([0xff, 0xff00, 0xffff, 0x4000, 0xf0f0f0f0]))}` : "")
  );
}

const range = (dice: Dice, from: number, to: number, between = ":") => {
  const [a, b] = [dice.number(from, to), dice.number(from, to)];
  return dice.chance(0.5) ? String(a) : `${String(Math.min(a, b))}${between}${String(Math.max(a, b))}`;
};

function addressRange(dice: Dice, ground: Ground): string {
  if (ground.family === 4)
    return dice.pick([
      "10.244.0.0-10.244.0.10",
      "192.168.1.1-192.168.1.19",
      "8.8.8.8-203.0.113.6",
      "0.0.0.0-9.255.255.255",
    ]);
  return dice.pick(["fd00:244::-fd00:244::a", "2001:db8:1::1-2001:db8:1::1f", "2001:db8:2::6-2001:4860::8888"]);
}

const STATES = ["NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED"];
const TCP = ["FIN", "SYN", "RST", "PSH", "ACK", "URG"];

function conntrack(dice: Dice, ground: Ground): string {
  const option = () =>
    dice.pick([
      () => `${dice.not()}--ctstate ${dice.several([...STATES, "SNAT", "DNAT"], dice.number(1, 3)).join(",")}`,
      () => `${dice.not()}--ctstate ${dice.several(STATES, dice.number(1, 2)).join(",")}`,
      () => `${dice.not()}--ctproto ${dice.pick(["6", "17", "132", ground.family === 4 ? "1" : "58"])}`,
      () => `${dice.not()}--ctorigsrc ${placeText(dice, ground)}`,
      () => `${dice.not()}--ctorigdst ${placeText(dice, ground)}`,
      () => `${dice.not()}--ctreplsrc ${placeText(dice, ground)}`,
      () => `${dice.not()}--ctrepldst ${placeText(dice, ground)}`,
      () => `${dice.not()}--ctorigsrcport ${ports(dice, ground)}`,
      () => `${dice.not()}--ctorigdstport ${ports(dice, ground)}`,
      () => `${dice.not()}--ctreplsrcport ${ports(dice, ground)}`,
      () => `${dice.not()}--ctrepldstport ${ports(dice, ground)}`,
      () =>
        `${dice.not()}--ctstatus ${dice.several(["EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED", "NONE"], 1).join(",")}`,
      () => `--ctdir ${dice.pick(["ORIGINAL", "REPLY"])}`,
    ])();
  const options = Array.from({ length: dice.chance(0.8) ? 1 : 2 }, option);
  return `-m conntrack ${[...new Map(options.map((text) => [/--\w+/.exec(text)?.[0], text])).values()].join(" ")}`;
}

/** An address or a network. */
function placeText(dice: Dice, ground: Ground): string {
  return dice.chance(0.5) ? anAddress(dice, ground) : dice.pick(ground.networks);
}

const PORTED = ["tcp", "udp", "udplite", "dccp", "sctp"];
/** u32 reads bytes of the IP header here: version and length, TTL, protocol, addresses, and past it the ports. */
const U32 = [
  "0x6&0xff=0x6",
  "0x6&0xff=0x6,0x11",
  "0x8>>24=0x40",
  "0x0>>24&0xf=0x5",
  "0x0&0xffff=0x20:0x40",
  "0x10=0xaf40007",
  "0xc&0xffff0000=0xc0a80000",
  "0x6&0xff=0x11&&0x0>>22&0x3c@0x0&0xffff=0x35,0x50:0x1bb",
  "0x0>>22&0x3c@0xc>>24&0xff=0x5:0x8",
];

const ICMP4 = ["8", "0", "3", "3/1", "3/3", "11", "echo-request", "echo-reply", "any", "destination-unreachable", "13"];
const ICMP6 = ["128", "129", "1", "1/4", "2", "3", "echo-request", "neighbour-solicitation", "135", "136", "133"];

export const MATCHES: readonly Maker[] = [
  { name: "tcp", weight: 9, protos: ["tcp"], make: (dice, ground) => `-m tcp ${tcpOptions(dice, ground)}` },
  ...["udp", "sctp", "dccp"].map((name): Maker => ({
    name,
    weight: 6,
    protos: [name],
    make: (dice, ground) =>
      `-m ${name} ${dice.not()}--${dice.pick(["sport", "dport", "dport"])} ${ports(dice, ground)}`,
  })),
  {
    name: "sctp",
    weight: 2,
    protos: ["sctp"],
    make: (dice) =>
      `-m sctp ${dice.not()}--chunk-types ${dice.pick(["any", "all", "only"])} ${dice.several(["INIT", "DATA", "INIT_ACK", "ABORT", "COOKIE_ECHO"], 2).join(",")}`,
  },
  {
    name: "multiport",
    weight: 4,
    protos: PORTED,
    make: (dice, ground) =>
      `-m multiport ${dice.not()}--${dice.pick(["sports", "dports", "dports", "ports"])} ${[...new Set([ports(dice, ground), ports(dice, ground), ports(dice, ground)])].join(",")}`,
  },
  {
    name: "icmp",
    weight: 6,
    family: 4,
    protos: ["icmp"],
    make: (dice) => `-m icmp ${dice.not()}--icmp-type ${dice.pick(ICMP4)}`,
  },
  {
    name: "icmp6",
    weight: 6,
    family: 6,
    protos: ["ipv6-icmp"],
    make: (dice) => `-m icmp6 ${dice.not()}--icmpv6-type ${dice.pick(ICMP6)}`,
  },
  {
    name: "tcpmss",
    weight: 1,
    protos: ["tcp"],
    make: (dice) => `-m tcpmss ${dice.not()}--mss ${dice.pick(["1460", "536", "1000:2000", "0:536"])}`,
  },
  {
    name: "ecn",
    weight: 1,
    protos: ["tcp"],
    make: (dice, { family }) =>
      `-m ecn ${dice.not()}${dice.pick(["--ecn-tcp-cwr", "--ecn-tcp-ece", ...(family === 4 ? ["--ecn-ip-ect 0", "--ecn-ip-ect 3"] : [])])}`,
  },
  {
    name: "esp",
    weight: 2,
    protos: ["esp"],
    make: (dice) => `-m esp ${dice.not()}--espspi ${dice.pick(["0:4294967295", "2021161080", "100:200", "5"])}`,
  },
  {
    name: "ah",
    weight: 2,
    family: 4,
    protos: ["ah"],
    make: (dice) => `-m ah ${dice.not()}--ahspi ${dice.pick(["0:4294967295", "2021161080", "100:200", "5"])}`,
  },
  {
    name: "addrtype",
    weight: 3,
    make: (dice, _, { hook }) =>
      `-m addrtype ${dice.not()}--${dice.pick(["src-type", "dst-type", "dst-type"])} ${dice.pick(["LOCAL", "UNICAST", "LOCAL", "BROADCAST", "MULTICAST", "LOCAL,BROADCAST", "UNREACHABLE", "BLACKHOLE", "PROHIBIT"])}${limitIface(dice, hook)}`,
  },
  {
    name: "comment",
    weight: 1,
    make: (dice) => `-m comment --comment ${dice.pick(['"a \\"quoted\\" -j DROP"', "plain", '"two words"', `"it's"`])}`,
  },
  { name: "connmark", weight: 3, make: (dice, ground) => `-m connmark ${dice.not()}--mark ${mark(dice, ground)}` },
  { name: "mark", weight: 4, make: (dice, ground) => `-m mark ${dice.not()}--mark ${mark(dice, ground)}` },
  { name: "conntrack", weight: 7, make: conntrack },
  {
    name: "state",
    weight: 1,
    make: (dice) => `-m state ${dice.not()}--state ${dice.several(STATES, dice.number(1, 2)).join(",")}`,
  },
  {
    name: "dscp",
    weight: 2,
    make: (dice) =>
      `-m dscp ${dice.not()}${dice.pick(["--dscp 0x00", "--dscp 0x2e", "--dscp-class EF", "--dscp-class CS1", "--dscp 0x08"])}`,
  },
  {
    name: "tos",
    weight: 2,
    make: (dice) =>
      `-m tos ${dice.not()}--tos ${dice.pick(["0x00", "0x10", "0x08/0x3f", "Minimize-Delay", "0xb8/0xff", "0x01/0x03"])}`,
  },
  {
    name: "ttl",
    weight: 2,
    family: 4,
    make: (dice) =>
      `-m ttl ${dice.pick([`${dice.not()}--ttl-eq`, "--ttl-gt", "--ttl-lt"])} ${dice.pick(["64", "63", "128", "1"])}`,
  },
  {
    name: "hl",
    weight: 2,
    family: 6,
    make: (dice) =>
      `-m hl ${dice.pick([`${dice.not()}--hl-eq`, "--hl-gt", "--hl-lt"])} ${dice.pick(["64", "63", "128", "1"])}`,
  },
  {
    name: "iprange",
    weight: 2,
    make: (dice, ground) =>
      `-m iprange ${dice.not()}--${dice.pick(["src-range", "dst-range"])} ${addressRange(dice, ground)}`,
  },
  { name: "length", weight: 2, make: (dice) => `-m length ${dice.not()}--length ${range(dice, 28, 72)}` },
  {
    name: "pkttype",
    weight: 1,
    make: (dice) => `-m pkttype ${dice.not()}--pkt-type ${dice.pick(["unicast", "broadcast", "multicast"])}`,
  },
  {
    name: "policy",
    weight: 1,
    hooks: ["PREROUTING", "INPUT", "FORWARD"],
    make: (dice) => `-m policy --dir in --pol ${dice.pick(["none", "ipsec"])}`,
  },
  {
    name: "policy",
    weight: 1,
    hooks: ["OUTPUT", "POSTROUTING", "FORWARD"],
    make: (dice) => `-m policy --dir out --pol ${dice.pick(["none", "ipsec"])}`,
  },
  {
    name: "rpfilter",
    weight: 2,
    tables: ["raw", "mangle"],
    hooks: ["PREROUTING"],
    make: (dice) =>
      `-m rpfilter ${dice.several(["--loose", "--accept-local", "--validmark", "--invert"], dice.number(0, 2)).join(" ")}`,
  },
  { name: "set", weight: 8, make: set },
  {
    name: "owner",
    weight: 1,
    hooks: ["OUTPUT", "POSTROUTING"],
    make: (dice) =>
      `-m owner ${dice.not()}${dice.pick(["--uid-owner 0", "--uid-owner 1000", "--gid-owner 0", "--uid-owner 0-999"])}`,
  },
  { name: "u32", weight: 2, family: 4, make: (dice) => `-m u32 ${dice.not()}--u32 "${dice.pick(U32)}"` },
  {
    name: "string",
    weight: 1,
    make: (dice) =>
      `-m string ${dice.not()}--algo ${dice.pick(["bm", "kmp"])} --string ${dice.pick(["xxx", "abc", "xxxxxxxx"])}`,
  },
  {
    name: "bpf",
    weight: 1,
    family: 4,
    make: (dice) =>
      `-m bpf ${dice.not()}--bytecode "${dice.pick(["4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0", "4,48 0 0 9,21 0 1 17,6 0 0 65535,6 0 0 0", "1,6 0 0 1"])}"`,
  },
  {
    name: "devgroup",
    weight: 1,
    hooks: ["PREROUTING", "INPUT", "FORWARD"],
    make: (dice) => `-m devgroup ${dice.not()}--src-group ${dice.pick(["0", "1", "0x0/0x1"])}`,
  },
  {
    name: "realm",
    weight: 1,
    family: 4,
    hooks: ["INPUT", "FORWARD", "POSTROUTING"],
    make: (dice) => `-m realm ${dice.not()}--realm ${dice.pick(["0", "1", "0/0xff"])}`,
  },
  { name: "helper", weight: 1, make: (dice) => `-m helper ${dice.not()}--helper ${dice.pick(["ftp", "sip"])}` },
  {
    name: "connlabel",
    weight: 1,
    make: (dice) =>
      `-m connlabel ${dice.not()}--label ${dice.pick(["1", "7", "127"])}${dice.chance(0.4) ? " --set" : ""}`,
  },
  {
    name: "connbytes",
    weight: 1,
    make: (dice) =>
      `-m connbytes ${dice.not()}--connbytes ${dice.pick(["1:1", "2", "0:100", "60:", "1:60"])} --connbytes-mode ${dice.pick(["packets", "bytes", "avgpkt"])} --connbytes-dir ${dice.pick(["original", "reply", "both"])}`,
  },
  {
    name: "cluster",
    weight: 1,
    make: (dice) =>
      `-m cluster --cluster-total-nodes ${String(dice.number(2, 4))} ${dice.not()}--cluster-local-node 1 --cluster-hash-seed ${hex(dice.number(0, 0xffff))}`,
  },
  {
    name: "physdev",
    weight: 1,
    hooks: ["PREROUTING", "FORWARD", "INPUT"],
    make: (dice) => `-m physdev ${dice.not()}--physdev-in eth0`,
  },
];

function limitIface(dice: Dice, hook: string): string {
  if (dice.chance(0.8)) return "";
  if (hook === "PREROUTING" || hook === "INPUT") return " --limit-iface-in";
  return hook === "OUTPUT" || hook === "POSTROUTING" ? " --limit-iface-out" : "";
}

function tcpOptions(dice: Dice, ground: Ground): string {
  switch (dice.number(0, 7)) {
    case 0:
      return `${dice.not()}--syn`;
    case 1:
      return `${dice.not()}--tcp-flags ${dice.several(TCP, dice.number(1, 4)).join(",")} ${dice.chance(0.2) ? "NONE" : dice.several(TCP, dice.number(1, 2)).join(",")}`;
    case 2:
      return `${dice.not()}--tcp-option ${dice.pick(["2", "3", "8"])}`;
    case 3:
      return `${dice.not()}--sport ${ports(dice, ground)}`;
    case 4:
      return `--dport ${ports(dice, ground)} ${dice.not()}--sport ${ports(dice, ground)}`;
    default:
      return `${dice.not()}--dport ${ports(dice, ground)}`;
  }
}

function set(dice: Dice, { sets }: Ground): string | undefined {
  if (sets.length === 0) return undefined;
  const { name, dimensions } = dice.pick(sets);
  const count = dice.chance(0.9) ? dimensions : Math.max(1, dimensions - 1);
  const flags = Array.from({ length: count }, () => dice.pick(["src", "dst"])).join(",");
  const more = dice.chance(0.15) ? " --return-nomatch" : "";
  return `-m set ${dice.not()}--match-set ${name} ${flags}${more}`;
}

/** What stands in a rule's head: addresses, devices and the protocol. */
export function headOf(dice: Dice, ground: Ground, place: Place): string[] {
  const words: string[] = [];
  if (dice.chance(0.25)) words.push(`${dice.not()}-s ${placeText(dice, ground)}`);
  if (dice.chance(0.3)) words.push(`${dice.not()}-d ${placeText(dice, ground)}`);
  if (["PREROUTING", "INPUT", "FORWARD"].includes(place.hook) && dice.chance(0.2)) {
    words.push(`${dice.not()}-i ${device(dice, ground)}`);
  }
  if (["OUTPUT", "POSTROUTING", "FORWARD"].includes(place.hook) && dice.chance(0.2)) {
    words.push(`${dice.not()}-o ${device(dice, ground)}`);
  }
  if (place.proto !== null) words.push(`-p ${place.proto}`);
  else if (dice.chance(0.1)) words.push(`! -p ${dice.pick(["tcp", "udp", "6", "gre", "132"])}`);
  return words;
}

function device(dice: Dice, { devices }: Ground): string {
  return dice.pick([...devices, ...devices, "lo", "eth+", "c+"]);
}
