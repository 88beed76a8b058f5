/**
 * What the names of chains mean: `KUBE-SVC-2CMXP7HKUVJN7L6M` is default/nginx, `KUBE-SEP-RPYTXMYI33B6SF5E` is
 * 10.244.0.13:80. It is read from the rules, and from kubectl's output where they do not say it.
 */
import { chainHash } from "#chain-hash";
import { placeText } from "../netfilter/address";
import { findChain, type Chain, type Ruleset, type TableName } from "../netfilter/ruleset";
import type { Cluster } from "./cluster";
import type { ServicePort } from "./service-port";
import { endpointOfChain, serviceOfChain, services } from "./services";

/** Short names for chains, by `nat/KUBE-SVC-…`; undefined for a chain that says it by itself. */
export interface ChainMeanings {
  get(place: string): string | undefined;
}

const made = new WeakMap<Ruleset, ChainMeanings>();

/**
 * What the chains are called whose own names encode something: `default/nginx`, `default/nginx from outside`,
 * `10.244.0.13:80`. A chain's name is looked for when it is first asked for, and kept.
 */
export function chainMeanings(ruleset: Ruleset, cluster: Cluster): ChainMeanings {
  const known = made.get(ruleset);
  if (known) return known;
  const meanings = new Meanings(ruleset, cluster);
  made.set(ruleset, meanings);
  return meanings;
}

class Meanings implements ChainMeanings {
  readonly #ruleset: Ruleset;
  readonly #cluster: Cluster;
  readonly #found = new Map<string, string | undefined>();
  #absent: ReadonlyMap<string, string> | undefined;

  constructor(ruleset: Ruleset, cluster: Cluster) {
    this.#ruleset = ruleset;
    this.#cluster = cluster;
  }

  get(place: string): string | undefined {
    if (!place.startsWith("nat/KUBE-")) return undefined;
    if (!this.#found.has(place)) this.#found.set(place, this.#find(place.slice("nat/".length)));
    return this.#found.get(place);
  }

  #find(chain: string): string | undefined {
    const service = serviceOfChain(this.#ruleset, this.#cluster, chain);
    const label = service && serviceLabel(service);
    if (label !== undefined) return label + (SUFFIXES.find(([start]) => chain.startsWith(start))?.[1] ?? "");
    const endpoint = endpointOfChain(this.#ruleset, chain);
    if (endpoint) return placeText(endpoint.address, endpoint.port);
    if (findChain(this.#ruleset, "nat", chain)?.absent !== true) return undefined;
    this.#absent ??= absentEndpoints(this.#ruleset, services(this.#ruleset, this.#cluster));
    return this.#absent.get(chain);
  }
}

/** The endpoints' chains that the paste lacks, by the endpoints that kubectl tells of the Services around them. */
function absentEndpoints(ruleset: Ruleset, found: readonly ServicePort[]): Map<string, string> {
  const chains = ruleset.tables.get("nat")?.chains ?? new Map<string, Chain>();
  const places = new Map<string, string>();
  for (const { name, protocol, told } of found) {
    for (const { address, port } of name === null ? [] : (told?.endpoints?.endpoints ?? [])) {
      const place = placeText(address, port);
      const chain = `KUBE-SEP-${chainHash().endpointHash(name ?? "", protocol, place)}`;
      if (chains.get(chain)?.absent === true) places.set(chain, place);
    }
  }
  return places;
}

const SUFFIXES = [
  ["KUBE-EXT-", " from outside"],
  ["KUBE-XLB-", " from outside"],
  ["KUBE-FW-", " source ranges"],
  ["KUBE-SVL-", " on this node"],
] as const;

/** What a Service port is called: its name, or where nothing names it its address; undefined where neither is told. */
export function serviceLabel(service: ServicePort): string | undefined {
  if (service.name !== null) return service.name;
  const address = service.clusterIps[0] ?? service.loadBalancerIps[0] ?? service.externalIps[0];
  if (address) return placeText(address, service.port);
  return service.nodePort === null ? undefined : `node port ${String(service.nodePort)}`;
}

/** A sentence that explains a chain to somebody who meets it for the first time; null for a chain of the user's own. */
export function explainChain(ruleset: Ruleset, cluster: Cluster, table: TableName, chain: string): string | null {
  const meaning = chainMeanings(ruleset, cluster).get(`${table}/${chain}`);
  const own = OWN.get(`${table}/${chain}`) ?? OWN.get(chain);
  if (own !== undefined) return own;
  return FAMILIES.find(([name]) => name.test(chain))?.[1](meaning ?? "something that no rule names") ?? null;
}

/** Chains of fixed names; a table stands before the name where they differ. */
const OWN = new Map<string, string>([
  ["nat/PREROUTING", "Where the destination of what arrives can be changed, before it is routed"],
  ["nat/INPUT", "Where the source of what goes to a process of this node can be changed"],
  ["nat/OUTPUT", "Where the destination of what this node sends can be changed"],
  ["nat/POSTROUTING", "Where the source of what leaves can be changed, after it is routed"],
  ["PREROUTING", "What arrives passes here before it is routed"],
  ["INPUT", "What is for a process of this node passes here"],
  ["FORWARD", "What this node passes on for others goes through here"],
  ["OUTPUT", "What this node itself sends passes here"],
  ["POSTROUTING", "All that leaves passes here last"],
  ["nat/KUBE-SERVICES", "kube-proxy's list of Services: one rule for each address and port"],
  ["filter/KUBE-SERVICES", "kube-proxy refuses here what goes to a Service without endpoints"],
  ["KUBE-EXTERNAL-SERVICES", "kube-proxy refuses here what comes from outside to a Service without endpoints"],
  ["nat/KUBE-NODEPORTS", "kube-proxy's list of node ports: one rule for each"],
  ["filter/KUBE-NODEPORTS", "kube-proxy lets health checks of Services in here"],
  [
    "KUBE-MARK-MASQ",
    "Marks the packet for masquerading: KUBE-POSTROUTING then replaces its source with this node's address",
  ],
  ["KUBE-MARK-DROP", "Marks the packet to be dropped by KUBE-FIREWALL"],
  ["KUBE-POSTROUTING", "kube-proxy masquerades here what bears its mark, so that answers come back through this node"],
  ["KUBE-FORWARD", "kube-proxy lets through here what it marked and what belongs to a known connection"],
  ["KUBE-FIREWALL", "The kubelet drops here what would reach this node's loopback addresses from outside"],
  ["KUBE-PROXY-FIREWALL", "kube-proxy drops here what a load balancer's source ranges do not admit"],
  [
    "KUBE-KUBELET-CANARY",
    "Empty on purpose: the kubelet looks whether it is still there, to notice that somebody flushed the rules",
  ],
  [
    "KUBE-PROXY-CANARY",
    "Empty on purpose: kube-proxy looks whether it is still there, to notice that somebody flushed the rules",
  ],
  ["KUBE-IPTABLES-HINT", "Empty on purpose: it tells other programs which variant of iptables the kubelet uses"],
  ["DOCKER", "Docker's published ports: one rule for each"],
  ["DOCKER-USER", "Kept by Docker for rules of your own, asked before Docker's"],
  ["DOCKER-FORWARD", "Docker decides here what passes between its networks and the rest"],
  ["DOCKER-BRIDGE", "Docker sends what goes to one of its bridges to that network's rules"],
  ["DOCKER-CT", "Docker lets through what belongs to a known connection of a container"],
  ["DOCKER-INTERNAL", "Docker drops here what enters or leaves a network that is internal"],
  ["DOCKER-ISOLATION-STAGE-1", "Docker keeps its networks apart: first, what leaves one of them"],
  ["DOCKER-ISOLATION-STAGE-2", "Docker keeps its networks apart: then, what would enter another is dropped"],
  ["DOCKER_OUTPUT", "Docker sends a container's questions to its own name server"],
  ["DOCKER_POSTROUTING", "Docker turns the answers of its name server back"],
  ["IP-MASQ-AGENT", "ip-masq-agent: what goes out of the cluster's networks takes this node's address"],
  ["CNI-FORWARD", "The CNI plugins let pods' packets through here"],
  ["CNI-ADMIN", "Kept by the CNI firewall plugin for rules of your own"],
  ["CNI-HOSTPORT-DNAT", "The CNI portmap plugin's list of host ports"],
  ["CNI-HOSTPORT-MASQ", "The CNI portmap plugin masquerades what bears its mark"],
  ["CNI-HOSTPORT-SETMARK", "The CNI portmap plugin marks the packet for masquerading"],
  ["FLANNEL-FWD", "Flannel lets the pod network's packets through"],
  ["FLANNEL-POSTRTG", "Flannel masquerades what leaves the pod network"],
  ["ISTIO_INBOUND", "Istio takes what comes to the pod"],
  ["ISTIO_OUTPUT", "Istio takes what the pod sends"],
  ["ISTIO_REDIRECT", "Istio hands what the pod sends to its proxy"],
  ["ISTIO_IN_REDIRECT", "Istio hands what comes to the pod to its proxy"],
  ["WEAVE-NPC", "Weave decides here which pods may be reached"],
]);

/** Chains whose names hold a hash or a name, with what they mean put in. */
const FAMILIES: readonly (readonly [RegExp, (meaning: string) => string])[] = [
  [/^KUBE-SVC-/, (meaning) => `The endpoints of ${meaning}: one of them is chosen here`],
  [/^KUBE-SVL-/, (meaning) => `The endpoints of ${meaning}: one of them is chosen here`],
  [
    /^KUBE-(EXT|XLB)-/,
    (meaning) =>
      `What comes to ${meaning} of the cluster: it is marked for masquerading unless the Service keeps the sender's address`,
  ],
  [/^KUBE-FW-/, (meaning) => `The ${meaning}: what is not among them is dropped later, by KUBE-PROXY-FIREWALL`],
  [/^KUBE-SEP-/, (meaning) => `One endpoint: the destination becomes ${meaning}`],
  [/^KUBE-(ROUTER|POD-FW|NWPLCY|SRC|DST)/, () => "kube-router's network policies"],
  [/^CNI-DN-/, () => "The CNI portmap plugin: the host ports of one container"],
  [/^CNI-/, () => "A chain of the CNI plugins, for one container or for all"],
  [/^FLANNEL-/, () => "A chain of Flannel"],
  [/^cali-tw-/, () => "Calico: the policies on what goes to one pod"],
  [/^cali-fw-/, () => "Calico: the policies on what comes from one pod"],
  [/^cali-pi-/, () => "Calico: one policy on what comes in"],
  [/^cali-po-/, () => "Calico: one policy on what goes out"],
  [/^cali-(pri|pro)-/, () => "Calico: one profile"],
  [/^cali-/, () => "A chain of Calico"],
  [/^CILIUM_/, () => "A chain of Cilium"],
  [/^AWS-/, () => "A chain of the Amazon VPC CNI: what leaves the VPC takes this node's address"],
  [/^AZURE-NPM/, () => "A chain of Azure Network Policy Manager"],
  [/^WEAVE/, () => "A chain of Weave"],
  [/^ISTIO_/, () => "A chain of Istio"],
  [/^LIBVIRT_/, () => "A chain of libvirt, for virtual machines"],
  [/^ufw6?-/, () => "A chain of ufw, Ubuntu's firewall"],
  [/^(fail2ban|f2b)-/, () => "fail2ban: addresses that are shut out"],
];
