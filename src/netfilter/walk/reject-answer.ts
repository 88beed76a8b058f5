/**
 * What the node sends back for a packet that REJECT refuses (kernel: net/ipv4/netfilter/nf_reject_ipv4.c,
 * net/ipv6/netfilter/nf_reject_ipv6.c; net/ipv4/icmp.c, icmp_send).
 */
import type { Address } from "../address";
import { sameAddress } from "../address";
import type { Tracking, Tuple } from "../connection";
import type { Node } from "../node";
import { type Packet, PLAIN, TCP_FLAGS } from "../packet";
import { usualLength } from "../lengths";
import { tupleOf } from "./conntrack";
import { addressType, arrivalAddress, isOwnAddress, lookUpRoute, masqueradeAddress } from "./routing";

/** Type and code of the ICMP answers by their names in `--reject-with`. */
const ICMP_ANSWERS = new Map<string, readonly [number, number]>([
  ["icmp-net-unreachable", [3, 0]],
  ["icmp-host-unreachable", [3, 1]],
  ["icmp-proto-unreachable", [3, 2]],
  ["icmp-port-unreachable", [3, 3]],
  ["icmp-net-prohibited", [3, 9]],
  ["icmp-host-prohibited", [3, 10]],
  ["icmp-admin-prohibited", [3, 13]],
  ["icmp6-no-route", [1, 0]],
  ["icmp6-adm-prohibited", [1, 1]],
  ["icmp6-addr-unreachable", [1, 3]],
  ["icmp6-port-unreachable", [1, 4]],
  ["icmp6-policy-fail", [1, 5]],
  ["icmp6-reject-route", [1, 6]],
]);

const ICMP = 1;
const ICMPV6 = 58;
/** Errors of ICMP; those of ICMPv6 are all below 128. */
const ICMP_ERRORS = new Set([3, 4, 5, 11, 12]);

/**
 * The answer as it leaves the node, addresses rewritten back where the packet's were rewritten; null where the kernel says
 * nothing: a reset to a reset, an error to an error, anything to what was for everybody.
 */
export function rejectAnswer(
  packet: Packet,
  how: string,
  node: Node,
  { connection, direction }: Tracking,
): Packet | null {
  const type = addressType(node, packet.dst);
  if (type === "BROADCAST" || type === "MULTICAST") return null;
  const arrived = connection ? connection[direction] : tupleOf(packet);
  const common = { ...packet, ...PLAIN, in: null, dst: arrived.src, mark: 0, tos: 0, ttl: 64, uid: 0, gid: 0 };
  const answer = how === "tcp-reset" ? reset(packet, common, arrived) : icmpAnswer(packet, how, common, node, arrived);
  return answer && { ...answer, length: usualLength(answer) };
}

/** From the place that the packet was sent to, before it was rewritten. */
function reset({ transport }: Packet, common: Packet, { dst, sport, dport }: Tuple): Packet | null {
  if (transport.kind !== "tcp" || (transport.flags & TCP_FLAGS.RST) !== 0) return null;
  const flags = (transport.flags & TCP_FLAGS.ACK) === 0 ? TCP_FLAGS.RST | TCP_FLAGS.ACK : TCP_FLAGS.RST;
  return {
    ...common,
    src: dst,
    transport: { kind: "tcp", sport: dport, dport: sport, flags, mss: null, options: [] },
  };
}

function icmpAnswer(packet: Packet, how: string, common: Packet, node: Node, arrived: Tuple): Packet | null {
  const { transport, family } = packet;
  const numbers = ICMP_ANSWERS.get(how);
  const isError = transport.kind === "icmp" && (family === 4 ? ICMP_ERRORS.has(transport.type) : transport.type < 128);
  if (!numbers || isError) return null;
  const [type, code] = numbers;
  const src = ownSource(packet, node, arrived);
  return {
    ...common,
    src,
    proto: family === 4 ? ICMP : ICMPV6,
    transport: { kind: "icmp", type, code, quotes: packet },
  };
}

/**
 * The address that was asked where that is the node's own or was rewritten; else over IPv6 that of the device it came in by
 * (asked of the kernel), and over IPv4 the one that the node has towards the sender.
 */
function ownSource(packet: Packet, node: Node, arrived: Tuple): Address {
  if (!sameAddress(arrived.dst, packet.dst)) return arrived.dst;
  if (isOwnAddress(node, packet.dst)) return packet.dst;
  const arrival = packet.family === 6 && packet.in !== null ? arrivalAddress(node, 6, packet.in) : undefined;
  if (arrival) return arrival;
  const route = lookUpRoute(node, packet.src, () => false);
  const preferred = route.kind === "unicast" ? route.route?.src : undefined;
  return preferred ?? masqueradeAddress(node, route, packet.src) ?? packet.dst;
}
