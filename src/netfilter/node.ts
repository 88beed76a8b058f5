/**
 * The node: what a packet meets besides the rules. Each part is undefined where the paste did not tell it, which is
 * not the same as empty: what is not told is assumed aloud, never silently.
 */
import type { Address, Family, Prefix } from "./address";
import type { Connection } from "./connection";
import type { IpSet } from "./ipset/ipset";

export interface Node {
  /** From `ip addr`. */
  readonly interfaces: readonly Interface[] | undefined;
  /** From `ip route`, of all tables that were printed. */
  readonly routes: readonly Route[] | undefined;
  /** From `ipset save` or `ipset list`, by name. */
  readonly ipsets: ReadonlyMap<string, IpSet> | undefined;
  /** From `ip rule`, in its order. */
  readonly rules?: readonly RoutingRule[] | undefined;
  /** From `conntrack -L`. */
  readonly connections?: readonly StandingConnection[] | undefined;
}

/** A rule of ip-rule(8): which table is asked for which packets. */
export interface RoutingRule {
  readonly priority: number;
  /** Of the command before it; undefined where that does not tell. */
  readonly family: Family | undefined;
  /** `from 10.0.0.0/8 fwmark 0x1`, as printed. */
  readonly selector: string;
  /** Undefined for a rule that names none: `blackhole`, `goto 100`. */
  readonly table: string | undefined;
  /** True for the three that every node has: they say what is done without rules. */
  readonly standard: boolean;
  /** The words behind the priority. */
  readonly text: string;
  readonly line: number;
}

/** A connection that stood when the paste was made. */
export interface StandingConnection {
  readonly connection: Connection;
  /** `ESTABLISHED`, `SYN_SENT`: of protocols that keep a state. */
  readonly state: string | null;
  /** The identifier of an ICMP echo, which stands in the place of ports; null for others. */
  readonly icmp: { readonly type: number; readonly code: number; readonly id: number } | null;
  /** False where the node does not count (net.netfilter.nf_conntrack_acct): the connection's counts are then 0. */
  readonly counted: boolean;
  readonly line: number;
}

export interface Interface {
  readonly name: string;
  readonly index: number;
  readonly up: boolean;
  /** The device's group, 0 for `default`; undefined where it is told by a name that only the node knows. */
  readonly group: number | undefined;
  readonly addresses: readonly InterfaceAddress[];
  /** The line of the paste on which it begins, from 1. */
  readonly line: number;
}

export interface InterfaceAddress {
  readonly address: Address;
  /** The address with its on-link prefix, host bits included. */
  readonly prefix: Prefix;
  readonly scope: string;
  /** `secondary` of `ip addr`: not the one that is chosen as a source. */
  readonly secondary: boolean;
  readonly broadcast: Address | undefined;
}

/** The route types of ip-route(8). */
export type RouteType =
  "unicast" | "local" | "broadcast" | "multicast" | "unreachable" | "blackhole" | "prohibit" | "throw" | "anycast";

export interface Route {
  readonly type: RouteType;
  /** Host bits cleared; `default` is the prefix of length 0. */
  readonly destination: Prefix;
  /** `main`, `local`, `default` or a number or name of `table all`. */
  readonly table: string;
  readonly dev: string | undefined;
  readonly via: Address | undefined;
  /** The source that the kernel prefers for what it sends by this route. */
  readonly src: Address | undefined;
  readonly metric: number;
  /** The words of the paste. */
  readonly text: string;
  readonly line: number;
}

/** A node of which nothing is known. */
export const UNKNOWN_NODE: Node = { interfaces: undefined, routes: undefined, ipsets: undefined };
