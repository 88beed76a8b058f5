/**
 * A made-up cluster of any size: its nodes' networks, Services and endpoints. The same seed makes the same cluster.
 */
import { formatAddress, ipv4 } from "../../src/netfilter/address";
import { Dice } from "../../tests/kernel/random/dice";

export interface Endpoint {
  readonly address: string;
  /** True where its pod runs on the node whose rules are made. */
  readonly local: boolean;
}

/** One port of one Service. */
export interface ServicePort {
  readonly namespace: string;
  readonly service: string;
  /** Empty where the Service has this port alone and does not name it. */
  readonly name: string;
  readonly protocol: "tcp" | "udp";
  readonly clusterIp: string;
  readonly port: number;
  readonly targetPort: number;
  readonly endpoints: readonly Endpoint[];
  readonly nodePort: number | undefined;
  readonly loadBalancerIp: string | undefined;
  /** Who may come by the load balancer; everybody where it is empty. */
  readonly sourceRanges: readonly string[];
  /** `externalTrafficPolicy: Local` */
  readonly localOnly: boolean;
  /** `sessionAffinity: ClientIP` */
  readonly affinity: boolean;
}

export interface Cluster {
  readonly services: number;
  /** In the order of their chains' comments; the ports of a Service stand together. */
  readonly ports: readonly ServicePort[];
  /** How many nodes there are; the rules are those of the first. */
  readonly nodes: number;
}

/** All pods of the cluster. A node has a /24 of it. */
export const POD_CIDR = "10.128.0.0/9";
const FIRST_POD = 0x0a800000;
/** kubeadm's own service network, 10.96.0.0/12. */
const FIRST_SERVICE = 0x0a600000;
const FIRST_BALANCER = 0xcb007100;
const PODS_PER_NODE = 250;
/** Kubernetes' own range; who needs more ports widens it. */
const FIRST_NODE_PORT = 30000;

const NAMESPACES = [
  "default",
  "shop",
  "payments",
  "search",
  "media",
  "monitoring",
  "team-a",
  "team-b",
  "batch",
  "edge",
];
const WORDS = ["api", "web", "cart", "user", "order", "stock", "mail", "auth", "feed", "cache", "report", "ledger"];

/** A cluster of so many Services with so many endpoints each; about half of the Services have a second port. */
export function makeCluster(services: number, endpointsEach: number, seed: number): Cluster {
  const dice = new Dice(seed);
  const ports: ServicePort[] = [];
  const nodes = Math.max(2, Math.ceil((services * endpointsEach) / PODS_PER_NODE));
  let pods = 0;
  let nodePort = FIRST_NODE_PORT;
  for (let index = 0; index < services; index++) {
    const endpoints: Endpoint[] = [];
    // One in a hundred has nothing behind it.
    const count = dice.chance(0.01) ? 0 : endpointsEach;
    for (let left = count; left > 0; left--, pods++) {
      const node = pods % nodes;
      const host = 2 + Math.floor(pods / nodes);
      endpoints.push({ address: formatAddress(ipv4(FIRST_POD + node * 256 + host)), local: node === 0 });
    }
    const open = dice.chance(0.15);
    const balanced = open && dice.chance(0.3);
    const shared = {
      namespace: dice.pick(NAMESPACES),
      service: `${dice.pick(WORDS)}-${String(index)}`,
      clusterIp: formatAddress(ipv4(FIRST_SERVICE + 10 + index)),
      endpoints,
      loadBalancerIp: balanced ? formatAddress(ipv4(FIRST_BALANCER + index)) : undefined,
      sourceRanges: balanced && dice.chance(0.2) ? ["198.51.100.0/24", "203.0.113.0/25"] : [],
      localOnly: open && dice.chance(0.2),
      affinity: dice.chance(0.02),
    };
    const port = (name: string, protocol: "tcp" | "udp", number: number, targetPort: number): ServicePort => ({
      ...shared,
      name,
      protocol,
      port: number,
      targetPort,
      nodePort: open ? nodePort++ : undefined,
    });
    const target = dice.pick([80, 3000, 8080, 8443]);
    if (dice.chance(0.5)) ports.push(port("http", "tcp", 80, target), port("metrics", "tcp", 9090, 9090));
    else if (dice.chance(0.04)) ports.push(port("", "udp", 53, 5353));
    else ports.push(port("", "tcp", dice.pick([80, 443, 5432, 6379]), target));
  }
  return { services, ports, nodes };
}

/** `shop/cart-17:http`, as kube-proxy calls a Service port. */
export function portName({ namespace, service, name }: ServicePort): string {
  return `${namespace}/${service}${name === "" ? "" : `:${name}`}`;
}
