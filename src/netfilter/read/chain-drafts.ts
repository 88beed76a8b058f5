/**
 * The chains of a table while it is gathered, in the order in which they came, found by their names or by a place in a text
 * where a name stands: a large dump names its 60,000 chains 350,000 times, and none of these needs a string of its own.
 */
import type { Chain } from "../ruleset";
import type { ChainDraft } from "./chain-draft";
import { NameIndex } from "./name-index";
import { ReadChains } from "./read-chains";
import { hashOf, type TextBytes } from "./text-bytes";

const SPACE = 32;

export class ChainDrafts {
  /** Undefined where one was removed. */
  readonly #chains: (ChainDraft | undefined)[] = [];
  readonly #index = new NameIndex();
  #count = 0;
  /** Where the chain stands that `near` found last. */
  #last = 0;

  /** The chain of a name. */
  get(name: string): ChainDraft | undefined {
    return this.#chains[this.#placeOfName(name)];
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** The chain whose name stands in a text from a place up to another; none whose name cannot stand there as it is. */
  find(text: TextBytes, from: number, to: number): ChainDraft | undefined {
    return this.#chains[this.#placeOf(text, from, to)];
  }

  /** The chain whose name stands at a place before a blank or the end: mostly the one that was found last, or the next. */
  near(text: TextBytes, from: number, end: number): ChainDraft | undefined {
    for (let place = this.#last; place < this.#last + 2; place++) {
      const chain = this.#chains[place];
      if (!chain?.standsAt(text, from)) continue;
      const to = from + chain.nameLength;
      if (to !== end && text.bytes[to] !== SPACE) continue;
      this.#last = place;
      return chain;
    }
    let to = from;
    while (to < end && text.bytes[to] !== SPACE) to++;
    const place = this.#placeOf(text, from, to);
    if (place >= 0) this.#last = place;
    return this.#chains[place];
  }

  /** Puts a chain behind the others; none of its name is there. */
  add(chain: ChainDraft): void {
    this.#index.add(chain.hash, this.#chains.length);
    this.#chains.push(chain);
    this.#count++;
  }

  remove(name: string): void {
    const place = this.#placeOfName(name);
    if (place < 0) return;
    this.#chains[place] = undefined;
    this.#count--;
  }

  *values(): Generator<ChainDraft> {
    for (const chain of this.#chains) if (chain) yield chain;
  }

  *keys(): Generator<string> {
    for (const { name } of this.values()) yield name;
  }

  /** The chains that come of these, in the same order. */
  read(readOne: (chain: ChainDraft) => Chain): ReadChains {
    const chains: (Chain | undefined)[] = [];
    for (const chain of this.#chains) chains.push(chain && readOne(chain));
    return new ReadChains(this.#index, chains, this.#count);
  }

  /** Where the chain of a name stands; -1 where there is none. */
  #placeOfName(name: string): number {
    const hash = hashOf(name);
    for (let slot = this.#index.first(hash); slot >= 0; slot = this.#index.next(hash, slot)) {
      const place = this.#index.place(slot);
      if (this.#chains[place]?.name === name) return place;
    }
    return -1;
  }

  /** The same of one whose name stands in a text. */
  #placeOf(text: TextBytes, from: number, to: number): number {
    const hash = text.hash(from, to);
    for (let slot = this.#index.first(hash); slot >= 0; slot = this.#index.next(hash, slot)) {
      const place = this.#index.place(slot);
      const chain = this.#chains[place];
      if (chain?.nameLength === to - from && chain.standsAt(text, from)) return place;
    }
    return -1;
  }
}
