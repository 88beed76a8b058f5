/**
 * A Service port as a ruleset has it: what the lists of Services tell of it, and what is read only when it is first asked
 * for, which is what its own chains and kubectl tell.
 */
import type { Address } from "../netfilter/address";
import type { NatPlace } from "../netfilter/extensions/nat-places";
import { ledTo } from "../netfilter/read/asked-rules";
import { askedRules } from "../netfilter/read/printed-chain";
import type { Chain, Target } from "../netfilter/ruleset";
import { targetValue } from "./rule-option";
import type { NamedService, ToldService, ToldServices } from "./told-services";

/** One port of one Service. */
export interface ServicePort {
  /** `default/nginx`, `default/web:http`; null where neither a comment nor kubectl names it. */
  readonly name: string | null;
  readonly namespace: string | null;
  readonly service: string | null;
  /** The port's own name; null where it has none. */
  readonly portName: string | null;
  /** `tcp`, `udp` or `sctp`. */
  readonly protocol: string;
  readonly clusterIps: readonly Address[];
  readonly externalIps: readonly Address[];
  readonly loadBalancerIps: readonly Address[];
  /** Null where no rule tells it. */
  readonly port: number | null;
  readonly nodePort: number | null;
  /** Its chains of the table nat: KUBE-SVC-…, KUBE-SVL-…, KUBE-EXT-…, KUBE-FW-…. */
  readonly chains: readonly string[];
  readonly endpoints: readonly Endpoint[];
  /** Rules that refuse it: `has no endpoints`, `has no local endpoints`. */
  readonly refusals: readonly Refusal[];
  /** What kubectl says of it, which need not be what the rules say; null where it says nothing. */
  readonly told: ToldService | null;
}

export interface Endpoint {
  readonly address: Address;
  readonly port: number | null;
  /** Its KUBE-SEP-… chain. */
  readonly chain: string;
}

/** A rule of the table filter that refuses packets to a Service. */
export interface Refusal {
  readonly chain: string;
  readonly rule: number;
  /** `has no endpoints` */
  readonly why: string;
}

/** Where a packet to a Service may be sent to. */
export type Destinations = "clusterIps" | "externalIps" | "loadBalancerIps";

type Chains = ReadonlyMap<string, Chain>;

const NONE: readonly never[] = [];

/** A Service port while the lists are read, and after it: nothing but that reading (service-lists.ts) changes it. */
export class FoundService implements ServicePort {
  readonly protocol: string;
  clusterIps: readonly Address[] = NONE;
  externalIps: readonly Address[] = NONE;
  loadBalancerIps: readonly Address[] = NONE;
  port: number | null = null;
  nodePort: number | null = null;
  refusals: readonly Refusal[] = NONE;
  /** The name that a comment tells. */
  named: string | null = null;
  /** What its chains' names end with. */
  hashes: readonly string[] = NONE;
  /** Its chains of the table nat. */
  own: readonly Chain[] = NONE;
  readonly #nat: Chains;
  readonly #kubectl: ToldServices;
  #told: NamedService | null | undefined = undefined;
  #endpoints: readonly Endpoint[] | undefined = undefined;

  constructor(protocol: string, nat: Chains, kubectl: ToldServices) {
    this.protocol = protocol;
    this.#nat = nat;
    this.#kubectl = kubectl;
  }

  get chains(): readonly string[] {
    return this.own.map(({ name }) => name);
  }

  get told(): ToldService | null {
    return this.#byKubectl()?.told ?? null;
  }

  get name(): string | null {
    return this.named ?? this.#byKubectl()?.name ?? null;
  }

  get namespace(): string | null {
    return this.name?.replace(/\/.*$/, "") ?? null;
  }

  get service(): string | null {
    return this.name?.replace(/^[^/]*\/|:.*$/g, "") ?? null;
  }

  get portName(): string | null {
    const own = /:(.*)$/.exec(this.name ?? "")?.[1];
    // A number stands there for a name that nobody told.
    return own === undefined || /^\d+$/.test(own) ? null : own;
  }

  get endpoints(): readonly Endpoint[] {
    this.#endpoints ??= endpointsOf(this.own, this.#nat);
    return this.#endpoints;
  }

  /** True where an address is one of its own. */
  isAt(value: Address["value"]): boolean {
    return holds(this.clusterIps, value) || holds(this.externalIps, value) || holds(this.loadBalancerIps, value);
  }

  #byKubectl(): NamedService | null {
    if (this.#told === undefined) {
      const addresses = [...this.clusterIps, ...this.loadBalancerIps, ...this.externalIps];
      const { hashes, protocol, port, nodePort } = this;
      this.#told = this.#kubectl.find({ hashes, addresses, protocol, port, nodePort }) ?? null;
    }
    return this.#told;
  }
}

function holds(addresses: readonly Address[], wanted: Address["value"]): boolean {
  for (const { value } of addresses) if (value === wanted) return true;
  return false;
}

/** The endpoints that the chains of a Service lead to, each once. */
function endpointsOf(own: readonly Chain[], nat: Chains): Endpoint[] {
  const found = new Map<Chain, Endpoint>();
  for (const chain of own) {
    const rules = askedRules(chain);
    for (let position = 0; position < rules.length; position++) {
      const next = ledTo(rules, position, nat);
      const endpoint = next && !found.has(next) ? endpointOf(next) : undefined;
      if (next && endpoint) found.set(next, endpoint);
    }
  }
  return [...found.values()];
}

/** What the names of endpoints' chains begin with. */
export const ENDPOINT = "KUBE-SEP-";

/** The endpoint of a KUBE-SEP-… chain, by its DNAT rule; undefined where it has none. */
export function endpointOf(chain: Chain): Endpoint | undefined {
  const place = isEndpoint(chain.name) ? placeOf(chain) : undefined;
  return place && { ...place, chain: chain.name };
}

/** True for the name of an endpoint's chain. */
export function isEndpoint(chain: string): boolean {
  return chain.startsWith(ENDPOINT);
}

/** The one place that a chain rewrites to. */
function placeOf(chain: Chain): Place | undefined {
  const rules = askedRules(chain);
  for (let position = 0; position < rules.length; position++) {
    const place = placeIn(rules.targetAt(position));
    if (place) return place;
  }
  return undefined;
}

type Place = Omit<Endpoint, "chain">;

/** The flag of the target that sends to an endpoint. */
export const TO = "--to-destination";

/** The one place that a target rewrites to; undefined for any other. */
export function placeIn(target: Target): Place | undefined {
  // What a target keeps under this flag.
  const place = targetValue(target, TO) as NatPlace | undefined;
  if (!place?.addresses || place.base !== undefined) return undefined;
  const { addresses, ports } = place;
  if (addresses.from.value !== addresses.to.value || ports?.from !== ports?.to) return undefined;
  return { address: addresses.from, port: ports?.from ?? null };
}
