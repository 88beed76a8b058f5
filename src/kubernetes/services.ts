/**
 * The Services that kube-proxy wrote into a ruleset: names from its comments, addresses and ports from its conditions,
 * endpoints from the DNAT rules. A large cluster's rules bear no comments; names then come from what kubectl printed, and
 * without that there are none. (kubernetes, pkg/proxy/iptables/proxier.go)
 */
import { serviceSearch } from "#service-search";
import type { Address } from "../netfilter/address";
import { findChain, type Ruleset } from "../netfilter/ruleset";
import type { Cluster } from "./cluster";
import { endpointChains, type EndpointChains } from "./endpoint-chains";
import { serviceHash, ServiceLists, wholeLists } from "./service-lists";
import { endpointOf, isEndpoint, type Endpoint, type ServicePort } from "./service-port";
import type { ServiceSearch } from "./service-search";
import { ToldServices } from "./told-services";

/** What is known of the Services of a ruleset: a search for few of them, and the lists once all are wanted. */
interface Known {
  readonly kubectl: ToldServices;
  readonly search: ServiceSearch | undefined;
  lists: ServiceLists | undefined;
  endpoints: EndpointChains | undefined;
}

const known = new WeakMap<Ruleset, Known>();

function knownOf(ruleset: Ruleset, cluster: Cluster): Known {
  const found = known.get(ruleset);
  if (found) return found;
  const kubectl = new ToldServices(cluster);
  const made: Known = {
    kubectl,
    search: serviceSearch()?.ServiceSearch.of(ruleset, kubectl, () => listsOf(ruleset, made)),
    lists: undefined,
    endpoints: undefined,
  };
  known.set(ruleset, made);
  return made;
}

function listsOf(ruleset: Ruleset, one: Known): ServiceLists {
  one.lists ??= new ServiceLists(ruleset, one.kubectl, wholeLists(ruleset));
  return one.lists;
}

/**
 * The Service ports of a ruleset in the order in which its rules name them; `cluster` is what the same paste tells. Made
 * once for a ruleset; what a Service's own chains and kubectl tell of it is read when it is first asked for.
 */
export function services(ruleset: Ruleset, cluster: Cluster): readonly ServicePort[] {
  return listsOf(ruleset, knownOf(ruleset, cluster)).all;
}

/** The same for who seldom wants more than the first of them. */
export function* servicesInOrder(ruleset: Ruleset, cluster: Cluster): Generator<ServicePort> {
  const { search, lists } = knownOf(ruleset, cluster);
  if (search && !lists) yield* search.first(FIRST);
  yield* services(ruleset, cluster);
}

const FIRST = 8;

/** The Service port whose chain this is, by the hash in its name: `KUBE-SVC-…`, `KUBE-EXT-…`; undefined for any other chain. */
export function serviceOfChain(ruleset: Ruleset, cluster: Cluster, chain: string): ServicePort | undefined {
  const hash = serviceHash(chain);
  if (hash === undefined) return undefined;
  const one = knownOf(ruleset, cluster);
  return one.search && !one.lists ? one.search.ofHash(hash) : listsOf(ruleset, one).ofHash(hash);
}

/**
 * The Service ports that have an address for their own or for an endpoint's, in the order of `services`. Reads of their
 * chains only whether these lead to such an endpoint.
 */
export function servicesAt(ruleset: Ruleset, cluster: Cluster, value: Address["value"]): readonly ServicePort[] {
  const one = knownOf(ruleset, cluster);
  one.endpoints ??= endpointChains(ruleset);
  const hashes = new Set(one.endpoints.leadingTo(value).flatMap((chain) => serviceHash(chain) ?? []));
  const lists = one.search && !one.lists && typeof value === "number" ? undefined : listsOf(ruleset, one);
  const found = lists?.all ?? (typeof value === "number" ? one.search?.at(value, [...hashes]) : undefined) ?? [];
  return found.filter((service) => service.isAt(value) || service.hashes.some((hash) => hashes.has(hash)));
}

/** The Service ports that have a node port, in the order of `services`. */
export function servicesAtNodePort(ruleset: Ruleset, cluster: Cluster, port: number): readonly ServicePort[] {
  const one = knownOf(ruleset, cluster);
  const found = one.search && !one.lists ? one.search.atNodePort(port) : listsOf(ruleset, one).all;
  return found.filter(({ nodePort }) => nodePort === port);
}

/** The endpoint of a KUBE-SEP-… chain, by its DNAT rule; undefined where it has none. */
export function endpointOfChain(ruleset: Ruleset, name: string): Endpoint | undefined {
  const chain = isEndpoint(name) ? findChain(ruleset, "nat", name) : undefined;
  return chain && endpointOf(chain);
}
