/**
 * A packet: what netfilter can ask of one, and nothing else. Packets never change; a rewriting gives a new one.
 */
import type { Address, Family } from "./address";

export interface Packet {
  readonly family: Family;
  /** The device that it arrived on; null where a process of the node itself sends it. */
  readonly in: string | null;
  readonly src: Address;
  readonly dst: Address;
  /** The protocol's number (IANA), whatever `transport` is. */
  readonly proto: number;
  readonly transport: Transport;
  readonly mark: number;
  readonly tos: number;
  readonly ttl: number;
  /** Bytes of the whole packet, the IP header included. */
  readonly length: number;
  /** The sending process's user and group; only a packet of the node's own has them. */
  readonly uid: number;
  readonly gid: number;
}

export type Transport = TcpTransport | PortsTransport | IcmpTransport | NoTransport;

/** A port is null where the kernel draws it at random (`--random-fully`) and nobody can know it. */
export interface TcpTransport {
  readonly kind: "tcp";
  readonly sport: number | null;
  readonly dport: number | null;
  /** The TCP flag bits, FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32 (RFC 9293). */
  readonly flags: number;
  /** The value of the MSS option, null where it has none. */
  readonly mss: number | null;
}

/** UDP, UDP-Lite, SCTP and DCCP. */
export interface PortsTransport {
  readonly kind: "ports";
  readonly sport: number | null;
  readonly dport: number | null;
}

/** ICMP and ICMPv6. */
export interface IcmpTransport {
  readonly kind: "icmp";
  readonly type: number;
  readonly code: number;
}

export interface NoTransport {
  readonly kind: "none";
}

export const TCP_FLAGS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32 } as const;

/** A transport's ports, or undefined where the protocol has none. */
export function portsOf(packet: Packet): TcpTransport | PortsTransport | undefined {
  return packet.transport.kind === "tcp" || packet.transport.kind === "ports" ? packet.transport : undefined;
}

/** The same packet with other ports; one without ports is given back as it is. */
export function withPorts(
  packet: Packet,
  ports: { readonly sport?: number | null; readonly dport?: number | null },
): Packet {
  return portsOf(packet) ? { ...packet, transport: { ...packet.transport, ...ports } } : packet;
}

/**
 * The length of a packet that nobody measured, in bytes: bare headers and 8 bytes of payload; a TCP SYN has one MSS
 * option and no payload.
 */
export function usualLength(packet: Packet): number {
  const header = packet.family === 4 ? 20 : 40;
  const { transport } = packet;
  switch (transport.kind) {
    case "tcp":
      return header + ((transport.flags & TCP_FLAGS.SYN) !== 0 ? 24 : 28);
    case "ports":
      return header + (packet.proto === 132 ? 20 : 16);
    case "icmp":
      return header + 16;
    case "none":
      return header + 8;
  }
}
