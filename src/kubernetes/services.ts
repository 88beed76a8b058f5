/**
 * The Services that kube-proxy wrote into a ruleset: names from its comments, addresses and ports from its conditions,
 * endpoints from the DNAT rules. A large cluster's rules bear no comments; names then come from what kubectl printed, and
 * without that there are none. (kubernetes, pkg/proxy/iptables/proxier.go)
 */
import type { Address } from "../netfilter/address";
import { findChain, type Ruleset } from "../netfilter/ruleset";
import type { Cluster } from "./cluster";
import { endpointChains, type EndpointChains } from "./endpoint-chains";
import { serviceHash, ServiceLists } from "./service-lists";
import { endpointOf, isEndpoint, type Endpoint, type ServicePort } from "./service-port";
import { ToldServices } from "./told-services";

const read = new WeakMap<Ruleset, ServiceLists>();

/**
 * The Service ports of a ruleset in the order in which its rules name them; `cluster` is what the same paste tells. Made
 * once for a ruleset; what a Service's own chains and kubectl tell of it is read when it is first asked for.
 */
export function services(ruleset: Ruleset, cluster: Cluster): readonly ServicePort[] {
  return listsOf(ruleset, cluster).all;
}

/** The Service port whose chain this is, by the hash in its name: `KUBE-SVC-…`, `KUBE-EXT-…`; undefined for any other chain. */
export function serviceOfChain(ruleset: Ruleset, cluster: Cluster, chain: string): ServicePort | undefined {
  const hash = serviceHash(chain);
  return hash === undefined ? undefined : listsOf(ruleset, cluster).ofHash(hash);
}

function listsOf(ruleset: Ruleset, cluster: Cluster): ServiceLists {
  const known = read.get(ruleset);
  if (known) return known;
  const lists = new ServiceLists(ruleset, new ToldServices(cluster));
  read.set(ruleset, lists);
  return lists;
}

/** The endpoint of a KUBE-SEP-… chain, by its DNAT rule; undefined where it has none. */
export function endpointOfChain(ruleset: Ruleset, name: string): Endpoint | undefined {
  const chain = isEndpoint(name) ? findChain(ruleset, "nat", name) : undefined;
  return chain && endpointOf(chain);
}

const endpoints = new WeakMap<Ruleset, EndpointChains>();

/**
 * The Service ports that have an address for their own or for an endpoint's, in the order of `services`. Reads of their
 * chains only whether these lead to such an endpoint.
 */
export function servicesAt(ruleset: Ruleset, cluster: Cluster, value: Address["value"]): readonly ServicePort[] {
  const lists = listsOf(ruleset, cluster);
  const known = endpoints.get(ruleset) ?? endpointChains(ruleset);
  endpoints.set(ruleset, known);
  const leading = new Set<ServicePort | undefined>();
  for (const chain of known.leadingTo(value)) leading.add(lists.ofHash(serviceHash(chain) ?? ""));
  return lists.all.filter((service) => service.isAt(value) || leading.has(service));
}
