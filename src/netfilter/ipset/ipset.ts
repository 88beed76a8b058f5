/**
 * An ipset: what `ipset save` and `ipset list` tell of one (ipset(8)).
 */
import type { Family, Prefix } from "../address";
import type { Masked } from "../extensions/kinds";

export interface IpSet {
  readonly name: string;
  readonly type: SetType;
  /** Null for sets that hold no addresses, and for lists of sets. */
  readonly family: Family | null;
  /** What an address is put under before it is looked up (`netmask`, `bitmask`); null where that is nothing. */
  readonly addressMask: bigint | null;
  /** What a mark is put under before it is looked up. */
  readonly markMask: number;
  readonly entries: readonly SetEntry[];
  /** What rules have changed since, the last change last. */
  readonly changes: readonly SetChange[];
  /** The line of the paste on which it begins, from 1. */
  readonly line: number;
}

export interface SetChange {
  readonly kind: "added" | "removed";
  readonly entry: SetEntry;
}

/** One element. A range of addresses that was given as one is here the networks that it is made of. */
export interface SetEntry {
  /** One for each dimension of the set's type, in their order. */
  readonly elements: readonly SetElement[];
  /** An exception from the networks around it. */
  readonly nomatch: boolean;
  /** What `-j SET --map-mark` sets. */
  readonly mark: Masked | null;
  /** As the paste has it: `10.0.0.0/24,tcp:80`. */
  readonly text: string;
}

export type SetElement =
  | { readonly kind: "network"; readonly prefix: Prefix }
  /** The protocol is null in a bitmap:port, which holds ports of TCP and UDP alike. */
  | { readonly kind: "ports"; readonly proto: number | null; readonly from: number; readonly to: number }
  /** Null in a bitmap:ip,mac: any hardware address. */
  | { readonly kind: "mac"; readonly mac: string | null }
  | { readonly kind: "mark"; readonly mark: number }
  | { readonly kind: "device"; readonly name: string; readonly bridge: boolean; readonly wildcard: boolean }
  | { readonly kind: "set"; readonly name: string };

export type Dimension = "ip" | "net" | "port" | "mac" | "mark" | "iface" | "set";

/** The dimensions of every type that the kernel has. */
export const SET_TYPES = {
  "bitmap:ip": ["ip"],
  "bitmap:ip,mac": ["ip", "mac"],
  "bitmap:port": ["port"],
  "hash:ip": ["ip"],
  "hash:mac": ["mac"],
  "hash:ip,mac": ["ip", "mac"],
  "hash:ip,mark": ["ip", "mark"],
  "hash:ip,port": ["ip", "port"],
  "hash:ip,port,ip": ["ip", "port", "ip"],
  "hash:ip,port,net": ["ip", "port", "net"],
  "hash:net": ["net"],
  "hash:net,net": ["net", "net"],
  "hash:net,port": ["net", "port"],
  "hash:net,port,net": ["net", "port", "net"],
  "hash:net,iface": ["net", "iface"],
  "list:set": ["set"],
} as const satisfies Record<string, readonly Dimension[]>;

export type SetType = keyof typeof SET_TYPES;

/** A type by its name; undefined where the kernel has none such. */
export function setTypeNamed(name: string): SetType | undefined {
  return Object.keys(SET_TYPES).find((type): type is SetType => type === name);
}

/** The dimensions of a set. */
export function dimensionsOf({ type }: Pick<IpSet, "type">): readonly Dimension[] {
  return SET_TYPES[type];
}
