/**
 * A connection as nf_conntrack keeps it, and how one packet stands to it.
 */
import type { Address } from "./address";

export interface Tuple {
  readonly src: Address;
  readonly dst: Address;
  readonly proto: number;
  /** Null where the protocol has no ports, or where the kernel drew one at random. */
  readonly sport: number | null;
  readonly dport: number | null;
}

export interface Connection {
  /** The first packet as it arrived. */
  readonly original: Tuple;
  /** An answer as it will arrive: the reverse of the first packet as it left. */
  readonly reply: Tuple;
  readonly sourceNat: boolean;
  readonly destinationNat: boolean;
  /** The connection's mark (CONNMARK, `-m connmark`). */
  readonly mark: number;
  /** True where a TCP SYN began it: until it is answered nothing but another SYN or a reset may follow. */
  readonly handshake: boolean;
  /** True once a packet of the reply direction was seen. */
  readonly answered: boolean;
  /** True once its first packet has got through: what rules saw of it before was not in the table yet. */
  readonly confirmed: boolean;
  /** True once traffic both ways has made sure of it: TCP's third packet, the first of GRE behind an answer. */
  readonly assured: boolean;
  /** The zones in which the original and the reply direction are looked up (`-j CT --zone`); 0 is the usual one. */
  readonly zone: { readonly original: number; readonly reply: number };
  /** The conntrack helper that `-j CT --helper` gave it. */
  readonly helper: string | null;
  /** The bits of its label that are set (`-m connlabel`). */
  readonly labels: readonly number[];
  /** True where an ICMP error or another connection's helper led to it (RELATED). */
  readonly expected: boolean;
  /** What was counted of it, the packet in hand included (`-m connbytes`); null for a template of `-j CT`, which counts nothing. */
  readonly counts: ConnectionCounts | null;
}

export interface ConnectionCounts {
  readonly original: DirectionCount;
  readonly reply: DirectionCount;
}

export interface DirectionCount {
  readonly packets: number;
  readonly bytes: number;
}

export type ConnectionState = "NEW" | "ESTABLISHED" | "RELATED" | "INVALID" | "UNTRACKED";

/**
 * What `-m conntrack` sees of a packet. `raw` chains come before connection tracking: there no packet has a connection
 * yet and the state reads INVALID (kernel: nf_ct_get gives NULL, xt_conntrack.c).
 */
export interface Tracking {
  readonly state: ConnectionState;
  readonly direction: "original" | "reply";
  /** Null where the state is INVALID or UNTRACKED. */
  readonly connection: Connection | null;
}

/** True for what `-j CT` puts in the place of a connection until there is one: it has no counts, no labels, no family. */
export function isTemplate({ counts }: Connection): boolean {
  return counts === null;
}
