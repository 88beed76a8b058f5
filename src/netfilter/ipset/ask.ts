/**
 * Asks a set of the node by its name what it says of a packet where it stands (kernel: net/netfilter/xt_set.c,
 * net/netfilter/ipset/ip_set_core.c, ip_set_test).
 */
import type { World } from "../extensions/extension";
import type { Packet } from "../packet";
import { portsOf } from "../packet";
import type { Dimension, IpSet, SetEntry } from "./ipset";
import { dimensionsOf } from "./ipset";
import type { Held, SetValue } from "./lookup";
import { lookUp } from "./lookup";

/** Which end of the packet each dimension is of. */
export type Sides = readonly ("src" | "dst")[];

/** Whether a set holds the packet; `absent` where the paste has no set of this name. */
export type Said =
  | { readonly kind: "yes"; readonly entry: SetEntry }
  /** `entry` is the exception that decided, where one did. */
  | { readonly kind: "no"; readonly entry: SetEntry | null }
  | { readonly kind: "not told" }
  | { readonly kind: "absent" };

/**
 * Asks a set by its name. A list of sets asks each of its own in turn until one says yes. With `exceptions`
 * (`--return-nomatch`) a set that can have exceptions says yes to those alone.
 */
export function askSet(name: string, sides: Sides, world: World, exceptions = false): Said {
  const set = world.node.ipsets?.get(name);
  if (!set) return { kind: "absent" };
  if (set.type !== "list:set") {
    const values = valuesOf(set, sides, world);
    return values ? said(lookUp(set, values), exceptions && dimensionsOf(set).includes("net")) : NO;
  }
  let untold = false;
  for (const { elements } of set.entries) {
    const [element] = elements;
    if (element?.kind !== "set" || element.name === name) continue;
    const one = askSet(element.name, sides, world, exceptions);
    if (one.kind === "yes") return one;
    if (one.kind !== "no") untold = true;
  }
  return untold ? { kind: "not told" } : NO;
}

const NO: Said = { kind: "no", entry: null };

function said(held: Held, exceptions: boolean): Said {
  switch (held.kind) {
    case "held":
      return exceptions ? NO : { kind: "yes", entry: held.entry };
    case "excepted":
      return { kind: exceptions ? "yes" : "no", entry: held.entry };
    case "not held":
      return NO;
    case "not told":
      return held;
  }
}

/** What the packet bears for each dimension; undefined where the set can hold no such packet. */
export function valuesOf(set: IpSet, sides: Sides, world: World): SetValue[] | undefined {
  const dimensions = dimensionsOf(set);
  const { packet } = world;
  if (sides.length < dimensions.length || (set.family !== null && set.family !== packet.family)) return undefined;
  const values: SetValue[] = [];
  for (const [index, dimension] of dimensions.entries()) {
    const value = valueOf(set, dimension, sides[index] ?? "src", world);
    if (!value) return undefined;
    values.push(value);
  }
  return values;
}

function valueOf(set: IpSet, dimension: Dimension, side: "src" | "dst", world: World): SetValue | undefined {
  const { packet } = world;
  switch (dimension) {
    case "ip":
    case "net":
      return { kind: "address", address: side === "src" ? packet.src : packet.dst };
    case "port":
      return portOf(packet, side, set.type === "bitmap:port");
    case "mac":
      // What a process sends has no hardware address yet, and nobody tells the one that a packet goes to.
      if (packet.in === null || world.hook === "OUTPUT" || world.hook === "POSTROUTING") return undefined;
      return { kind: "mac", mac: side === "src" ? packet.mac : null };
    case "mark":
      return { kind: "mark", mark: packet.mark };
    case "iface":
      return { kind: "device", device: side === "src" ? world.in : world.out };
    case "set":
      return undefined;
  }
}

const TCP = 6;
const UDP = 17;

/** The port; of ICMP its type and code as one number; 0 of what has none (ip_set_getport.c). */
function portOf(packet: Packet, side: "src" | "dst", onlyTcpAndUdp: boolean): SetValue | undefined {
  const { proto, transport } = packet;
  if (onlyTcpAndUdp && proto !== TCP && proto !== UDP) return undefined;
  if (transport.kind === "icmp") return { kind: "port", proto, port: (transport.type << 8) | transport.code };
  const ports = transport.kind === "dccp" ? undefined : portsOf(packet);
  if (!ports) return { kind: "port", proto, port: 0 };
  return { kind: "port", proto, port: side === "src" ? ports.sport : ports.dport };
}
