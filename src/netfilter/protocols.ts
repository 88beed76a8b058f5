/**
 * IP protocol numbers and the names that iptables knows them by (libxtables xtables.c, /etc/protocols).
 */

const NUMBERS = new Map<string, number>([
  ["icmp", 1],
  ["igmp", 2],
  ["ipencap", 4],
  ["tcp", 6],
  ["udp", 17],
  ["dccp", 33],
  ["ipv6", 41],
  ["gre", 47],
  ["esp", 50],
  ["ah", 51],
  ["ipv6-icmp", 58],
  ["icmpv6", 58],
  ["ospf", 89],
  ["ipip", 94],
  ["pim", 103],
  ["vrrp", 112],
  ["sctp", 132],
  ["mobility-header", 135],
  ["mh", 135],
  ["udplite", 136],
]);

const NAMES = new Map<number, string>([...NUMBERS].reverse().map(([name, number]) => [number, name]));

/** The number of a protocol given by name or number (0 to 255), or undefined where it is neither. */
export function protocolNumber(text: string): number | undefined {
  const named = NUMBERS.get(text.toLowerCase());
  if (named !== undefined) return named;
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : undefined;
}

/** The name that iptables-save prints for a protocol number, or the number where it has no name. */
export function protocolName(number: number): string {
  return NAMES.get(number) ?? String(number);
}
