/**
 * The chains of a table that was read, in the order of the paste. They are found by the index that was made while the table
 * was gathered: to fill a Map with 60,000 of them takes as long as to look at each character of the text.
 */
import type { Chain } from "../ruleset";
import type { Column } from "./column";
import type { NameIndex } from "./name-index";
import type { PrintedRules } from "./printed-rules";
import { hashOf } from "./text-bytes";

export class ReadChains implements ReadonlyMap<string, Chain> {
  readonly #index: NameIndex;
  /** By their places in the index; undefined where one was removed. */
  readonly #chains: readonly (Chain | undefined)[];
  /** Where in the text of the printed rules each name is declared; 0 where it is not. */
  readonly #declared: Column;
  readonly size: number;
  /** The printed rules, where all of these chains have theirs among them and no others. */
  printed: PrintedRules | undefined = undefined;

  constructor(index: NameIndex, chains: readonly (Chain | undefined)[], declared: Column, size: number) {
    this.#index = index;
    this.#chains = chains;
    this.#declared = declared;
    this.size = size;
  }

  get(name: string): Chain | undefined {
    return this.#chains[this.placeOf(name)];
  }

  /** The place of the chain of a name in the index; -1 where there is none. */
  placeOf(name: string): number {
    const hash = hashOf(name);
    for (let slot = this.#index.first(hash); slot >= 0; slot = this.#index.next(hash, slot)) {
      const place = this.#index.place(slot);
      if (this.#chains[place]?.name === name) return place;
    }
    return -1;
  }

  /**
   * The chains whose names begin with one of some words, in their order. The others are passed over by what stands in the
   * text, where names are declared one behind the other: to look at 60,000 chains and their names takes ten times as long.
   * `but`: a mark for each place that is passed over too.
   */
  *beginning(words: readonly string[], but?: Uint8Array): Generator<Chain> {
    const text = this.printed?.text ?? "";
    for (let place = 0; place < this.#chains.length; place++) {
      if (but?.[place] === 1) continue;
      const declared = text === "" ? 0 : this.#declared.at(place);
      if (declared > 0 && !words.some((word) => standsAt(text, declared, word))) continue;
      const chain = this.#chains[place];
      if (chain && words.some((word) => chain.name.startsWith(word))) yield chain;
    }
  }

  /** The chain at a place in the index. */
  at(place: number): Chain | undefined {
    return this.#chains[place];
  }

  /** One more than the last place. */
  get places(): number {
    return this.#chains.length;
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

/** As `startsWith`, which takes longer to call than to do. */
function standsAt(text: string, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++)
    if (text.charCodeAt(at + index) !== word.charCodeAt(index)) return false;
  return true;
}

/** The chains of a table whose names begin with one of some words, in their order. */
export function* chainsBeginning(chains: ReadonlyMap<string, Chain>, words: readonly string[]): Generator<Chain> {
  if (chains instanceof ReadChains) yield* chains.beginning(words);
  else for (const chain of chains.values()) if (words.some((word) => chain.name.startsWith(word))) yield chain;
}
