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
  /** Between the IP header and the transport header, in order: AH, and the extension headers of IPv6. */
  readonly headers: readonly ExtensionHeader[];
  /** The bytes behind the transport header (of SCTP, its chunks); null where nobody told them. */
  readonly payload: readonly number[] | null;
  /** The hardware address it comes from, `00:11:22:aa:bb:cc`; null where nobody told it. */
  readonly mac: string | null;
}

/** What a packet bears of which most have nothing. */
export const PLAIN = { headers: [], payload: null, mac: null } as const satisfies Partial<Packet>;

/** AH (RFC 4302), and the extension headers of IPv6 (RFC 8200, 6275, 8754). */
export type ExtensionHeader =
  | { readonly kind: "hop" | "destination"; readonly options: readonly HeaderOption[] }
  | {
      readonly kind: "routing";
      readonly type: number;
      readonly segmentsLeft: number;
      readonly addresses: readonly Address[];
    }
  | { readonly kind: "fragment"; readonly id: number; readonly offset: number; readonly more: boolean }
  | { readonly kind: "auth"; readonly spi: number }
  | { readonly kind: "mobility"; readonly type: number };

/** An option of a hop-by-hop or destination header. */
export interface HeaderOption {
  readonly type: number;
  readonly bytes: readonly number[];
}

export type Transport =
  TcpTransport | PortsTransport | SctpTransport | DccpTransport | IcmpTransport | EspTransport | NoTransport;

/** A port is null where the kernel draws it at random (`--random-fully`) and nobody can know it. */
export interface TcpTransport {
  readonly kind: "tcp";
  readonly sport: number | null;
  readonly dport: number | null;
  /** The TCP flag bits, FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32 (RFC 9293). */
  readonly flags: number;
  /** The value of the MSS option, null where it has none. */
  readonly mss: number | null;
  /** The kinds of its other options (IANA, TCP option kinds). */
  readonly options: readonly number[];
}

/** UDP and UDP-Lite. */
export interface PortsTransport {
  readonly kind: "ports";
  readonly sport: number | null;
  readonly dport: number | null;
}

/** RFC 9260. */
export interface SctpTransport {
  readonly kind: "sctp";
  readonly sport: number | null;
  readonly dport: number | null;
  readonly chunks: readonly SctpChunk[];
}

export interface SctpChunk {
  readonly type: number;
  readonly flags: number;
}

/** RFC 4340. */
export interface DccpTransport {
  readonly kind: "dccp";
  readonly sport: number | null;
  readonly dport: number | null;
  /** 0 is a Request. */
  readonly type: number;
  /** The numbers of its options. */
  readonly options: readonly number[];
}

/** ICMP and ICMPv6. */
export interface IcmpTransport {
  readonly kind: "icmp";
  readonly type: number;
  readonly code: number;
  /** The packet that an error quotes, as its sender got it; null for what is no error, and where nobody told it. */
  readonly quotes: Packet | null;
}

/** ESP (RFC 4303) and IPComp (RFC 3173), whose index is called CPI. */
export interface EspTransport {
  readonly kind: "esp";
  /** Null where nobody told it. */
  readonly spi: number | null;
}

export interface NoTransport {
  readonly kind: "none";
}

/** The two flags of explicit congestion notification (RFC 3168), which iptables' `--tcp-flags` does not know. */
export const ECN_FLAGS = { ECE: 64, CWR: 128 } as const;

export const TCP_FLAGS = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32 } as const;

/** A transport's ports, or undefined where the protocol has none. */
export function portsOf(packet: Packet): TransportWithPorts | undefined {
  return "sport" in packet.transport ? packet.transport : undefined;
}

type TransportWithPorts = Extract<Transport, { readonly sport: number | null }>;

/** The same packet with other ports; one without ports is given back as it is. */
export function withPorts(
  packet: Packet,
  ports: { readonly sport?: number | null; readonly dport?: number | null },
): Packet {
  const transport = portsOf(packet);
  if (!transport) return packet;
  const { sport = transport.sport, dport = transport.dport } = ports;
  return { ...packet, transport: { ...transport, sport, dport } };
}
