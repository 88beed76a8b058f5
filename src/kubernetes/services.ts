/**
 * The Services that kube-proxy wrote into a ruleset: names from its comments, addresses and ports from its conditions,
 * endpoints from the DNAT rules. A large cluster's rules bear no comments; names then come from what kubectl printed, and
 * without that there are none. (kubernetes, pkg/proxy/iptables/proxier.go)
 */
import type { Address } from "../netfilter/address";
import { parsePrefix, prefixBase } from "../netfilter/address";
import { goalOf } from "../netfilter/read/pasted-rule";
import { findChain, type Chain, type Rule, type Ruleset } from "../netfilter/ruleset";
import type { Cluster } from "./cluster";
import { readPlace } from "./read/place";
import { commentOf, matchOption, targetOption } from "./rule-option";
import { ToldServices, type NamedService, type ToldService } from "./told-services";

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

/** Chains of one Service port: `KUBE-SVC-2CMXP7HKUVJN7L6M` and the like, by the hash that they share. */
const SERVICE_CHAIN = /^KUBE-(?:SVC|SVL|EXT|FW|XLB)-(.+)$/;

/** What the names of endpoints' chains begin with. */
const ENDPOINT = "KUBE-SEP-";

/** What stands behind the Service's name in a comment, and what it says of the rule's destination. */
const DESTINATIONS = new Map<string, "clusterIps" | "externalIps" | "loadBalancerIps">([
  ["cluster IP", "clusterIps"],
  ["external IP", "externalIps"],
  ["loadbalancer IP", "loadBalancerIps"],
]);

interface Draft {
  name: string | null;
  readonly protocol: string;
  readonly clusterIps: Address[];
  readonly externalIps: Address[];
  readonly loadBalancerIps: Address[];
  port: number | null;
  nodePort: number | null;
  /** What its chains' names end with. */
  readonly hashes: string[];
  readonly chains: string[];
  readonly refusals: Refusal[];
}

interface Found {
  readonly all: readonly ServicePort[];
  readonly byHash: ReadonlyMap<string, ServicePort>;
}

const read = new WeakMap<Ruleset, Found>();

/**
 * The Service ports of a ruleset in the order in which its rules name them; `cluster` is what the same paste tells. Made
 * once for a ruleset; what a Service's own chains and kubectl tell of it is read when it is first asked for.
 */
export function services(ruleset: Ruleset, cluster: Cluster): readonly ServicePort[] {
  return foundIn(ruleset, cluster).all;
}

/** The Service port whose chain this is, by the hash in its name: `KUBE-SVC-…`, `KUBE-EXT-…`; undefined for any other chain. */
export function serviceOfChain(ruleset: Ruleset, cluster: Cluster, chain: string): ServicePort | undefined {
  const hash = SERVICE_CHAIN.exec(chain)?.[1];
  return hash === undefined ? undefined : foundIn(ruleset, cluster).byHash.get(hash);
}

function foundIn(ruleset: Ruleset, cluster: Cluster): Found {
  const known = read.get(ruleset);
  if (known) return known;
  const drafts = new Reading(ruleset).drafts();
  const told = new ToldServices(cluster);
  const byHash = new Map<string, ServicePort>();
  const all = drafts.map((draft) => {
    const found = new FoundService(draft, told, ruleset);
    for (const hash of draft.hashes) byHash.set(hash, found);
    return found;
  });
  const found = { all, byHash };
  read.set(ruleset, found);
  return found;
}

/** A Service port, of which only what the lists of Services tell was read. */
class FoundService implements ServicePort {
  readonly protocol: string;
  readonly clusterIps: readonly Address[];
  readonly externalIps: readonly Address[];
  readonly loadBalancerIps: readonly Address[];
  readonly port: number | null;
  readonly nodePort: number | null;
  readonly chains: readonly string[];
  readonly refusals: readonly Refusal[];
  readonly #named: string | null;
  readonly #hashes: readonly string[];
  readonly #kubectl: ToldServices;
  readonly #ruleset: Ruleset;
  #told: NamedService | null | undefined;
  #endpoints: readonly Endpoint[] | undefined;

  constructor(draft: Draft, kubectl: ToldServices, ruleset: Ruleset) {
    this.protocol = draft.protocol;
    this.clusterIps = draft.clusterIps;
    this.externalIps = draft.externalIps;
    this.loadBalancerIps = draft.loadBalancerIps;
    this.port = draft.port;
    this.nodePort = draft.nodePort;
    this.chains = draft.chains;
    this.refusals = draft.refusals;
    this.#named = draft.name;
    this.#hashes = draft.hashes;
    this.#kubectl = kubectl;
    this.#ruleset = ruleset;
    this.#told = undefined;
    this.#endpoints = undefined;
  }

  get told(): ToldService | null {
    return this.#byKubectl()?.told ?? null;
  }

  get name(): string | null {
    return this.#named ?? this.#byKubectl()?.name ?? null;
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
    this.#endpoints ??= endpointsOf(this.#ruleset, this.chains);
    return this.#endpoints;
  }

  #byKubectl(): NamedService | null {
    if (this.#told === undefined) {
      const addresses = [...this.clusterIps, ...this.loadBalancerIps, ...this.externalIps];
      const { protocol, port, nodePort } = this;
      this.#told = this.#kubectl.find({ hashes: this.#hashes, addresses, protocol, port, nodePort }) ?? null;
    }
    return this.#told;
  }
}

/** The endpoints that the chains of a Service lead to, each once. */
function endpointsOf(ruleset: Ruleset, chains: readonly string[]): Endpoint[] {
  const found = new Map<string, Endpoint>();
  for (const name of chains) {
    for (const rule of findChain(ruleset, "nat", name)?.rules ?? []) {
      const next = goalOf(rule);
      const endpoint = next === null || found.has(next) ? undefined : endpointOfChain(ruleset, next);
      if (endpoint) found.set(endpoint.chain, endpoint);
    }
  }
  return [...found.values()];
}

/** The endpoint of a KUBE-SEP-… chain, by its DNAT rule; undefined where it has none. */
export function endpointOfChain(ruleset: Ruleset, name: string): Endpoint | undefined {
  if (!name.startsWith(ENDPOINT)) return undefined;
  for (const rule of findChain(ruleset, "nat", name)?.rules ?? []) {
    const to = targetOption(rule, "--to-destination");
    const place = to === undefined ? undefined : readPlace(to);
    if (place) return { address: place.address, port: place.port, chain: name };
  }
  return undefined;
}

class Reading {
  readonly #nat: ReadonlyMap<string, Chain>;
  readonly #filter: ReadonlyMap<string, Chain>;
  readonly #drafts: Draft[] = [];
  readonly #byHash = new Map<string, Draft>();
  readonly #byName = new Map<string, Draft>();

  constructor(ruleset: Ruleset) {
    this.#nat = ruleset.tables.get("nat")?.chains ?? new Map<string, Chain>();
    this.#filter = ruleset.tables.get("filter")?.chains ?? new Map<string, Chain>();
  }

  drafts(): readonly Draft[] {
    for (const rule of this.#nat.get("KUBE-SERVICES")?.rules ?? []) this.#portal(rule);
    for (const rule of this.#nat.get("KUBE-NODEPORTS")?.rules ?? []) this.#nodePort(rule);
    for (const chain of this.#nat.values()) this.#serviceChain(chain);
    for (const name of ["KUBE-SERVICES", "KUBE-EXTERNAL-SERVICES"]) {
      for (const rule of this.#filter.get(name)?.rules ?? []) this.#refusal(rule, name);
    }
    return this.#drafts;
  }

  /** `-d 10.0.91.63/32 -p tcp --comment "default/nginx cluster IP" --dport 80 -j KUBE-SVC-…` */
  #portal(rule: Rule): void {
    const hash = SERVICE_CHAIN.exec(targetChain(rule))?.[1];
    if (hash === undefined) return;
    const said = readComment(commentOf(rule));
    const draft = this.#draft(hash, said.name, protocolOf(rule) ?? "tcp");
    this.#destination(draft, rule, said.rest);
  }

  #nodePort(rule: Rule): void {
    const hash = SERVICE_CHAIN.exec(targetChain(rule))?.[1];
    if (hash === undefined) return;
    const draft = this.#draft(hash, readComment(commentOf(rule)).name, protocolOf(rule) ?? "tcp");
    draft.nodePort ??= portOf(rule);
  }

  #serviceChain(chain: Chain): void {
    const hash = chain.name.startsWith(ENDPOINT) ? undefined : SERVICE_CHAIN.exec(chain.name)?.[1];
    if (hash === undefined) return;
    const first = chain.rules[0];
    const draft =
      this.#byHash.get(hash) ??
      this.#draft(hash, first ? readComment(commentOf(first)).name : null, this.#protocolOfChain(chain));
    draft.chains.push(chain.name);
  }

  #protocolOfChain(chain: Chain): string {
    for (const rule of chain.rules) {
      const own =
        protocolOf(rule) ??
        this.#nat
          .get(targetChain(rule))
          ?.rules.map(protocolOf)
          .find((name) => name !== undefined);
      if (own !== undefined) return own;
    }
    return "tcp";
  }

  /** `-d 10.96.0.6/32 -p tcp --comment "default/svc5:http has no endpoints" --dport 80 -j REJECT` */
  #refusal(rule: Rule, chain: string): void {
    const said = readComment(commentOf(rule));
    const refuses = rule.target.kind === "known" || (rule.target.kind === "verdict" && rule.target.verdict === "DROP");
    if (!refuses || !said.rest.startsWith("has no ")) return;
    const draft = this.#draft(undefined, said.name, protocolOf(rule) ?? "tcp");
    draft.refusals.push({ chain, rule: rule.number, why: said.rest });
    if (matchOption(rule, "-d"))
      this.#destination(draft, rule, chain === "KUBE-SERVICES" ? "cluster IP" : "external IP");
    else draft.nodePort ??= portOf(rule);
  }

  /** Notes the address and port that a rule asks for; `rest` is its comment behind the name. */
  #destination(draft: Draft, rule: Rule, rest: string): void {
    draft.port ??= portOf(rule);
    const address = destinationOf(rule);
    const isIn = (known: readonly Address[]) => known.some(({ value }) => value === address?.value);
    if (!address || isIn(draft.clusterIps) || isIn(draft.externalIps) || isIn(draft.loadBalancerIps)) return;
    const silent = targetChain(rule).startsWith("KUBE-SVC-") ? "clusterIps" : "externalIps";
    draft[DESTINATIONS.get(rest) ?? silent].push(address);
  }

  /** The draft of a hash or a name; a new one where neither was seen. */
  #draft(hash: string | undefined, name: string | null, protocol: string): Draft {
    const key = name === null ? undefined : nameKey(name, protocol);
    const known =
      (hash === undefined ? undefined : this.#byHash.get(hash)) ??
      (key === undefined ? undefined : this.#byName.get(key));
    const draft = known ?? emptyDraft(protocol);
    if (!known) this.#drafts.push(draft);
    draft.name ??= name;
    if (hash !== undefined) {
      if (!draft.hashes.includes(hash)) draft.hashes.push(hash);
      this.#byHash.set(hash, draft);
    }
    if (key !== undefined) this.#byName.set(key, draft);
    return draft;
  }
}

function emptyDraft(protocol: string): Draft {
  return {
    name: null,
    protocol,
    clusterIps: [],
    externalIps: [],
    loadBalancerIps: [],
    port: null,
    nodePort: null,
    hashes: [],
    chains: [],
    refusals: [],
  };
}

function nameKey(name: string, protocol: string): string {
  return `${protocol} ${name}`;
}

/** `default/web:http cluster IP` gives the name and what follows; a comment that begins otherwise names nothing. */
function readComment(comment: string | undefined): { readonly name: string | null; readonly rest: string } {
  const match = /^([a-z0-9.-]+\/[a-z0-9.-]+(?::[a-z0-9.-]+)?)(?: (.*))?$/i.exec(comment ?? "");
  return { name: match?.[1] ?? null, rest: match?.[2] ?? "" };
}

function targetChain(rule: Rule): string {
  return goalOf(rule) ?? "";
}

function protocolOf(rule: Rule): string | undefined {
  const option = matchOption(rule, "-p");
  return option && !option.negated ? option.value : undefined;
}

function portOf(rule: Rule): number | null {
  const text = matchOption(rule, "--dport")?.value ?? "";
  return /^\d+$/.test(text) ? Number(text) : null;
}

function destinationOf(rule: Rule): Address | undefined {
  const prefix = parsePrefix(matchOption(rule, "-d")?.value ?? "");
  return prefix && prefixBase(prefix);
}
