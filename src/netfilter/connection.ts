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
