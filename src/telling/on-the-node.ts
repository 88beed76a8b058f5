/**
 * "How would I see this on the node": the commands that show just this packet: tcpdump before and after NAT, its
 * connection, the route that the kernel takes, and the trace of its rules with iptables and with nft. Syntax: tcpdump(8),
 * pcap-filter(7), conntrack(8), ip-route(8), iptables-extensions(8) (TRACE), xtables-monitor(8), nft(8). The tools are
 * asked whether they take them (tests/kernel/live/on-the-node.live.ts).
 */
import { formatAddress } from "../netfilter/address";
import type { Packet } from "../netfilter/packet";
import { portsOf } from "../netfilter/packet";
import type { Outcome } from "../netfilter/trace";
import { firstPacket } from "./outcome-steps";
import type { CommandGroup, NodeCommand } from "./story";

/** The commands for the packet of an outcome. `sport`: whether its source port is a given one and not just some. */
export function onTheNode(outcome: Outcome, sport: boolean): readonly CommandGroup[] {
  const first = firstPacket(outcome);
  return [
    { ...WATCH, commands: watching(outcome, first, sport) },
    { ...CONNECTION, commands: connection(first, sport) },
    { ...ROUTE, commands: routes(outcome, first) },
    { ...IPTABLES_TRACE, commands: iptablesTrace(first, sport) },
    { ...NFT_TRACE, commands: nftTrace(first, sport) },
  ];
}

const WATCH = {
  title: "Watch it pass",
  words:
    "tcpdump sees what arrives before any rule, and what leaves after all of them: so with other addresses where NAT rewrote them.",
};
const CONNECTION = {
  title: "Its connection",
  words: "What connection tracking knows of it: both tuples, so that NAT is seen, and whether an answer came.",
};
const ROUTE = {
  title: "Its route",
  words: "What the kernel itself answers to the routing decision.",
};
const IPTABLES_TRACE = {
  title: "Every rule it meets, with iptables",
  words:
    "TRACE marks the packet, and each rule that matches it is told. Take the rule out again afterwards: every traced packet costs.",
};
const NFT_TRACE = {
  title: "Every rule it meets, with nft",
  words: "The same where iptables is the nft variant (iptables -V says nf_tables), without touching its tables.",
};

function watching({ packet, out, verdict }: Outcome, first: Packet, sport: boolean): NodeCommand[] {
  const filter = pcapFilter(first, sport);
  const into = first.in ?? "any";
  const leaves = verdict === "forwarded" || verdict === "sent";
  const commands = [
    {
      command: `tcpdump -ni ${quoted(into)} '${filter}'`,
      tells: first.in === null ? "as it is sent, on whatever device" : "as it arrives",
    },
  ];
  if (!leaves) return commands;
  const after = `tcpdump -ni ${quoted(out ?? "any")} '${pcapFilter(packet, sport)}'`;
  if (after === commands[0]?.command) return commands;
  return [...commands, { command: after, tells: "as it leaves" }];
}

/** A filter for packets of this direction alone; a port that the kernel draws is left out. */
function pcapFilter(packet: Packet, withSport: boolean): string {
  const ports = PCAP_PORTS.has(packet.proto) ? portsOf(packet) : undefined;
  return [
    packet.family === 4 ? "ip" : "ip6",
    pcapProtocol(packet),
    `src host ${formatAddress(packet.src)}`,
    `dst host ${formatAddress(packet.dst)}`,
    ...(withSport && ports?.sport != null ? [`src port ${String(ports.sport)}`] : []),
    ...(ports?.dport != null ? [`dst port ${String(ports.dport)}`] : []),
  ].join(" and ");
}

/** Protocols that pcap-filter knows by name; the others go by number. */
const PCAP_NAMES = new Map([
  [1, "icmp"],
  [6, "tcp"],
  [17, "udp"],
  [58, "icmp6"],
  [132, "sctp"],
]);

/** TCP, UDP, SCTP: of no others does it know ports. */
const PCAP_PORTS: ReadonlySet<number> = new Set([6, 17, 132]);

function pcapProtocol({ proto, family }: Packet): string {
  return PCAP_NAMES.get(proto) ?? `${family === 4 ? "ip" : "ip6"} proto ${String(proto)}`;
}

/** Protocols that conntrack(8) knows by name and has options for. */
const CONNTRACK_NAMES = new Map([
  [1, "icmp"],
  [6, "tcp"],
  [17, "udp"],
  [33, "dccp"],
  [47, "gre"],
  [58, "icmpv6"],
  [132, "sctp"],
  [136, "udplite"],
]);

function connection(packet: Packet, withSport: boolean): NodeCommand[] {
  const name = CONNTRACK_NAMES.get(packet.proto);
  const ports = portsOf(packet);
  const filter = [
    `-f ${packet.family === 4 ? "ipv4" : "ipv6"}`,
    ...(name === undefined ? [] : [`-p ${name}`]),
    `--orig-src ${formatAddress(packet.src)}`,
    `--orig-dst ${formatAddress(packet.dst)}`,
    ...(name !== undefined && withSport && ports?.sport != null ? [`--orig-port-src ${String(ports.sport)}`] : []),
    ...(name !== undefined && ports?.dport != null ? [`--orig-port-dst ${String(ports.dport)}`] : []),
  ].join(" ");
  return [
    { command: `conntrack -L ${filter}`, tells: "the connections that stand now" },
    { command: `conntrack -E ${filter}`, tells: "what happens to them from now on" },
  ];
}

function routes({ packet, steps }: Outcome, first: Packet): NodeCommand[] {
  const routed = steps.findLast(({ kind }) => kind === "routing")?.packet ?? packet;
  const mark = routed.mark === 0 ? "" : ` mark 0x${routed.mark.toString(16)}`;
  const from = first.in === null ? "" : ` from ${formatAddress(routed.src)} iif ${quoted(first.in)}`;
  const ip = first.family === 4 ? "ip" : "ip -6";
  return [{ command: `${ip} route get ${formatAddress(routed.dst)}${from}${mark}`, tells: "the route it takes" }];
}

function iptablesTrace(packet: Packet, withSport: boolean): NodeCommand[] {
  const iptables = packet.family === 4 ? "iptables" : "ip6tables";
  const chain = packet.in === null ? "OUTPUT" : "PREROUTING";
  const rule = `${chain} ${iptablesMatch(packet, withSport)} -j TRACE`;
  return [
    { command: `${iptables} -t raw -I ${rule}`, tells: "begins" },
    { command: "xtables-monitor --trace", tells: "shows it, with iptables of the nft variant" },
    { command: "dmesg -w | grep TRACE", tells: "shows it, with iptables-legacy" },
    { command: `${iptables} -t raw -D ${rule}`, tells: "ends it" },
  ];
}

function iptablesMatch(packet: Packet, withSport: boolean): string {
  const name = IPTABLES_NAMES.get(packet.proto);
  const ports = name === undefined ? undefined : portsOf(packet);
  return [
    ...(packet.in === null ? [] : [`-i ${quoted(packet.in)}`]),
    `-p ${name ?? String(packet.proto)}`,
    `-s ${formatAddress(packet.src)}`,
    `-d ${formatAddress(packet.dst)}`,
    ...(withSport && ports?.sport != null ? [`--sport ${String(ports.sport)}`] : []),
    ...(ports?.dport != null ? [`--dport ${String(ports.dport)}`] : []),
  ].join(" ");
}

/** Protocols whose ports or types iptables takes without `-m`. */
const IPTABLES_NAMES = new Map([
  [1, "icmp"],
  [6, "tcp"],
  [17, "udp"],
  [33, "dccp"],
  [58, "icmpv6"],
  [132, "sctp"],
]);

const TABLE = "hookline_trace";

function nftTrace(packet: Packet, withSport: boolean): NodeCommand[] {
  const family = packet.family === 4 ? "ip" : "ip6";
  const hook = packet.in === null ? "output" : "prerouting";
  const chain = `${family} ${TABLE} ${hook}`;
  return [
    { command: `nft add table ${family} ${TABLE}`, tells: "a table of its own" },
    {
      command: `nft 'add chain ${chain} { type filter hook ${hook} priority -350; }'`,
      tells: "asked before all tables of iptables",
    },
    { command: `nft 'add rule ${chain} ${nftMatch(packet, withSport)} meta nftrace set 1'`, tells: "begins" },
    { command: "nft monitor trace", tells: "shows it" },
    { command: `nft delete table ${family} ${TABLE}`, tells: "ends it" },
  ];
}

/** Protocols whose ports nft knows. */
const NFT_PORTS = new Map([
  [6, "tcp"],
  [17, "udp"],
  [33, "dccp"],
  [132, "sctp"],
  [136, "udplite"],
]);

function nftMatch(packet: Packet, withSport: boolean): string {
  const ports = portsOf(packet);
  const ip = packet.family === 4 ? "ip" : "ip6";
  const name = NFT_PORTS.get(packet.proto);
  return [
    ...(packet.in === null || !isPlain(packet.in) ? [] : [`iifname "${packet.in}"`]),
    `${ip} saddr ${formatAddress(packet.src)}`,
    `${ip} daddr ${formatAddress(packet.dst)}`,
    `meta l4proto ${String(packet.proto)}`,
    ...(name !== undefined && withSport && ports?.sport != null ? [`${name} sport ${String(ports.sport)}`] : []),
    ...(name !== undefined && ports?.dport != null ? [`${name} dport ${String(ports.dport)}`] : []),
  ].join(" ");
}

/** A device's name as a word of a shell. */
function quoted(word: string): string {
  return isPlain(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** True for a name that no shell and no nft reads otherwise. */
function isPlain(word: string): boolean {
  return /^[\w.@:-]+$/.test(word);
}
