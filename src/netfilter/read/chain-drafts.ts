/**
 * The chains of a table while it is gathered, in the order in which they came, found by their names or by a place in a text
 * where a name stands: a large dump names its 60,000 chains 350,000 times, and none of these needs a string of its own.
 */
import type { Chain } from "../ruleset";
import type { ChainDraft } from "./chain-draft";
import { Column } from "./column";
import { NameIndex } from "./name-index";
import { ReadChains } from "./read-chains";
import { hashOf, type TextBytes } from "./text-bytes";

const SPACE = 32;
/** Fewer gaps are left as they are. */
const FEWEST_REMOVED = 64;

export class ChainDrafts {
  /** The text in which names are declared. */
  readonly #home: TextBytes;
  /** By their places, which they keep until many were removed; undefined where one was. */
  #chains: (ChainDraft | undefined)[] = [];
  /** Where in that text each name is declared, before a blank; 0 where it is not. */
  #declared = new Column();
  #index = new NameIndex();
  #count = 0;
  /** The place of the chain that `near` found last. */
  #last = 0;

  constructor(home: TextBytes) {
    this.#home = home;
  }

  /** The chain of a name. */
  get(name: string): ChainDraft | undefined {
    return this.#chains[this.placeOf(name)];
  }

  has(name: string): boolean {
    return this.placeOf(name) >= 0;
  }

  /** The place of the chain of a name; -1 where there is none. */
  placeOf(name: string): number {
    const hash = hashOf(name);
    for (let slot = this.#index.first(hash); slot >= 0; slot = this.#index.next(hash, slot)) {
      const place = this.#index.place(slot);
      if (this.#chains[place]?.name === name) return place;
    }
    return -1;
  }

  /** The name of the chain at a place. */
  nameAt(place: number): string {
    return this.#chains[place]?.name ?? "";
  }

  /** The place of the chain whose name stands in a text; -1 where there is none, or where its name may stand there otherwise. */
  find(text: TextBytes, from: number, to: number): number {
    const hash = text.hash(from, to);
    for (let slot = this.#index.first(hash); slot >= 0; slot = this.#index.next(hash, slot)) {
      const place = this.#index.place(slot);
      if (this.isNamed(place, text, from, to)) return place;
    }
    return -1;
  }

  /** True where the name of the chain at a place is what stands in a text. Looks at the chain only where it must. */
  isNamed(place: number, text: TextBytes, from: number, to: number): boolean {
    const declared = this.#declared.at(place);
    const end = declared + to - from;
    if (declared > 0) return this.#home.bytes[end] === SPACE && text.same(from, this.#home, declared, to - from);
    return this.#chains[place]?.isNamed(text, from, to) === true;
  }

  /** The chain whose name stands at a place before a blank or the end: mostly the one that was found last, or the next. */
  near(text: TextBytes, from: number, end: number): ChainDraft | undefined {
    for (let place = this.#last; place < this.#last + 2; place++) {
      const chain = this.#chains[place];
      if (!chain) continue;
      const to = from + chain.nameLength;
      if ((to !== end && text.bytes[to] !== SPACE) || !this.isNamed(place, text, from, to)) continue;
      this.#last = place;
      return chain;
    }
    let to = from;
    while (to < end && text.bytes[to] !== SPACE) to++;
    const place = this.find(text, from, to);
    if (place >= 0) this.#last = place;
    return this.#chains[place];
  }

  /** Puts a chain behind the others; none of its name is there. `declared`: where its name stands before a blank, in ASCII. */
  add(chain: ChainDraft, declared = 0): void {
    const hash = declared > 0 ? this.#home.hash(declared, declared + chain.nameLength) : hashOf(chain.name);
    this.#index.add(hash, this.#chains.length);
    this.#chains.push(chain);
    this.#declared.push(declared);
    this.#count++;
  }

  remove(name: string): void {
    const place = this.placeOf(name);
    if (place < 0) return;
    this.#chains[place] = undefined;
    this.#declared.set(place, 0);
    this.#count--;
    if (this.#chains.length > 2 * this.#count + FEWEST_REMOVED) this.#closeUp();
  }

  /** Puts the chains that are left behind one another: a name that is made and removed again and again leaves many gaps. */
  #closeUp(): void {
    const left = this.#chains.flatMap((chain, place) => (chain ? [{ chain, declared: this.#declared.at(place) }] : []));
    this.#chains = [];
    this.#declared = new Column();
    this.#index = new NameIndex();
    this.#count = 0;
    this.#last = 0;
    for (const { chain, declared } of left) this.add(chain, declared);
  }

  *values(): Generator<ChainDraft> {
    for (const chain of this.#chains) if (chain) yield chain;
  }

  *keys(): Generator<string> {
    for (const { name } of this.values()) yield name;
  }

  /** The chains that come of these, in the same order and at the same places. */
  read(readOne: (chain: ChainDraft | undefined) => Chain | undefined): ReadChains {
    return new ReadChains(this.#index, this.#chains.map(readOne), this.#declared, this.#count);
  }
}
