/**
 * A node with stand-ins for its addresses, devices and sets.
 */
import type { Address, Prefix } from "../netfilter/address";
import type { Tuple } from "../netfilter/connection";
import { dimensionsOf, type IpSet } from "../netfilter/ipset/ipset";
import type { Node } from "../netfilter/node";
import type { AddressStandIns } from "./addresses";
import type { Names } from "./names";

/** The node as `printNode` prints it; `places` replaces the addresses of a text. */
export function redactNode(
  node: Node,
  addresses: AddressStandIns,
  names: Names,
  places: (text: string) => string,
): Node {
  const address = (one: Address) => addresses.address(one);
  const maybe = (one: Address | undefined) => one && address(one);
  const tuple = (one: Tuple): Tuple => ({ ...one, src: address(one.src), dst: address(one.dst) });
  return {
    interfaces: node.interfaces?.map((device) => ({
      ...device,
      name: names.device(device.name),
      addresses: device.addresses.map((own) => ({
        ...own,
        address: address(own.address),
        prefix: onLink(own.prefix, addresses),
        broadcast: maybe(own.broadcast),
      })),
    })),
    routes: node.routes?.map((route) => ({
      ...route,
      destination: addresses.prefix(route.destination),
      dev: route.dev === undefined ? undefined : names.device(route.dev),
      via: maybe(route.via),
      src: maybe(route.src),
    })),
    ipsets:
      node.ipsets &&
      new Map([...node.ipsets.values()].map((set) => [names.set(set.name), redactSet(set, names, places)])),
    rules: node.rules?.map((rule) => ({
      ...rule,
      text: places(rule.text).replace(
        /\b([io]if) (\S+)/g,
        (_, side: string, device: string) => `${side} ${names.device(device)}`,
      ),
    })),
    connections: node.connections?.map((one) => ({
      ...one,
      connection: { ...one.connection, original: tuple(one.connection.original), reply: tuple(one.connection.reply) },
    })),
  };
}

/** The prefix of an address bears its host bits, which are pinned (redact.ts). */
function onLink(prefix: Prefix, addresses: AddressStandIns): Prefix {
  const base = addresses.address(
    prefix.family === 4 ? { family: 4, value: prefix.base } : { family: 6, value: prefix.base },
  );
  if (base.family === 4 && prefix.family === 4) return { family: 4, base: base.value, mask: prefix.mask };
  if (base.family === 6 && prefix.family === 6) return { family: 6, base: base.value, mask: prefix.mask };
  return prefix;
}

function redactSet(set: IpSet, names: Names, places: (text: string) => string): IpSet {
  const dimensions = dimensionsOf(set);
  const part = (text: string, index: number) => {
    switch (dimensions[index]) {
      case "set":
        return names.set(text);
      case "iface": {
        const [, before = "", device = ""] = /^(physdev:)?(.*)$/.exec(text) ?? [];
        return before + names.device(device);
      }
      default:
        return places(text);
    }
  };
  return {
    ...set,
    name: names.set(set.name),
    entries: set.entries.map((entry) => ({ ...entry, text: entry.text.split(",").map(part).join(",") })),
  };
}
