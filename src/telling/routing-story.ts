/**
 * A routing decision in parts: which route of the paste decided, why that one, and why not another.
 */
import type { Address } from "../netfilter/address";
import { formatAddress, formatPrefix, parsePrefix, prefixHolds, prefixLength, sameAddress } from "../netfilter/address";
import type { Interface, Node, Route } from "../netfilter/node";
import type { RoutingStep } from "../netfilter/trace";
import type { OtherRoute, RoutingStory } from "./story";
import { capitalised } from "./verdict-sentence";

/** A routing step in parts. */
export function routingStory(step: RoutingStep, node: Node): RoutingStory {
  const { answer, leads, out } = step;
  const { dst } = step.packet;
  const made = "route" in answer ? answer.route : null;
  const pasted = made !== null && node.routes?.includes(made) === true ? made : null;
  return {
    destination: formatAddress(dst),
    leads,
    why: whyText(step, node, pasted),
    device: answer.kind === "unicast" ? answer.dev : out,
    gateway: answer.kind === "unicast" && answer.via ? formatAddress(answer.via) : null,
    route: pasted?.text ?? null,
    line: pasted?.line ?? addressLine(node, dst),
    others: pasted === null ? [] : otherRoutes(node, dst, pasted),
  };
}

/** `Leaves by cni0: 10.244.0.0/24 is the smallest network …` */
export function routingWords({ leads, device, gateway, why }: RoutingStory): string {
  switch (leads) {
    case "here":
      return `For this node: ${why}`;
    case "nowhere":
      return capitalised(why);
    case "out":
      return `Leaves by ${device ?? "a device that nobody knows"}${gateway === null ? "" : `, through ${gateway}`}: ${why}`;
  }
}

function whyText({ answer, packet: { dst } }: RoutingStep, node: Node, pasted: Route | null): string {
  const text = formatAddress(dst);
  switch (answer.kind) {
    case "local":
      return whyLocal(dst, node, pasted);
    case "broadcast":
      return whyBroadcast(dst, node, pasted);
    case "unicast":
      return pasted === null ? `${text} is in the network of ${answer.dev}` : networkText(pasted, text);
    case "untold":
      return `the paste holds no route to ${text}`;
    case "none":
      return answer.reason;
  }
}

const LOOPBACK = [parsePrefix("127.0.0.0/8"), parsePrefix("::1/128")].filter((prefix) => prefix !== undefined);

function whyLocal(address: Address, node: Node, pasted: Route | null): string {
  const text = formatAddress(address);
  const device = deviceOf(node, address);
  if (device) return `${text} is an address of ${device.name}`;
  if (LOOPBACK.some((prefix) => prefixHolds(prefix, address))) return `${text} is a loopback address, this node itself`;
  if (pasted) return `the table local says that ${text} is an address of ${pasted.dev ?? "this node"}`;
  const preferring = node.routes?.find(({ src }) => src !== undefined && sameAddress(src, address));
  if (preferring) return `a route by ${preferring.dev ?? "some device"} prefers ${text} as this node's own address`;
  return `${text} is taken to be an address of this node`;
}

function whyBroadcast(address: Address, node: Node, pasted: Route | null): string {
  const text = formatAddress(address);
  if (address.family === 6 || address.value >>> 28 === 0xe) return `${text} is a multicast address`;
  if (address.value === 0xffffffff || address.value === 0) return `${text} is for every host on the network`;
  const device = pasted?.dev ?? broadcastDevice(node, address);
  return `${text} is the broadcast address ${device === undefined ? "of the network" : `of ${device}`}`;
}

/** `10.244.0.0/24 is the smallest network of a route that holds 10.244.0.13` */
function networkText({ destination }: Route, address: string): string {
  const length = prefixLength(destination);
  if (length === 0) return `no other route holds ${address}, so the default route does`;
  const most = destination.family === 4 ? 32 : 128;
  return length === most
    ? `there is a route to the very address ${address}`
    : `${formatPrefix(destination)} is the smallest network of a route that holds ${address}`;
}

function deviceOf({ interfaces }: Node, address: Address): Interface | undefined {
  return interfaces?.find(({ addresses }) => addresses.some((own) => sameAddress(own.address, address)));
}

function broadcastDevice({ interfaces }: Node, address: Address): string | undefined {
  return interfaces?.find(({ addresses }) =>
    addresses.some(({ broadcast }) => broadcast !== undefined && sameAddress(broadcast, address)),
  )?.name;
}

/** The line of the paste on which the device of an own address stands. */
function addressLine(node: Node, address: Address): number | null {
  return deviceOf(node, address)?.line ?? null;
}

/** So many are named: with more nobody reads them. */
const MOST_OTHERS = 3;

function otherRoutes({ routes = [] }: Node, address: Address, chosen: Route): OtherRoute[] {
  const length = (route: Route) => prefixLength(route.destination) ?? 0;
  return routes
    .filter((route) => route !== chosen && route.table === chosen.table && prefixHolds(route.destination, address))
    .sort((a, b) => length(b) - length(a) || a.metric - b.metric)
    .slice(0, MOST_OTHERS)
    .map((route) => ({ route: route.text, line: route.line, why: whyNot(route, chosen) }));
}

function whyNot(route: Route, chosen: Route): string {
  const [theirs, ours] = [prefixLength(route.destination) ?? 0, prefixLength(chosen.destination) ?? 0];
  if (theirs !== ours) return `its network is larger: /${String(theirs)}, not /${String(ours)}`;
  if (route.metric !== chosen.metric)
    return `its metric is higher: ${String(route.metric)}, not ${String(chosen.metric)}`;
  return "it stands behind the other";
}
