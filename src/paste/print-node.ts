/**
 * Prints a node as the tools do that tell of it: ip addr, ip route, ip rule, ipset save, conntrack -L. What is printed is
 * read again as the same node (print-paste.test.ts).
 */
import {
  type Family,
  formatAddress,
  formatPrefix,
  ipv4,
  ipv6,
  prefixBase,
  prefixLength,
  sameAddress,
} from "../netfilter/address";
import type { DirectionCount, Tuple } from "../netfilter/connection";
import { dimensionsOf, type IpSet, type SetEntry } from "../netfilter/ipset/ipset";
import type { Interface, InterfaceAddress, Node, Route, RoutingRule, StandingConnection } from "../netfilter/node";
import { protocolName } from "../netfilter/protocols";
import { quoteWord } from "../netfilter/read/words";

/** The outputs of a node's tools, each below the command that prints it; what was never told is not there. */
export function printNode(node: Node): string {
  const routes = (family: Family) => node.routes?.filter(({ destination }) => destination.family === family);
  const rules = (family: Family | undefined) => node.rules?.filter((rule) => rule.family === family);
  return [
    output("ip addr", node.interfaces?.flatMap(printInterface)),
    output("ip -4 route show table all", routes(4)?.map(printRoute)),
    further("ip -6 route show table all", routes(6)?.map(printRoute)),
    output("ip rule", rules(undefined)?.map(printRoutingRule)),
    further("ip -4 rule", rules(4)?.map(printRoutingRule)),
    further("ip -6 rule", rules(6)?.map(printRoutingRule)),
    output("ipset save", node.ipsets && [...node.ipsets.values()].flatMap(printSet)),
    output("conntrack -L", node.connections?.map(printConnection)),
  ].join("");
}

/** Nothing where it has no lines: an output before it says that such things were told. */
function further(command: string, lines: readonly string[] | undefined): string {
  return lines && lines.length > 0 ? output(command, lines) : "";
}

function output(command: string, lines: readonly string[] | undefined): string {
  if (!lines) return "";
  return [`$ ${command}`, ...lines, ""].map((line) => `${line}\n`).join("");
}

function printInterface({ name, index, up, group, addresses }: Interface): string[] {
  const flags = up ? "BROADCAST,MULTICAST,UP,LOWER_UP" : "BROADCAST,MULTICAST";
  const named = group === 0 ? "default" : group === undefined ? "named" : String(group);
  return [
    `${String(index)}: ${name}: <${flags}> mtu 1500 group ${named}`,
    ...addresses.map((one) => printAddress(one, name)),
  ];
}

function printAddress({ address, prefix, scope, secondary, broadcast }: InterfaceAddress, device: string): string {
  const own = sameAddress(prefixBase(prefix), address);
  const words = [
    address.family === 4 ? "inet" : "inet6",
    own ? formatPrefix(prefix) : `${formatAddress(address)} peer ${formatPrefix(prefix)}`,
    ...(broadcast ? ["brd", formatAddress(broadcast)] : []),
    "scope",
    scope,
    ...(secondary ? ["secondary"] : []),
    ...(address.family === 4 ? [device] : []),
  ];
  return `    ${words.join(" ")}`;
}

function printRoute({ type, destination, table, dev, via, src, metric }: Route): string {
  const isDefault = prefixLength(destination) === 0;
  const words = [
    ...(type === "unicast" ? [] : [type]),
    isDefault ? "default" : formatPrefix(destination),
    ...(via ? ["via", ...(via.family === destination.family ? [] : ["inet6"]), formatAddress(via)] : []),
    ...(dev === undefined ? [] : ["dev", dev]),
    ...(table === "main" ? [] : ["table", table]),
    ...(src ? ["src", formatAddress(src)] : []),
    ...(metric === 0 ? [] : ["metric", String(metric)]),
  ];
  return words.join(" ");
}

function printRoutingRule({ priority, text }: RoutingRule): string {
  return `${String(priority)}:\t${text}`;
}

function printSet(set: IpSet): string[] {
  const name = quoteWord(set.name);
  const dimensions = dimensionsOf(set);
  const options = [
    ...(set.family === null ? [] : ["family", set.family === 4 ? "inet" : "inet6"]),
    ...maskOption(set),
    ...(dimensions.some((one) => one === "mark") ? ["markmask", `0x${set.markMask.toString(16)}`] : []),
  ];
  // A range that became several networks has the text of each.
  const entries = set.entries.filter((entry, index) => !sameEntry(entry, set.entries[index - 1]));
  return [
    ["create", name, set.type, ...options].join(" "),
    ...entries.map((entry) => ["add", name, entry.text, ...entryOptions(entry)].join(" ")),
  ];
}

function maskOption({ addressMask, family }: IpSet): string[] {
  if (addressMask === null || family === null) return [];
  const mask = family === 4 ? ipv4(Number(addressMask)) : ipv6(addressMask);
  return ["bitmask", formatAddress(mask)];
}

function sameEntry(entry: SetEntry, before: SetEntry | undefined): boolean {
  return before?.text === entry.text && before.nomatch === entry.nomatch;
}

function entryOptions({ nomatch, mark, elements }: SetEntry): string[] {
  const wildcard = elements.some((one) => one.kind === "device" && one.wildcard);
  return [
    ...(nomatch ? ["nomatch"] : []),
    ...(wildcard ? ["wildcard"] : []),
    ...(mark ? ["skbmark", `0x${mark.value.toString(16)}/0x${mark.mask.toString(16)}`] : []),
  ];
}

function printConnection({ connection, state, icmp, counted }: StandingConnection): string {
  const { original, reply, answered, assured, mark, zone, helper, counts } = connection;
  const oneZone = zone.original === zone.reply;
  const words = [
    protocolName(original.proto),
    String(original.proto),
    "60",
    ...(state === null ? [] : [state]),
    ...printTuple(original, icmp),
    ...(oneZone || zone.original === 0 ? [] : [`zone-orig=${String(zone.original)}`]),
    ...(counted && counts ? printCount(counts.original) : []),
    ...(answered ? [] : ["[UNREPLIED]"]),
    ...printTuple(reply, icmp),
    ...(oneZone || zone.reply === 0 ? [] : [`zone-reply=${String(zone.reply)}`]),
    ...(counted && counts ? printCount(counts.reply) : []),
    ...(assured ? ["[ASSURED]"] : []),
    `mark=${String(mark)}`,
    ...(oneZone && zone.original !== 0 ? [`zone=${String(zone.original)}`] : []),
    ...(helper === null ? [] : [`helper=${helper}`]),
    "use=1",
  ];
  return words.join(" ");
}

function printTuple({ src, dst, sport, dport }: Tuple, icmp: StandingConnection["icmp"]): string[] {
  return [
    `src=${formatAddress(src)}`,
    `dst=${formatAddress(dst)}`,
    ...(sport === null ? [] : [`sport=${String(sport)}`]),
    ...(dport === null ? [] : [`dport=${String(dport)}`]),
    ...(icmp ? [`type=${String(icmp.type)}`, `code=${String(icmp.code)}`, `id=${String(icmp.id)}`] : []),
  ];
}

function printCount({ packets, bytes }: DirectionCount): string[] {
  return [`packets=${String(packets)}`, `bytes=${String(bytes)}`];
}
