/**
 * The chains of a table that was read, in the order of the paste. They are found by the index that was made while the table
 * was gathered: to fill a Map with 60,000 of them takes as long as to look at each character of the text. One becomes an
 * object when it is first asked for.
 */
import type { Chain, Counters } from "../ruleset";
import type { DeclaredChains } from "./declared-chains";
import type { NameIndex } from "./name-index";
import { PrintedChain, ruleCount } from "./printed-chain";
import type { PrintedRules } from "./printed-rules";
import { hashOf, TextBytes } from "./text-bytes";

const ZERO: Counters = { packets: 0, bytes: 0 };

export class ReadChains implements ReadonlyMap<string, Chain> {
  readonly #index: NameIndex;
  /** By their places in the index; undefined where none was made of what is declared, or where one was removed. */
  readonly #chains: (Chain | undefined)[];
  readonly #declared: DeclaredChains;
  readonly #rules: PrintedRules;
  /** Those with a policy, by their names: each packet is led to some of them by name. */
  readonly #builtIn = new Map<string, Chain>();
  readonly size: number;
  readonly #allPrinted: boolean;

  /** `allPrinted`: whether no chain has other rules than printed ones. */
  constructor(
    index: NameIndex,
    chains: (Chain | undefined)[],
    declared: DeclaredChains,
    rules: PrintedRules,
    size: number,
    allPrinted: boolean,
  ) {
    this.#index = index;
    this.#chains = chains;
    this.#declared = declared;
    this.#rules = rules;
    this.size = size;
    this.#allPrinted = allPrinted;
    for (const chain of chains) if (chain && chain.policy !== null) this.#builtIn.set(chain.name, chain);
  }

  /** The printed rules, where all of these chains have theirs among them and no others. */
  get printed(): PrintedRules | undefined {
    return this.#allPrinted ? this.#rules : undefined;
  }

  /** How many rules they have together; makes no chain. */
  get ruleCount(): number {
    let count = 0;
    for (let place = 0; place < this.#chains.length; place++) {
      const chain = this.#chains[place];
      count += chain ? ruleCount(chain) : this.#declared.to(place) - this.#declared.from(place);
    }
    return count;
  }

  get(name: string): Chain | undefined {
    return this.#builtIn.get(name) ?? this.at(this.placeOf(name));
  }

  /** The place of the chain of a name in the index; -1 where there is none. */
  placeOf(name: string): number {
    const hash = hashOf(name);
    for (let slot = this.#index.first(hash); slot >= 0; slot = this.#index.next(hash, slot)) {
      const place = this.#index.place(slot);
      if (this.nameAt(place) === name) return place;
    }
    return -1;
  }

  /** The name of the chain at a place; makes no chain. */
  nameAt(place: number): string {
    return this.#chains[place]?.name ?? this.#declared.name(place);
  }

  /**
   * The chains whose names begin with one of some words, in their order. `but`: a mark for each place that is passed over:
   * to make 60,000 chains and their names takes longer than to read them.
   */
  *beginning(words: readonly string[], but?: Uint8Array): Generator<Chain> {
    for (const place of this.#declared.beginning(words.map((word) => new TextBytes(word)))) {
      if (but?.[place] === 1) continue;
      const chain = this.at(place);
      if (chain && words.some((word) => chain.name.startsWith(word))) yield chain;
    }
  }

  /** The chain at a place in the index. */
  at(place: number): Chain | undefined {
    return this.#chains[place] ?? this.#made(place);
  }

  /** Makes the chain that is declared at a place. */
  #made(place: number): Chain | undefined {
    const declared = this.#declared;
    if (!declared.has(place)) return undefined;
    const told = { name: declared.name(place), policy: null, counters: ZERO, line: declared.line(place) };
    const run = { from: declared.from(place), to: declared.to(place) };
    const chain = new PrintedChain(told, this.#rules, run);
    this.#chains[place] = chain;
    return chain;
  }

  /** One more than the last place. */
  get places(): number {
    return this.#chains.length;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  *values(): MapIterator<Chain> {
    for (let place = 0; place < this.#chains.length; place++) {
      const chain = this.at(place);
      if (chain) yield chain;
    }
  }

  *keys(): MapIterator<string> {
    for (const { name } of this.values()) yield name;
  }

  *entries(): MapIterator<[string, Chain]> {
    for (const chain of this.values()) yield [chain.name, chain];
  }

  [Symbol.iterator](): MapIterator<[string, Chain]> {
    return this.entries();
  }

  forEach(take: (chain: Chain, name: string, chains: ReadonlyMap<string, Chain>) => void): void {
    for (const [name, chain] of this) take(chain, name, this);
  }
}

/** How many rules the chains of a table have together. */
export function ruleCountOf(chains: ReadonlyMap<string, Chain>): number {
  if (chains instanceof ReadChains) return chains.ruleCount;
  return [...chains.values()].reduce((sum, chain) => sum + ruleCount(chain), 0);
}

/** The chains of a table whose names begin with one of some words, in their order. */
export function* chainsBeginning(chains: ReadonlyMap<string, Chain>, words: readonly string[]): Generator<Chain> {
  if (chains instanceof ReadChains) yield* chains.beginning(words);
  else for (const chain of chains.values()) if (words.some((word) => chain.name.startsWith(word))) yield chain;
}
