/**
 * The chains of a table while it is gathered, in the order in which they came, found by their names or by a place in a text
 * where a name stands: a large dump names its 60,000 chains 350,000 times, and none of these needs a string of its own.
 */
import type { ChainDraft } from "./chain-draft";
import { hashOf, type TextBytes } from "./text-bytes";

const FEWEST_SLOTS = 64;
const SPACE = 32;

export class ChainDrafts {
  /** Undefined where one was removed. */
  readonly #chains: (ChainDraft | undefined)[] = [];
  /** The place of a chain, counted from 1, in the slot that its name falls into, or in the next that is free. */
  #slots = new Int32Array(FEWEST_SLOTS);
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
      const to = from + chain.name.length;
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
    this.#chains.push(chain);
    if (2 * this.#chains.length > this.#slots.length) this.#grow();
    else this.#put(chain.hash, this.#chains.length - 1);
  }

  remove(name: string): void {
    const place = this.#placeOfName(name);
    if (place >= 0) this.#chains[place] = undefined;
  }

  *values(): Generator<ChainDraft> {
    for (const chain of this.#chains) if (chain) yield chain;
  }

  *keys(): Generator<string> {
    for (const { name } of this.values()) yield name;
  }

  /** Where the chain of a name stands; -1 where there is none. */
  #placeOfName(name: string): number {
    for (let slot = this.#slot(hashOf(name)); ; slot = this.#slot(slot + 1)) {
      const place = this.#placeIn(slot);
      if (place < 0 || this.#chains[place]?.name === name) return place;
    }
  }

  /** The same of one whose name stands in a text. */
  #placeOf(text: TextBytes, from: number, to: number): number {
    for (let slot = this.#slot(text.hash(from, to)); ; slot = this.#slot(slot + 1)) {
      const place = this.#placeIn(slot);
      if (place < 0) return place;
      const chain = this.#chains[place];
      if (chain?.name.length === to - from && chain.standsAt(text, from)) return place;
    }
  }

  #slot(number: number): number {
    return number & (this.#slots.length - 1);
  }

  #placeIn(slot: number): number {
    return (this.#slots[slot] ?? 0) - 1;
  }

  #put(hash: number, place: number): void {
    let slot = this.#slot(hash);
    while (this.#placeIn(slot) >= 0) slot = this.#slot(slot + 1);
    this.#slots[slot] = place + 1;
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let place = 0; place < this.#chains.length; place++) {
      const chain = this.#chains[place];
      if (chain) this.#put(chain.hash, place);
    }
  }
}
