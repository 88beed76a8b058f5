/**
 * The node's routing decision: which addresses are its own, and by which device a destination is reached.
 *
 * Tables are asked as the kernel does without rules of the user's own (ip-rule(8)): local, main, and in IPv4 default, each
 * by the longest prefix and then the lowest metric; the first that has a route decides. Where the paste has no `table local`, it is made from `ip addr`, as the
 * kernel makes it (fib_frontend.c, fib_add_ifaddr).
 */
import type { Address } from "../address";
import {
  formatAddress,
  ipv4,
  ipv6,
  maskedPrefix,
  parsePrefix,
  prefixHolds,
  prefixLength,
  prefixOf,
  sameAddress,
} from "../address";
import type { AddressType, Unknown } from "../extensions/extension";
import { unknown } from "../extensions/answer";
import type { Interface, Node, Route } from "../node";
import { RouteList } from "./route-list";

export type RouteAnswer =
  | { readonly kind: "local"; readonly route: Route | null }
  | { readonly kind: "broadcast"; readonly route: Route | null }
  | { readonly kind: "unicast"; readonly dev: string; readonly via: Address | undefined; readonly route: Route | null }
  /** Nothing of the paste says by which device. */
  | { readonly kind: "untold" }
  | { readonly kind: "none"; readonly reason: string; readonly route: Route | null };

const LOOPBACK = [parsePrefix("127.0.0.0/8"), parsePrefix("::1/128")].filter((prefix) => prefix !== undefined);

/** What the paste tells of routing, in the form in which it is asked. Made once for a node. */
interface RoutingTables {
  /** Routes of the table `local`, printed or made from the addresses; undefined where neither was told. */
  readonly local: RouteList | undefined;
  /** Undefined where no routes and no addresses were told. */
  readonly main: RouteList | undefined;
  /** The table default, which is asked where main has no route. In IPv6 no rule leads to it (ip-rule(8)). */
  readonly last: RouteList;
  /** True where `main` holds only the networks of the node's own addresses. */
  readonly connectedOnly: boolean;
}

const made = new WeakMap<Node, RoutingTables>();

function tablesOf(node: Node): RoutingTables {
  const known = made.get(node);
  if (known) return known;
  const tables = makeTables(node);
  made.set(node, tables);
  return tables;
}

function makeTables(node: Node): RoutingTables {
  const printedLocal = node.routes?.filter((route) => route.table === "local");
  const printedMain = node.routes?.filter(({ table }) => table === "main");
  const printedLast = node.routes?.filter(({ table, destination }) => table === "default" && destination.family === 4);
  const printed = printedMain && printedLast && [...printedMain, ...printedLast];
  const ownLocal = node.interfaces?.flatMap(localRoutes) ?? printed?.flatMap(sourceAsLocal);
  const local =
    printedLocal && printedLocal.length > 0
      ? [...printedLocal, ...(node.interfaces?.flatMap(localRoutes) ?? [])]
      : ownLocal;
  const main = printedMain ?? node.interfaces?.flatMap(connectedRoutes);
  return {
    local: local && new RouteList(local),
    main: main && new RouteList(main),
    last: new RouteList(printedLast ?? []),
    connectedOnly: printedMain === undefined,
  };
}

/** The route of main, or of default where main has none or says to go on (`throw`). */
function longestOf({ main, last }: RoutingTables, address: Address): Route | undefined {
  const route = main?.longest(address);
  return route && route.type !== "throw" ? route : (last.longest(address) ?? route);
}

/** The routes that the kernel puts into the table local for a device's addresses. */
function localRoutes(device: Interface): Route[] {
  const found: Route[] = [];
  for (const { address, prefix, broadcast } of device.addresses) {
    found.push(madeRoute("local", prefixOf(address, 128), device, address));
    const length = prefixLength(prefix);
    if (address.family === 4 && prefix.family === 4 && length !== undefined && length < 31) {
      if (device.name === "lo") found.push(madeRoute("local", maskedPrefix(prefix), device, address));
      else found.push(madeRoute("broadcast", prefixOf(ipv4((prefix.base | ~prefix.mask) >>> 0), 32), device, address));
    }
    if (broadcast) found.push(madeRoute("broadcast", prefixOf(broadcast, 32), device, address));
  }
  return found;
}

function connectedRoutes(device: Interface): Route[] {
  return device.addresses.map(({ address, prefix }) => madeRoute("unicast", maskedPrefix(prefix), device, address));
}

/** `10.244.0.0/16 dev cni0 … src 10.244.0.1`: the source that a route prefers is the node's own. */
function sourceAsLocal(route: Route): Route[] {
  return route.src ? [{ ...route, type: "local", destination: prefixOf(route.src, 128), table: "local" }] : [];
}

function madeRoute(type: Route["type"], destination: Route["destination"], device: Interface, src: Address): Route {
  const table = type === "unicast" ? "main" : "local";
  const text = `${type === "unicast" ? "" : `${type} `}${formatAddress(src)} dev ${device.name}`;
  return { type, destination, table, dev: device.name, via: undefined, src, metric: 0, text, line: device.line };
}

/** The question whether an address is the node's own, asked where the paste has no addresses. */
function localQuestion(address: Address): Unknown {
  const text = formatAddress(address);
  return unknown({
    key: `local=${text}`,
    yes: `${text} is an address of this node`,
    no: `${text} is not an address of this node`,
  });
}

/**
 * What kind of address this is to the node, as `-m addrtype` asks (kernel: inet_addr_type, fib_frontend.c): the table
 * local decides, and everything it does not hold is UNICAST. With a device, what is another's is UNICAST too
 * (inet_dev_addr_type, for `--limit-iface-in`). In IPv6 only what has no route is not LOCAL or UNICAST.
 */
export function addressType(node: Node, address: Address, device?: string): AddressType | Unknown {
  const fixed = fixedType(address);
  if (fixed) return fixed;
  const { local } = tablesOf(node);
  const isLoopback = LOOPBACK.some((prefix) => prefixHolds(prefix, address));
  if (isLoopback) return device === undefined || device === "lo" ? "LOCAL" : "UNICAST";
  if (!local) return localQuestion(address);
  const route = local.longest(address);
  if (device !== undefined && route?.dev !== device) return plainType(node, address, device);
  switch (route?.type) {
    case "local":
      return "LOCAL";
    case "broadcast":
      return "BROADCAST";
    case "anycast":
      return "ANYCAST";
    default:
      return plainType(node, address, device);
  }
}

/**
 * The type of what the table local does not hold. IPv6 asks the other tables as well, with a device for its routes alone:
 * what no route leads to, or one that refuses, is UNREACHABLE (match_lookup_rt6, xt_addrtype.c).
 */
function plainType(node: Node, address: Address, device: string | undefined): AddressType {
  const { main, connectedOnly } = tablesOf(node);
  if (address.family === 4 || !main || connectedOnly) return "UNICAST";
  const asked = device === undefined ? main : new RouteList(main.routes.filter(({ dev }) => dev === device));
  return asked.longest(address)?.type === "unicast" ? "UNICAST" : "UNREACHABLE";
}

/** The types that the address alone decides. */
function fixedType(address: Address): AddressType | undefined {
  if (address.family === 4) {
    if (address.value >>> 28 === 0xe) return "MULTICAST";
    if (address.value >>> 24 === 0 || address.value === 0xffffffff) return "BROADCAST";
    return undefined;
  }
  if (address.value >> 120n === 0xffn) return "MULTICAST";
  return address.value === 0n ? "UNSPEC" : undefined;
}

/** How the paste routes a destination; whether an untold address is the node's own is for `ask` to say. */
export function lookUpRoute(node: Node, destination: Address, ask: (unknown: Unknown) => boolean): RouteAnswer {
  const type = addressType(node, destination);
  const tables = tablesOf(node);
  const { local, main, connectedOnly } = tables;
  const localRoute = local?.longest(destination) ?? null;
  if (type === "LOCAL" || (typeof type === "object" && ask(type))) return { kind: "local", route: localRoute };
  if (type === "BROADCAST" || type === "MULTICAST") return { kind: "broadcast", route: localRoute };
  const route = longestOf(tables, destination);
  if (!route) {
    if (!main || connectedOnly) return { kind: "untold" };
    return { kind: "none", reason: `no route to ${formatAddress(destination)}`, route: null };
  }
  if (route.type !== "unicast" && route.type !== "anycast" && route.type !== "multicast") {
    return { kind: "none", reason: `the route to ${formatAddress(destination)} says ${route.type}`, route };
  }
  if (route.dev === undefined) return { kind: "untold" };
  return { kind: "unicast", dev: route.dev, via: route.via, route };
}

/**
 * The route by which an answer to an address would go, one by the device that is asked for before its equals
 * (`-m rpfilter`); null where there is none, undefined where the paste does not tell.
 */
export function routeBack(node: Node, address: Address, device: string): Route | null | undefined {
  const tables = tablesOf(node);
  const { local, main, connectedOnly } = tables;
  const own = local?.longest(address);
  if (own) return own;
  const route = longestOf(tables, address);
  if (!local || !main || (connectedOnly && !route)) return undefined;
  if (!route || address.family === 4) return route ?? null;
  const length = prefixLength(route.destination);
  const equals = main.routes.filter(
    ({ destination }) => prefixHolds(destination, address) && prefixLength(destination) === length,
  );
  return equals.find(({ dev }) => dev === device) ?? route;
}

/**
 * The source that MASQUERADE takes on a device (kernel: inet_select_addr, net/ipv4/devinet.c): the device's first primary
 * address whose network holds the next hop, else its first primary address of global scope, else another device's. The
 * `src` of a route is not asked; it stands in only where the paste has no `ip addr`. Undefined where nothing tells.
 */
export function masqueradeAddress(node: Node, answer: RouteAnswer, destination: Address): Address | undefined {
  const usable = (device: Interface) =>
    device.addresses.filter(
      ({ address, secondary, scope }) => address.family === destination.family && !secondary && scope === "global",
    );
  // Towards itself the device is lo, whose addresses are of no use outside; IPv6 prefers the very address (RFC 6724, 5).
  if (answer.kind === "local" && destination.family === 4) return node.interfaces?.flatMap(usable)[0]?.address;
  if (answer.kind !== "unicast") return answer.kind === "local" ? destination : undefined;
  const device = node.interfaces?.find(({ name }) => name === answer.dev);
  const own = device ? usable(device) : [];
  const hop = answer.via ?? destination;
  const chosen = own.find(({ prefix }) => prefixHolds(prefix, hop)) ?? own[0] ?? node.interfaces?.flatMap(usable)[0];
  return chosen?.address ?? answer.route?.src;
}

/** The address that REDIRECT gives a packet that came in by a device: the device's first; undefined where untold. */
export function arrivalAddress(node: Node, family: 4 | 6, device: string | null): Address | undefined {
  if (device === null) return family === 4 ? ipv4(0x7f000001) : ipv6(1n);
  const addresses = node.interfaces?.find(({ name }) => name === device)?.addresses ?? [];
  return addresses.find(({ address, secondary }) => address.family === family && !secondary)?.address;
}

/** True where an address is certainly one of the node's own. */
export function isOwnAddress(node: Node, address: Address): boolean {
  return node.interfaces?.some((device) => device.addresses.some((own) => sameAddress(own.address, address))) ?? false;
}
