/**
 * The packets that follow a packet: the far end's answer, and the next one of the same connection.
 */
import type { Connection } from "../connection";
import type { Address } from "../address";
import type { Packet, Transport } from "../packet";
import { usualLength } from "../lengths";
import { PLAIN, TCP_FLAGS } from "../packet";
import type { Outcome } from "../trace";
import { invertTuple, tupleOf } from "./conntrack";

/**
 * The answer to what an outcome let through, turned round: from the far end where the packet left the node, from the
 * local process where it was delivered. A SYN is answered by SYN and ACK, an echo request by an echo reply. Undefined
 * where nothing came through, or nobody knows by which device the answer comes.
 */
export function replyPacket(outcome: Outcome): Packet | undefined {
  const local = outcome.verdict === "delivered";
  if (!local && outcome.verdict !== "forwarded" && outcome.verdict !== "sent") return undefined;
  if (!local && outcome.out === null) return undefined;
  const tuple = outcome.connection?.reply ?? invertTuple(tupleOf(outcome.packet));
  const transport = answering(outcome.packet.transport, tuple.sport, tuple.dport);
  const packet: Packet = {
    ...outcome.packet,
    in: local ? null : outcome.out,
    src: tuple.src,
    dst: tuple.dst,
    transport,
    mark: 0,
    tos: 0,
    ttl: 64,
  };
  return { ...packet, length: usualLength(packet) };
}

function answering(transport: Transport, sport: number | null, dport: number | null): Transport {
  switch (transport.kind) {
    case "tcp": {
      const begins = (transport.flags & TCP_FLAGS.SYN) !== 0;
      return {
        kind: "tcp",
        sport,
        dport,
        flags: begins ? TCP_FLAGS.SYN | TCP_FLAGS.ACK : TCP_FLAGS.ACK,
        mss: begins ? transport.mss : null,
        options: [],
      };
    }
    case "ports":
      return { kind: "ports", sport, dport };
    case "sctp":
      return { kind: "sctp", sport, dport, chunks: [{ type: transport.chunks[0]?.type === 1 ? 2 : 0, flags: 0 }] };
    case "dccp":
      return { kind: "dccp", sport, dport, type: transport.type === 0 ? 1 : transport.type, options: [] };
    case "icmp":
      return { kind: "icmp", type: ICMP_ANSWERS.get(transport.type) ?? transport.type, code: 0, quotes: null };
    case "esp":
    case "none":
      return transport;
  }
}

/** Requests of ICMP and ICMPv6 and what answers them. */
const ICMP_ANSWERS = new Map([
  [8, 0],
  [13, 14],
  [15, 16],
  [17, 18],
  [128, 129],
  [139, 140],
]);

/**
 * The next packet in the direction of the first: the same again, for TCP an ACK. A TCP ACK acknowledges an answer, so
 * the connection that it belongs to is taken to be answered.
 */
export function nextPacket(
  first: Packet,
  connection: Connection | null,
): { packet: Packet; connection: Connection | undefined } {
  if (first.transport.kind !== "tcp") return { packet: first, connection: connection ?? undefined };
  const packet: Packet = { ...first, transport: { ...first.transport, flags: TCP_FLAGS.ACK, mss: null, options: [] } };
  return {
    packet: { ...packet, length: usualLength(packet) },
    connection: connection ? { ...connection, answered: true } : undefined,
  };
}

/**
 * The connection that a conversation goes on in after one more of its packets. A packet that was looked up in another zone
 * may have begun a connection of its own, and the conversation's own stands as it was.
 */
export function goesOnIn(known: Connection | null, after: Connection | null): Connection | null {
  return known && after && after.original !== known.original ? known : after;
}

/**
 * An ICMP error about what an outcome sent out, as a router or the far end at `src` sends it back: to whoever the packet
 * seems to come from, and quoting it. Undefined where nothing left.
 */
export function errorPacket(
  outcome: Outcome,
  src: Address,
  icmp: { readonly type: number; readonly code: number },
): Packet | undefined {
  const { packet, out } = outcome;
  if (out === null || src.family !== packet.family) return undefined;
  const proto = packet.family === 4 ? ICMP : ICMPV6;
  const error: Packet = {
    ...packet,
    ...PLAIN,
    in: out,
    src,
    dst: packet.src,
    proto,
    transport: { kind: "icmp", ...icmp, quotes: packet },
    mark: 0,
    tos: 0,
    ttl: 64,
  };
  const header = packet.family === 4 ? 20 : 40;
  return { ...error, length: header + 8 + packet.length };
}

const ICMP = 1;
const ICMPV6 = 58;
