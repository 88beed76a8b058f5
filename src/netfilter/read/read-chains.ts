/**
 * The chains of a table that was read, in the order of the paste. They are found by the index that was made while the table
 * was gathered: to fill a Map with 60,000 of them takes as long as to look at each character of the text.
 */
import type { Chain } from "../ruleset";
import type { NameIndex } from "./name-index";
import { hashOf } from "./text-bytes";

export class ReadChains implements ReadonlyMap<string, Chain> {
  readonly #index: NameIndex;
  /** By their places in the index; undefined where one was removed. */
  readonly #chains: readonly (Chain | undefined)[];
  readonly size: number;

  constructor(index: NameIndex, chains: readonly (Chain | undefined)[], size: number) {
    this.#index = index;
    this.#chains = chains;
    this.size = size;
  }

  get(name: string): Chain | undefined {
    const hash = hashOf(name);
    for (let slot = this.#index.first(hash); slot >= 0; slot = this.#index.next(hash, slot)) {
      const chain = this.#chains[this.#index.place(slot)];
      if (chain?.name === name) return chain;
    }
    return undefined;
  }

  /** The chain at a place in the index. */
  at(place: number): Chain | undefined {
    return this.#chains[place];
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  *values(): MapIterator<Chain> {
    for (const chain of this.#chains) if (chain) yield chain;
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
