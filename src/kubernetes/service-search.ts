/**
 * Finds the few Services that a walk is about without reading the lists of all. Rules are of one Service where they lead to
 * chains of one hash or their comments tell one name; so all that is connected with what is asked for by hashes and names is
 * looked for, and read as the whole lists would be (service-lists.ts). Where too much is connected these are read themselves.
 * service-search.test.ts holds the two together.
 */
import { NamedHosts } from "../netfilter/read/named-hosts";
import { goalOf } from "../netfilter/read/pasted-rule";
import { PrintedChain } from "../netfilter/read/printed-chain";
import { ReadChains } from "../netfilter/read/read-chains";
import type { Chain, Rule, Ruleset } from "../netfilter/ruleset";
import { matchPlace } from "./rule-option";
import {
  destinationOf,
  namedBy,
  NODE_PORTS,
  PORTALS,
  portOf,
  REFUSALS,
  SERVICE_CHAINS,
  serviceHash,
  ServiceLists,
} from "./service-lists";
import type { FoundService } from "./service-port";
import type { ToldServices } from "./told-services";

/** So many hashes and names are followed: for each name a list is searched, and then to read all of them takes no longer. */
const MOST_FOLLOWED = 64;

/** A Service's hash, with the name that the first rule of its chains tells. */
type HashAndName = readonly [hash: string, name: string | null];

/** So many chains are asked for one by one: the list of a card asks for thousands, and whoever wants more wants all. */
const FEW = 64;

/** A list of rules. */
class List {
  readonly table: "nat" | "filter";
  readonly name: string;
  readonly chain: PrintedChain;
  readonly #mentioning = new Map<string, readonly number[]>();
  #destinations: NamedHosts | undefined = undefined;

  constructor(table: "nat" | "filter", name: string, chain: PrintedChain) {
    this.table = table;
    this.name = name;
    this.chain = chain;
  }

  /** The positions of the rules that hold a word, and perhaps of others. A walk asks for the same few again and again. */
  mentioning(word: string): readonly number[] {
    const known = this.#mentioning.get(word) ?? this.chain.mentioning(word);
    this.#mentioning.set(word, known);
    return known;
  }

  /** The positions of the rules for what goes to an address, and perhaps of others. */
  goingTo(value: number): readonly number[] {
    this.#destinations ??= destinationsOf(this.chain);
    return this.#destinations.rulesOf(value);
  }
}

export class ServiceSearch {
  readonly #ruleset: Ruleset;
  readonly #kubectl: ToldServices;
  readonly #chains: ReadChains;
  readonly #lists: readonly List[];
  readonly #whole: () => ServiceLists;
  readonly #byHash = new Map<string, FoundService | undefined>();
  /** Those of Services that no list leads to; one for each of their chains. */
  #unlisted: readonly HashAndName[] | undefined = undefined;

  private constructor(
    ruleset: Ruleset,
    kubectl: ToldServices,
    chains: ReadChains,
    lists: readonly List[],
    whole: () => ServiceLists,
  ) {
    this.#ruleset = ruleset;
    this.#kubectl = kubectl;
    this.#chains = chains;
    this.#lists = lists;
    this.#whole = whole;
  }

  /**
   * That of a ruleset whose lists stand in the paste as iptables-save prints them; undefined for any other. `whole` reads the
   * lists of all Services.
   */
  static of(ruleset: Ruleset, kubectl: ToldServices, whole: () => ServiceLists): ServiceSearch | undefined {
    const nat = ruleset.tables.get("nat")?.chains;
    const filter = ruleset.tables.get("filter")?.chains;
    if (!(nat instanceof ReadChains) || !nat.printed) return undefined;
    const lists: List[] = [];
    for (const name of [PORTALS, NODE_PORTS]) {
      const chain = nat.get(name);
      if (chain instanceof PrintedChain) lists.push(new List("nat", name, chain));
    }
    for (const name of REFUSALS) {
      const chain = filter?.get(name);
      if (chain instanceof PrintedChain) lists.push(new List("filter", name, chain));
      else if (chain) return undefined;
    }
    return new ServiceSearch(ruleset, kubectl, nat, lists, whole);
  }

  /** The Service of a hash. */
  ofHash(hash: string): FoundService | undefined {
    if (!this.#byHash.has(hash)) {
      if (this.#byHash.size >= FEW) return this.#whole().ofHash(hash);
      const part = this.#part();
      part.addHash(hash);
      this.#byHash.set(hash, this.#read(part).ofHash(hash));
    }
    return this.#byHash.get(hash);
  }

  /** The Services that an IPv4 address belongs to, and those of some hashes, in the order of the lists, and perhaps others. */
  at(value: number, hashes: readonly string[]): readonly FoundService[] {
    const part = this.#part();
    for (const hash of hashes) part.addHash(hash);
    for (const list of this.#lists)
      if (list.name !== NODE_PORTS)
        part.addWanted(list, list.goingTo(value), (rule) => destinationOf(rule)?.value === value);
    return this.#read(part).all;
  }

  /** The Services that have a node port, in the order of the lists, and perhaps others. */
  atNodePort(port: number): readonly FoundService[] {
    const part = this.#part();
    for (const list of this.#lists)
      if (list.name === NODE_PORTS || list.table === "filter")
        part.addWanted(list, list.mentioning(String(port)), (rule) => portOf(rule) === port);
    return this.#read(part).all;
  }

  /** The first Services of the list of cluster IPs, one for each of its first rules. */
  *first(count: number): Generator<FoundService> {
    const list = this.#lists.find(({ table, name }) => table === "nat" && name === PORTALS);
    for (let position = 0; list && position < Math.min(count, list.chain.length); position++) {
      const rule = list.chain.ruleAt(position);
      const hash = rule && serviceHash(goalOf(rule) ?? "");
      const service = hash === undefined ? undefined : this.ofHash(hash);
      if (service) yield service;
    }
  }

  #part(): Part {
    this.#unlisted ??= unlistedIn(this.#chains, this.#lists);
    return new Part(this.#chains, this.#lists, this.#unlisted);
  }

  #read(part: Part): ServiceLists {
    return part.follow() ? new ServiceLists(this.#ruleset, this.#kubectl, part.lists()) : this.#whole();
  }
}

/** What is connected with something that is asked for. */
class Part {
  readonly #chains: ReadChains;
  readonly #lists: readonly List[];
  readonly #unlisted: readonly HashAndName[];
  readonly #positions: ReadonlyMap<List, Set<number>>;
  readonly #own = new Map<number, Chain>();
  readonly #hashes = new Set<string>();
  readonly #names = new Set<string>();
  /** These and those in the order in which they came: one behind the other is followed, as a line of thousands fits no stack. */
  readonly #ahead: ({ readonly hash: string } | { readonly name: string })[] = [];

  constructor(chains: ReadChains, lists: readonly List[], unlisted: readonly HashAndName[]) {
    this.#chains = chains;
    this.#lists = lists;
    this.#unlisted = unlisted;
    this.#positions = new Map(lists.map((list) => [list, new Set<number>()]));
  }

  addHash(hash: string): void {
    if (this.#hashes.has(hash)) return;
    this.#hashes.add(hash);
    this.#ahead.push({ hash });
  }

  /** Looks for all that is connected with what was added; false where that is too much. */
  follow(): boolean {
    for (let at = 0; at < MOST_FOLLOWED; at++) {
      const next = this.#ahead[at];
      if (!next) return true;
      if ("hash" in next) this.#followHash(next.hash);
      else this.#followName(next.name);
    }
    return this.#ahead.length <= MOST_FOLLOWED;
  }

  /** Adds those rules of a list, of some by their positions, that are wanted. */
  addWanted(list: List, positions: readonly number[], wanted: (rule: Rule) => boolean): void {
    for (const position of positions) {
      const rule = list.chain.ruleAt(position);
      if (rule && wanted(rule)) this.#addRule(list, position);
    }
  }

  lists() {
    const rulesOf = (wanted: (list: List) => boolean) =>
      [...this.#positions].flatMap(([list, positions]) =>
        wanted(list) ? [...positions].sort((a, b) => a - b).flatMap((at) => list.chain.ruleAt(at) ?? []) : [],
      );
    return {
      portals: rulesOf(({ table, name }) => table === "nat" && name === PORTALS),
      nodePorts: rulesOf(({ table, name }) => table === "nat" && name === NODE_PORTS),
      chains: [...this.#own].sort(([a], [b]) => a - b).map(([, chain]) => chain),
      refusals: REFUSALS.flatMap((list) =>
        rulesOf(({ table, name }) => table === "filter" && name === list).map((rule) => ({ list, rule })),
      ),
    };
  }

  #addName(name: string): void {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    this.#ahead.push({ name });
  }

  #followHash(hash: string): void {
    for (const word of SERVICE_CHAINS) {
      const place = this.#chains.placeOf(word + hash);
      const chain = this.#chains.at(place);
      if (!chain) continue;
      this.#own.set(place, chain);
      for (const list of this.#lists)
        if (list.table === "nat")
          for (const position of list.chain.leading(place, chain.name)) this.#addRule(list, position);
    }
    for (const [other, name] of this.#unlisted) if (other === hash && name !== null) this.#addName(name);
  }

  #followName(name: string): void {
    for (const list of this.#lists) this.addWanted(list, list.mentioning(name), (rule) => namedBy(rule) === name);
    for (const [hash, other] of this.#unlisted) if (other === name) this.addHash(hash);
  }

  #addRule(list: List, position: number): void {
    const positions = this.#positions.get(list);
    const rule = list.chain.ruleAt(position);
    if (!positions || !rule || positions.has(position)) return;
    positions.add(position);
    const name = namedBy(rule);
    if (name !== null) this.#addName(name);
    const hash = list.table === "nat" ? serviceHash(goalOf(rule) ?? "") : undefined;
    if (hash !== undefined) this.addHash(hash);
  }
}

function destinationsOf(chain: PrintedChain): NamedHosts {
  const hosts = new NamedHosts();
  chain.eachHost(
    ({ matches }) => matchPlace(matches, "-d"),
    (host, position) => {
      hosts.add(host, position);
    },
  );
  return hosts;
}

function unlistedIn(chains: ReadChains, lists: readonly List[]): HashAndName[] {
  const led = new Uint8Array(chains.places);
  for (const { table, chain } of lists) if (table === "nat") chain.markGoals(led);
  const found: HashAndName[] = [];
  for (const chain of chains.beginning(SERVICE_CHAINS, led)) {
    const hash = serviceHash(chain.name);
    if (hash === undefined || SERVICE_CHAINS.some((word) => led[chains.placeOf(word + hash)] === 1)) continue;
    const [first] = chain.rules;
    found.push([hash, first ? namedBy(first) : null]);
  }
  return found;
}
