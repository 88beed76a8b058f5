/**
 * Connection tracking: which connection a packet belongs to, and in which state that is.
 *
 * Facts: nf_conntrack_proto_tcp.c (which flags may begin a connection; `nf_conntrack_tcp_loose` is 1, so a bare ACK
 * may), nf_conntrack_proto_icmp.c and _icmpv6.c (which types may), nf_conntrack_core.c.
 */
import { ipv4, ipv6, sameAddress } from "../address";
import type { Connection, ConnectionCounts, Tracking, Tuple } from "../connection";
import type { ConnectionChange, ConnectionTemplate } from "../extensions/extension";
import type { Packet } from "../packet";
import { portsOf, TCP_FLAGS } from "../packet";

/** No connection: what `raw` chains see, and what cannot be tracked. */
export const INVALID: Tracking = { state: "INVALID", direction: "original", connection: null };
const UNTRACKED: Tracking = { state: "UNTRACKED", direction: "original", connection: null };

/** A packet's tuple; an echo's identifier is left out, it is the same both ways. */
export function tupleOf(packet: Packet): Tuple {
  const ports = portsOf(packet);
  return {
    src: packet.src,
    dst: packet.dst,
    proto: packet.proto,
    sport: ports?.sport ?? null,
    dport: ports?.dport ?? null,
  };
}

/** The tuple of an answer. */
export function invertTuple(tuple: Tuple): Tuple {
  return { src: tuple.dst, dst: tuple.src, proto: tuple.proto, sport: tuple.dport, dport: tuple.sport };
}

/**
 * Looks a packet up: in the one connection that is known, else it begins one or is INVALID. A template (`-j CT`) names the
 * zones in which it is looked up, and what a connection that it begins is like.
 */
export function track(
  packet: Packet,
  connection: Connection | undefined,
  template: ConnectionTemplate | null = null,
): Tracking {
  const tuple = tupleOf(packet);
  const zone = template?.zone ?? USUAL_ZONE;
  if (connection?.zone.reply === zone.reply && sameTuple(tuple, connection.reply) && !asksAgain(packet, connection)) {
    return { state: "ESTABLISHED", direction: "reply", connection: seen(connection, packet, "reply") };
  }
  if (connection?.zone.original === zone.original && sameTuple(tuple, connection.original)) {
    if (connection.handshake && !connection.answered && !mayFollowSyn(packet)) return INVALID;
    const state = connection.answered ? "ESTABLISHED" : "NEW";
    return { state, direction: "original", connection: seen(connection, packet, "original") };
  }
  const related = trackError(packet, connection, zone);
  if (related) return related;
  switch (beginning(packet)) {
    case "invalid":
      return INVALID;
    case "untracked":
      return UNTRACKED;
    case "new":
      return { state: "NEW", direction: "original", connection: newConnection(tuple, packet, template) };
  }
}

/**
 * An ICMP error that quotes a packet of the connection goes the other way than that, and is for whoever sent it; one that
 * is for somebody else is none of the connection's (nf_conntrack_proto_icmp.c, nf_conntrack_inet_error).
 */
function trackError(
  { transport, dst }: Packet,
  connection: Connection | undefined,
  zone: Connection["zone"],
): Tracking | undefined {
  const quoted = transport.kind === "icmp" ? transport.quotes : null;
  if (!quoted || !connection) return undefined;
  const answering = invertTuple(tupleOf(quoted));
  for (const direction of ["reply", "original"] as const) {
    const tuple = connection[direction];
    if (connection.zone[direction] !== zone[direction] || !sameTuple(answering, tuple)) continue;
    return sameAddress(dst, tuple.dst) ? { state: "RELATED", direction, connection } : INVALID;
  }
  return undefined;
}

/** What a host asks itself bears the tuple of its answer too; for ICMP the type tells the two apart. */
function asksAgain(packet: Packet, { original }: Connection): boolean {
  return packet.transport.kind === "icmp" && sameTuple(tupleOf(packet), original) && beginning(packet) === "new";
}

const USUAL_ZONE = { original: 0, reply: 0 };

function newConnection(
  original: Tuple,
  { transport, length }: Pick<Packet, "transport" | "length">,
  template: ConnectionTemplate | null,
): Connection {
  return {
    original,
    reply: invertTuple(original),
    sourceNat: false,
    destinationNat: false,
    mark: 0,
    handshake: transport.kind === "tcp" && (transport.flags & TCP_FLAGS.SYN) !== 0,
    answered: false,
    confirmed: false,
    assured: false,
    zone: template?.zone ?? USUAL_ZONE,
    helper: template?.helper ?? null,
    labels: [],
    expected: false,
    counts: { original: { packets: 1, bytes: length }, reply: { packets: 0, bytes: 0 } },
  };
}

/** A known connection with one more packet of it. */
function seen(connection: Connection, packet: Packet, direction: Tracking["direction"]): Connection {
  return {
    ...connection,
    answered: connection.answered || direction === "reply",
    confirmed: true,
    assured: connection.assured || (connection.answered && isAssuring(connection, packet, direction)),
    counts: isUncounted(connection, packet) ? connection.counts : counted(connection.counts, packet, direction),
  };
}

function counted(
  counts: ConnectionCounts | null,
  { length }: Packet,
  direction: Tracking["direction"],
): ConnectionCounts | null {
  if (!counts) return null;
  const { packets, bytes } = counts[direction];
  return { ...counts, [direction]: { packets: packets + 1, bytes: bytes + length } };
}

/**
 * What is let through and not counted: an SCTP INIT of a known connection, and the answer to a SYN that there was none of
 * (nf_conntrack_proto_sctp.c, nf_conntrack_proto_tcp.c; asked of the kernel).
 */
function isUncounted({ handshake }: Connection, { transport }: Packet): boolean {
  if (transport.kind === "sctp") return transport.chunks[0]?.type === 1;
  return transport.kind === "tcp" && !handshake && (transport.flags & TCP_FLAGS.SYN) !== 0;
}

const GRE = 47;

/** Of an answered connection: the client's ACK, any packet of one that was picked up in the middle, any of GRE (asked of the kernel). */
function isAssuring({ handshake }: Connection, packet: Packet, direction: Tracking["direction"]): boolean {
  const { transport } = packet;
  if (transport.kind !== "tcp") return packet.proto === GRE;
  const { FIN, SYN, RST, ACK } = TCP_FLAGS;
  return (transport.flags & (FIN | SYN | RST | ACK)) === ACK && (direction === "original" || !handshake);
}

/** An ACK or FIN of a connection that nobody has answered has nothing to acknowledge or to end. */
function mayFollowSyn({ transport }: Packet): boolean {
  return transport.kind === "tcp" && (transport.flags & (TCP_FLAGS.SYN | TCP_FLAGS.RST)) !== 0;
}

/** Ports that nobody knows are taken to be the ones looked for. */
function sameTuple(a: Tuple, b: Tuple): boolean {
  return (
    a.proto === b.proto &&
    sameAddress(a.src, b.src) &&
    sameAddress(a.dst, b.dst) &&
    samePort(a.sport, b.sport) &&
    samePort(a.dport, b.dport)
  );
}

function samePort(a: number | null, b: number | null): boolean {
  return a === b || a === null || b === null;
}

/** ICMP types that ask for an answer and so begin a connection: echo, timestamp, information, address mask. */
const ICMP_REQUESTS = new Set([8, 13, 15, 17]);
/** ICMPv6: echo and node information. */
const ICMP6_REQUESTS = new Set([128, 139]);
/** ICMPv6 that is never tracked: listener and neighbour discovery. */
const ICMP6_UNTRACKED = new Set([130, 131, 132, 133, 134, 135, 136, 137, 143]);

function beginning(packet: Packet): "new" | "invalid" | "untracked" {
  const { transport } = packet;
  if (transport.kind === "tcp") return tcpMayBegin(transport.flags) ? "new" : "invalid";
  if (transport.kind !== "icmp") return "new";
  if (packet.family === 4) return ICMP_REQUESTS.has(transport.type) ? "new" : "invalid";
  if (ICMP6_UNTRACKED.has(transport.type)) return "untracked";
  return ICMP6_REQUESTS.has(transport.type) ? "new" : "invalid";
}

/** A SYN begins a connection, and a bare ACK picks one up in the middle; all other flags do not. */
function tcpMayBegin(flags: number): boolean {
  const relevant = flags & ~TCP_FLAGS.PSH & ~TCP_FLAGS.URG;
  if (relevant === TCP_FLAGS.ACK) return true;
  return relevant === TCP_FLAGS.SYN;
}

/** Writes to the connection of the packet in hand, where it has one. */
export function writeConnection(
  way: { tracking: Tracking },
  change: ConnectionChange | Pick<Connection, "confirmed">,
): void {
  const { connection } = way.tracking;
  if (connection) way.tracking = { ...way.tracking, connection: { ...connection, ...change } };
}

/** What raw chains see behind `-j CT`: a connection of no addresses, in the state NEW (xt_CT.c, nf_ct_tmpl_alloc). */
export function templateTracking({ family, length }: Packet, template: ConnectionTemplate): Tracking {
  const none = family === 4 ? ipv4(0) : ipv6(0n);
  const original: Tuple = { src: none, dst: none, proto: 0, sport: 0, dport: 0 };
  const connection = newConnection(original, { transport: { kind: "none" }, length }, template);
  return { state: "NEW", direction: "original", connection: { ...connection, confirmed: true, counts: null } };
}
