/**
 * The chains of a table while it is gathered, in the order in which they came, found by their names or by a place in a text
 * where a name stands: a large dump names its 60,000 chains 350,000 times, and none of these needs a string of its own.
 */
import { SPACE } from "../ascii";
import type { Chain, Counters } from "../ruleset";
import { ChainDraft } from "./chain-draft";
import { DeclaredChains } from "./declared-chains";
import type { Lines } from "./lines";
import { NameIndex } from "./name-index";
import type { PrintedRules } from "./printed-rules";
import { ReadChains } from "./read-chains";
import { hashOf, type TextBytes } from "./text-bytes";

const ZERO: Counters = { packets: 0, bytes: 0 };
/** Fewer gaps are left as they are. */
const FEWEST_REMOVED = 64;

/** What reads the chains in order. */
interface ChainReader {
  /** Reads those of the printed rules that are all of a chain. */
  readRun: (from: number, to: number) => void;
  /** Reads a chain of which more is known. */
  readOne: (chain: ChainDraft) => Chain;
  /** How many chains so far have rules that are no run of printed ones. */
  readonly gathered: number;
}

export class ChainDrafts {
  readonly #lines: Lines;
  readonly #printed: PrintedRules;
  /** All chains have a place there, which they keep until many were removed. */
  #declared: DeclaredChains;
  /** By the same places those that are more than a declaration and a run, or that somebody asked for; else undefined. */
  #drafts: (ChainDraft | undefined)[] = [];
  #index: NameIndex;
  #count = 0;
  /** The place of the chain that `near` found last. */
  #last = 0;

  /** `lines`: those in which names are declared; `room`: how many of them. */
  constructor(lines: Lines, printed: PrintedRules, room: number) {
    this.#lines = lines;
    this.#printed = printed;
    this.#declared = new DeclaredChains(lines, room);
    this.#index = new NameIndex(room);
  }

  /** How many places there are; some may be of chains that were removed. */
  get places(): number {
    return this.#declared.length;
  }

  /** The chain of a name. */
  get(name: string): ChainDraft | undefined {
    return this.#at(this.placeOf(name));
  }

  has(name: string): boolean {
    return this.placeOf(name) >= 0;
  }

  /** The place of the chain of a name; -1 where there is none. */
  placeOf(name: string): number {
    const hash = hashOf(name);
    for (let slot = this.#index.first(hash); slot >= 0; slot = this.#index.next(hash, slot)) {
      const place = this.#index.place(slot);
      if (this.#isThere(place) && this.nameAt(place) === name) return place;
    }
    return -1;
  }

  /** The name of the chain at a place. */
  nameAt(place: number): string {
    return this.#drafts[place]?.name ?? this.#declared.name(place);
  }

  /** The place of the chain whose name stands in a text; -1 where there is none, or where its name may stand there otherwise. */
  find(text: TextBytes, from: number, to: number): number {
    return this.#findBy(text.hash(from, to), text, from, to);
  }

  #findBy(hash: number, text: TextBytes, from: number, to: number): number {
    for (let slot = this.#index.first(hash); slot >= 0; slot = this.#index.next(hash, slot)) {
      const place = this.#index.place(slot);
      if (this.isNamed(place, text, from, to)) return place;
    }
    return -1;
  }

  /** True where the name of the chain at a place is what stands in a text. Looks at the chain only where it must. */
  isNamed(place: number, text: TextBytes, from: number, to: number): boolean {
    return this.#declared.has(place)
      ? this.#declared.isNamed(place, text, from, to)
      : this.#drafts[place]?.isNamed(text, from, to) === true;
  }

  /** The place of the chain whose name stands in a text before a blank or the end: mostly the one behind that which was found last, or that. */
  near(text: TextBytes, from: number, end: number): number {
    for (let place = this.#last + 1; place >= this.#last; place--) {
      const to = from + this.#declared.nameLength(place);
      if (to === from || (to !== end && text.bytes[to] !== SPACE) || !this.isNamed(place, text, from, to)) continue;
      this.#last = place;
      return place;
    }
    let to = from;
    while (to < end && text.bytes[to] !== SPACE) to++;
    const place = this.find(text, from, to);
    if (place >= 0) this.#last = place;
    return place;
  }

  /** How many characters the name of the chain at a place has. */
  nameLength(place: number): number {
    return this.#declared.nameLength(place);
  }

  /** Puts a chain behind the others; none of its name is there. */
  add(chain: ChainDraft): void {
    this.#index.add(hashOf(chain.name), this.places);
    this.#declared.addOther(chain.name.length);
    this.#drafts.push(chain);
    this.#count++;
  }

  /**
   * Puts one there that is declared in the text, where its name stands from a place up to another; nothing was counted in it.
   * False where one of the name is there.
   */
  declare(from: number, to: number, line: number): boolean {
    const hash = this.#lines.bytes.hash(from, to);
    if (this.#findBy(hash, this.#lines.bytes, from, to) >= 0) return false;
    this.#index.add(hash, this.places);
    this.#declared.add(from, to, line);
    this.#drafts.push(undefined);
    this.#count++;
    return true;
  }

  /** Appends some of the printed rules, from one up to another, to the chain at a place. */
  appendPrinted(place: number, from: number, to: number): void {
    if (this.#drafts[place] || !this.#declared.extend(place, from, to)) this.#at(place)?.appendPrinted(from, to);
  }

  remove(name: string): void {
    const place = this.placeOf(name);
    if (place < 0) return;
    this.#drafts[place] = undefined;
    this.#declared.remove(place);
    this.#count--;
    if (this.places > 2 * this.#count + FEWEST_REMOVED) this.#closeUp();
  }

  /** Puts the chains that are left behind one another: a name that is made and removed again and again leaves many gaps. */
  #closeUp(): void {
    const left = [...this.values()];
    this.#declared = new DeclaredChains(this.#lines);
    this.#drafts = [];
    this.#index = new NameIndex();
    this.#count = 0;
    this.#last = 0;
    for (const chain of left) this.add(chain);
  }

  *values(): Generator<ChainDraft> {
    for (let place = 0; place < this.places; place++) {
      const chain = this.#at(place);
      if (chain) yield chain;
    }
  }

  /** How many rules they have together; makes no draft. */
  get ruleCount(): number {
    let count = 0;
    for (let place = 0; place < this.places; place++) {
      const chain = this.#drafts[place];
      count += chain ? chain.length : this.#declared.to(place) - this.#declared.from(place);
    }
    return count;
  }

  /** The chains that come of these, in the same order and at the same places. */
  read(reader: ChainReader): ReadChains {
    const chains: (Chain | undefined)[] = [];
    const declared = this.#declared;
    for (let place = 0; place < this.places; place++) {
      const chain = this.#drafts[place];
      chains.push(chain && reader.readOne(chain));
      if (!chain) reader.readRun(declared.from(place), declared.to(place));
    }
    return new ReadChains(this.#index, chains, declared, this.#printed, this.#count, reader.gathered === 0);
  }

  #isThere(place: number): boolean {
    return this.#drafts[place] !== undefined || this.#declared.has(place);
  }

  /** The chain at a place, made a draft where it was none. */
  #at(place: number): ChainDraft | undefined {
    const declared = this.#declared;
    if (!this.#isThere(place) || this.#drafts[place]) return this.#drafts[place];
    const run = { from: declared.from(place), to: declared.to(place) };
    const chain = new ChainDraft(declared.name(place), null, ZERO, declared.line(place), this.#printed, run);
    this.#drafts[place] = chain;
    return chain;
  }
}
