/**
 * The Services that kube-proxy wrote into a ruleset: names from its comments, addresses and ports from its conditions,
 * endpoints from the DNAT rules. A large cluster's rules bear no comments; names then come from what kubectl printed, and
 * without that there are none. (kubernetes, pkg/proxy/iptables/proxier.go)
 */
import type { Address } from "../netfilter/address";
import { parsePrefix, prefixBase } from "../netfilter/address";
import type { Chain, Rule, Ruleset } from "../netfilter/ruleset";
import type { Cluster } from "./cluster";
import { readPlace } from "./read/place";
import { commentOf, matchOption, targetOption } from "./rule-option";
import { ToldServices, type ToldService } from "./told-services";

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
  readonly hashes: Set<string>;
  readonly chains: string[];
  /** By their chains. */
  readonly endpoints: Map<string, Endpoint>;
  readonly refusals: Refusal[];
}

const read = new WeakMap<Ruleset, readonly ServicePort[]>();

/**
 * The Service ports of a ruleset in the order in which its rules name them; `cluster` is what the same paste tells. Made
 * once for a ruleset.
 */
export function services(ruleset: Ruleset, cluster: Cluster): readonly ServicePort[] {
  const known = read.get(ruleset);
  if (known) return known;
  const drafts = new Reading(ruleset).drafts();
  const told = new ToldServices(cluster);
  const found = drafts.map((draft) => finished(draft, told));
  read.set(ruleset, found);
  return found;
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

  /** A Service's own chain, and the endpoints that it leads to. */
  #serviceChain(chain: Chain): void {
    const hash = chain.name.startsWith("KUBE-SEP-") ? undefined : SERVICE_CHAIN.exec(chain.name)?.[1];
    if (hash === undefined) return;
    const first = chain.rules[0];
    const draft =
      this.#byHash.get(hash) ??
      this.#draft(hash, first ? readComment(commentOf(first)).name : null, this.#protocolOfChain(chain));
    draft.chains.push(chain.name);
    for (const rule of chain.rules) {
      const next = targetChain(rule);
      const endpoint = next.startsWith("KUBE-SEP-") ? endpointOf(this.#nat.get(next)) : undefined;
      if (endpoint) draft.endpoints.set(next, endpoint);
    }
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
    const all = [...draft.clusterIps, ...draft.externalIps, ...draft.loadBalancerIps];
    if (!address || all.some(({ value }) => value === address.value)) return;
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
      draft.hashes.add(hash);
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
    hashes: new Set(),
    chains: [],
    endpoints: new Map(),
    refusals: [],
  };
}

function finished(draft: Draft, kubectl: ToldServices): ServicePort {
  const { hashes, endpoints, ...rest } = draft;
  const { clusterIps, externalIps, loadBalancerIps } = draft;
  const addresses = [...clusterIps, ...loadBalancerIps, ...externalIps];
  const told = kubectl.find({ ...rest, hashes, addresses }) ?? null;
  const name = draft.name ?? (told && kubectl.nameOf(told, hashes));
  const slash = name?.indexOf("/") ?? -1;
  const colon = name?.indexOf(":", slash) ?? -1;
  const portName = name === null || colon < 0 ? null : name.slice(colon + 1);
  return {
    ...rest,
    name,
    namespace: name === null ? null : name.slice(0, slash),
    service: name === null ? null : name.slice(slash + 1, colon < 0 ? undefined : colon),
    // A number stands there for a name that nobody told.
    portName: portName === null || /^\d+$/.test(portName) ? null : portName,
    endpoints: [...endpoints.values()],
    told,
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
  return rule.target.kind === "jump" || rule.target.kind === "goto" ? rule.target.chain : "";
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

/** The endpoint that a chain's DNAT rule leads to; undefined where it has none. */
function endpointOf(chain: Chain | undefined): Endpoint | undefined {
  if (!chain) return undefined;
  for (const rule of chain.rules) {
    const to = rule.target.kind === "known" ? targetOption(rule, "--to-destination") : undefined;
    const place = to === undefined ? undefined : readPlace(to);
    if (place) return { address: place.address, port: place.port, chain: chain.name };
  }
  return undefined;
}
