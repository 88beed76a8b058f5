/**
 * Where a packet may come from and go to: the addresses that a paste names, with a word for each.
 */
import type { Address } from "../netfilter/address";
import { formatAddress, ipv4, ipv6, prefixLength } from "../netfilter/address";
import type { Interface, InterfaceAddress, Node } from "../netfilter/node";
import type { Paste } from "../paste/paste";
import { addressFacts } from "./address-facts";
import { serviceLabel } from "./chain-meaning";
import type { ServicePort } from "./service-port";
import { services } from "./services";
import { toldPortName, unwrittenServices } from "./unwritten-services";

/** Something that a packet may come from or go to. */
export interface Place {
  /** `10.0.91.63`: what is filled in. */
  readonly address: string;
  /** `default/nginx`, `eth0 of this node`, `an endpoint of default/nginx`. */
  readonly label: string;
  readonly kind: "service" | "pod" | "endpoint" | "node" | "network";
  /** For a Service: the protocol and port that it listens on; null else. */
  readonly protocol: string | null;
  readonly port: number | null;
}

const made = new WeakMap<Paste, readonly (readonly Place[])[]>();

/**
 * What the paste names, a list for each kind: Services first, then pods and endpoints, nodes, this node's own addresses, and
 * neighbours to send from. Made once for a paste.
 */
export function allPlaces(paste: Paste): readonly (readonly Place[])[] {
  const kept = made.get(paste);
  if (kept) return kept;
  const known = [...services(paste.rulesets[4], paste.cluster), ...services(paste.rulesets[6], paste.cluster)];
  const told = hostPlaces(paste);
  const of = (kind: Place["kind"]) => told.filter((place) => place.kind === kind).sort(byLabel);
  const found = [
    [...known.flatMap((service) => servicePlaces(service, paste.node)), ...unwrittenPlaces(paste)].sort(byLabel),
    of("pod"),
    of("endpoint"),
    (paste.node.interfaces ?? []).flatMap(nodePlaces),
    of("node"),
    neighbours(paste.node, known),
  ];
  made.set(paste, found);
  return found;
}

function byLabel(a: Place, b: Place): number {
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}

function servicePlaces(service: ServicePort, node: Node): Place[] {
  const label = serviceLabel(service);
  if (label === undefined) return [];
  const { protocol, port, nodePort } = service;
  const at = (addresses: readonly Address[], what: string): Place[] =>
    addresses.map((address) => ({
      address: formatAddress(address),
      label: label + what,
      kind: "service",
      protocol,
      port,
    }));
  const onNode = nodePort === null ? undefined : firstOwnAddress(node, service.clusterIps[0]?.family ?? 4);
  return [
    ...at(service.clusterIps, ""),
    ...at(service.loadBalancerIps, ", load balancer"),
    ...at(service.externalIps, ", external address"),
    ...(onNode
      ? [
          {
            address: formatAddress(onNode),
            label: `${label}, node port`,
            kind: "service" as const,
            protocol,
            port: nodePort,
          },
        ]
      : []),
  ];
}

/** The address at which others know the node: the first of global scope on a device that is not its loopback. */
function firstOwnAddress(node: Node, family: 4 | 6): Address | undefined {
  const own = (node.interfaces ?? []).filter(({ name }) => name !== "lo").flatMap(({ addresses }) => addresses);
  return own.find(({ address, scope }) => address.family === family && scope === "global")?.address;
}

/** What kubectl knows and no rule is about. */
function unwrittenPlaces(paste: Paste): Place[] {
  return unwrittenServices(paste).flatMap(({ service, port, missing }) =>
    service.clusterIps.map((address) => ({
      address: formatAddress(address),
      label: `${toldPortName(service, port)}${missing ? ", no rule here" : ""}`,
      kind: "service",
      protocol: port.protocol,
      port: port.port,
    })),
  );
}

/** One place for each address of a pod, an endpoint or another node, whatever the number of Services that it stands behind. */
function hostPlaces(paste: Paste): Place[] {
  return [...addressFacts(paste).all()].flatMap(([value, facts]): Place[] => {
    if (facts.some(({ kind }) => kind === "device")) return [];
    const [first, ...more] = new Set(facts.filter(({ kind }) => kind === "endpoint").map(({ label }) => label));
    const others = more.length === 0 ? "" : ` and ${String(more.length)} more`;
    const endpoint = first === undefined ? [] : [`an ${first}${others}`];
    const own = facts.find(({ kind }) => kind === "pod") ?? facts.find(({ kind }) => kind === "node");
    const labels = [...(own ? [own.label] : []), ...endpoint];
    if (labels.length === 0) return [];
    const kind = own?.kind === "pod" || own?.kind === "node" ? own.kind : "endpoint";
    const address = formatAddress(typeof value === "number" ? ipv4(value) : ipv6(value));
    return [{ address, label: labels.join(", "), kind, protocol: null, port: null }];
  });
}

function nodePlaces(device: Interface): Place[] {
  return device.addresses
    .filter(({ scope }) => scope !== "link")
    .map(({ address }) => ({
      address: formatAddress(address),
      label: `${device.name} of this node`,
      kind: "node",
      protocol: null,
      port: null,
    }));
}

/** For each network of the node's own devices, an address in it that nothing else of the paste bears. */
function neighbours(node: Node, known: readonly ServicePort[]): Place[] {
  const taken = new Set(known.flatMap(({ endpoints }) => endpoints.map(({ address }) => formatAddress(address))));
  for (const { addresses } of node.interfaces ?? [])
    for (const { address } of addresses) taken.add(formatAddress(address));
  for (const { via } of node.routes ?? []) if (via) taken.add(formatAddress(via));
  return (node.interfaces ?? [])
    .filter(({ name, up }) => name !== "lo" && up)
    .flatMap(({ name, addresses }) =>
      addresses.flatMap((own) => {
        const free = own.secondary ? undefined : freeNeighbour(own, taken);
        const label = `some other host in the network of ${name}`;
        return free
          ? [{ address: formatAddress(free), label, kind: "network", protocol: null, port: null } satisfies Place]
          : [];
      }),
    );
}

/** A free address beside an IPv4 address of the node's own; undefined in a network that has room for none. */
function freeNeighbour({ address, prefix }: InterfaceAddress, taken: ReadonlySet<string>): Address | undefined {
  const length = prefixLength(prefix);
  if (address.family !== 4 || prefix.family !== 4 || length === undefined || length > 30) return undefined;
  const size = 2 ** (32 - length);
  const network = (prefix.base & prefix.mask) >>> 0;
  // Eleven is odd, so that its multiples come by every address of a network.
  for (let step = 1; step < Math.min(size, taken.size + 3); step++) {
    const host = (address.value - network + step * 11) % size;
    const candidate = ipv4(network + host);
    if (host !== 0 && host !== size - 1 && !taken.has(formatAddress(candidate))) return candidate;
  }
  return undefined;
}
