/**
 * Goes through kube-proxy's lists of Services once and gathers what they tell of each: KUBE-SERVICES and KUBE-NODEPORTS of
 * the table nat, the chains that these lead to, and the refusals of the table filter.
 */
import { parsePrefix, prefixBase, prefixLength, type Address } from "../netfilter/address";
import { goalOf } from "../netfilter/read/pasted-rule";
import { passedRules } from "../netfilter/read/printed-chain";
import { chainsBeginning } from "../netfilter/read/read-chains";
import type { Chain, Rule, Ruleset } from "../netfilter/ruleset";
import { commentOf, matchOption } from "./rule-option";
import { FoundService, isEndpoint, type Destinations } from "./service-port";
import type { ToldServices } from "./told-services";

/** Chains of one Service port share the hash behind this: `KUBE-SVC-2CMXP7HKUVJN7L6M` and the like. */
export const SERVICE_CHAINS = ["KUBE-SVC-", "KUBE-SVL-", "KUBE-EXT-", "KUBE-FW-", "KUBE-XLB-"];

/** What stands behind the Service's name in a comment, and what it says of the rule's destination. */
const DESTINATIONS = new Map<string, Destinations>([
  ["cluster IP", "clusterIps"],
  ["external IP", "externalIps"],
  ["loadbalancer IP", "loadBalancerIps"],
]);

const NO_CHAINS: ReadonlyMap<string, Chain> = new Map();

/** The hash in the name of a Service's chain; undefined for any other chain. */
export function serviceHash(chain: string): string | undefined {
  if (isEndpoint(chain)) return undefined;
  const start = SERVICE_CHAINS.find((one) => chain.startsWith(one));
  return start === undefined || chain.length === start.length ? undefined : chain.slice(start.length);
}

/** What tells of Services: rules of the lists and the Services' own chains, each in the order of the paste. */
export interface Lists {
  readonly portals: Iterable<Rule>;
  readonly nodePorts: Iterable<Rule>;
  readonly chains: Iterable<Chain>;
  readonly refusals: Iterable<{ readonly list: string; readonly rule: Rule }>;
}

/** The lists of a table nat and of a table filter, by their chains. */
export const PORTALS = "KUBE-SERVICES";
export const NODE_PORTS = "KUBE-NODEPORTS";
export const REFUSALS: readonly string[] = ["KUBE-SERVICES", "KUBE-EXTERNAL-SERVICES"];

/** All of a ruleset's. */
export function wholeLists({ tables }: Ruleset): Lists {
  const nat = tables.get("nat")?.chains ?? NO_CHAINS;
  const filter = tables.get("filter")?.chains ?? NO_CHAINS;
  return {
    portals: rulesOf(nat, PORTALS),
    nodePorts: rulesOf(nat, NODE_PORTS),
    chains: chainsBeginning(nat, SERVICE_CHAINS),
    refusals: refusalsOf(filter),
  };
}

function* refusalsOf(filter: ReadonlyMap<string, Chain>): Generator<{ readonly list: string; readonly rule: Rule }> {
  for (const list of REFUSALS) for (const rule of rulesOf(filter, list)) yield { list, rule };
}

export class ServiceLists {
  readonly #nat: ReadonlyMap<string, Chain>;
  readonly #kubectl: ToldServices;
  readonly #all: FoundService[] = [];
  readonly #byHash = new Map<string, FoundService>();
  /** By the protocol, then by the name. */
  readonly #byName = new Map<string, Map<string, FoundService>>();

  constructor({ tables }: Ruleset, kubectl: ToldServices, { portals, nodePorts, chains, refusals }: Lists) {
    this.#nat = tables.get("nat")?.chains ?? NO_CHAINS;
    this.#kubectl = kubectl;
    for (const rule of portals) this.#portal(rule);
    for (const rule of nodePorts) this.#nodePort(rule);
    for (const chain of chains) this.#serviceChain(chain);
    for (const { list, rule } of refusals) this.#refusal(rule, list);
  }

  /** In the order in which the rules name them. */
  get all(): readonly FoundService[] {
    return this.#all;
  }

  ofHash(hash: string): FoundService | undefined {
    return this.#byHash.get(hash);
  }

  /** `-d 10.0.91.63/32 -p tcp --comment "default/nginx cluster IP" --dport 80 -j KUBE-SVC-…` */
  #portal(rule: Rule): void {
    const goal = goalOf(rule) ?? "";
    const hash = serviceHash(goal);
    if (hash === undefined) return;
    const said = readComment(commentOf(rule));
    const service = this.#service(hash, said.name, protocolOf(rule) ?? "tcp");
    noteDestination(service, rule, DESTINATIONS.get(said.rest) ?? destinationsBy(goal));
  }

  #nodePort(rule: Rule): void {
    const hash = serviceHash(goalOf(rule) ?? "");
    if (hash === undefined) return;
    const service = this.#service(hash, readComment(commentOf(rule)).name, protocolOf(rule) ?? "tcp");
    service.nodePort ??= portOf(rule);
  }

  #serviceChain(chain: Chain): void {
    const hash = serviceHash(chain.name);
    if (hash === undefined) return;
    const service = this.#byHash.get(hash) ?? this.#unlisted(hash, chain);
    service.own = [...service.own, chain];
  }

  /** The Service of a chain that no list leads to. */
  #unlisted(hash: string, chain: Chain): FoundService {
    const [first] = chain.rules;
    return this.#service(hash, first ? readComment(commentOf(first)).name : null, this.#protocolOfChain(chain));
  }

  #protocolOfChain(chain: Chain): string {
    for (const rule of chain.rules) {
      const own =
        protocolOf(rule) ??
        this.#nat
          .get(goalOf(rule) ?? "")
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
    const service = this.#service(undefined, said.name, protocolOf(rule) ?? "tcp");
    service.refusals = [...service.refusals, { chain, rule: rule.number, why: said.rest }];
    if (matchOption(rule, "-d"))
      noteDestination(service, rule, chain === "KUBE-SERVICES" ? "clusterIps" : "externalIps");
    else service.nodePort ??= portOf(rule);
  }

  /** The Service of a hash or a name; a new one where neither was seen. */
  #service(hash: string | undefined, name: string | null, protocol: string): FoundService {
    const names = name === null ? undefined : this.#names(protocol);
    const known =
      (hash === undefined ? undefined : this.#byHash.get(hash)) ?? (name === null ? undefined : names?.get(name));
    const service = known ?? new FoundService(protocol, this.#nat, this.#kubectl);
    if (!known) this.#all.push(service);
    service.named ??= name;
    if (hash !== undefined) {
      if (!service.hashes.includes(hash)) service.hashes = [...service.hashes, hash];
      this.#byHash.set(hash, service);
    }
    if (name !== null) names?.set(name, service);
    return service;
  }

  #names(protocol: string): Map<string, FoundService> {
    const known = this.#byName.get(protocol);
    if (known) return known;
    const names = new Map<string, FoundService>();
    this.#byName.set(protocol, names);
    return names;
  }
}

function rulesOf(chains: ReadonlyMap<string, Chain>, name: string): Iterable<Rule> {
  const chain = chains.get(name);
  return chain ? passedRules(chain) : [];
}

/** Notes the address and port that a rule asks for. */
function noteDestination(service: FoundService, rule: Rule, where: Destinations): void {
  service.port ??= portOf(rule);
  const address = destinationOf(rule);
  if (address && !service.isAt(address.value)) service[where] = [...service[where], address];
}

/** What a destination is whose comment does not say it. */
function destinationsBy(goal: string): Destinations {
  return goal.startsWith("KUBE-SVC-") ? "clusterIps" : "externalIps";
}

/** The Service that a rule's comment names. */
export function namedBy(rule: Rule): string | null {
  return readComment(commentOf(rule)).name;
}

const NAME = /^[a-z0-9.-]+\/[a-z0-9.-]+(?::[a-z0-9.-]+)?$/i;

/** `default/web:http cluster IP` gives the name and what follows; a comment that begins otherwise names nothing. */
function readComment(comment = ""): { readonly name: string | null; readonly rest: string } {
  const blank = comment.indexOf(" ");
  const name = blank < 0 ? comment : comment.slice(0, blank);
  return NAME.test(name) ? { name, rest: blank < 0 ? "" : comment.slice(blank + 1) } : { name: null, rest: "" };
}

function protocolOf(rule: Rule): string | undefined {
  const option = matchOption(rule, "-p");
  return option && !option.negated ? option.value : undefined;
}

/** The one port that a rule asks for. */
export function portOf(rule: Rule): number | null {
  const text = matchOption(rule, "--dport")?.value ?? "";
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** Where the packets go that a rule asks for. */
export function destinationOf(rule: Rule): Address | undefined {
  const prefix = parsePrefix(matchOption(rule, "-d")?.value ?? "");
  // A network is no Service's address.
  return prefix && prefixLength(prefix) === (prefix.family === 4 ? 32 : 128) ? prefixBase(prefix) : undefined;
}
