/**
 * The chains of a table as long as nothing but a declaration and a run of printed rules is known of each: of a large dump's
 * 60,000 chains hardly one is ever more, so that they are numbers and no objects.
 */
import type { Lines } from "./lines";
import type { TextBytes } from "./text-bytes";

const FIRST_ROOM = 64;
const WIDTH = 5;
const END = 1;
const LINE = 2;
const FROM = 3;
const TO = 4;
/** Names are put together by so many characters. */
const START = 6;
/** Stands for the beginning of a name that is not in the text. */
const OTHERS = -1;

/** Places from one up to another. */
type Run = readonly [from: number, to: number];

export class DeclaredChains {
  readonly #lines: Lines;
  /**
   * Of each chain five numbers: where in the text its name begins and ends, the line that declares it, from 1, and which of the
   * printed rules are its own. One that is not declared there begins at 0.
   */
  #numbers: Int32Array;
  #length = 0;
  /** Made when it is first asked for. */
  #runs: ReadonlyMap<number, readonly Run[]> | undefined = undefined;

  /** `room`: how many there will be; more find room too. */
  constructor(lines: Lines, room = 0) {
    this.#lines = lines;
    this.#numbers = new Int32Array(Math.max(FIRST_ROOM, room) * WIDTH);
  }

  /** How many places there are. */
  get length(): number {
    return this.#length;
  }

  /** Puts a chain behind the others. */
  add(name: number, end: number, line: number): void {
    const at = WIDTH * this.#length++;
    if (at === this.#numbers.length) {
      const numbers = new Int32Array(2 * at);
      numbers.set(this.#numbers);
      this.#numbers = numbers;
    }
    this.#numbers[at] = name;
    this.#numbers[at + END] = end;
    this.#numbers[at + LINE] = line;
  }

  /** Puts one there that is not declared in the text, so that places agree with those of all chains. */
  addOther(nameLength: number): void {
    this.add(0, nameLength, 0);
  }

  has(place: number): boolean {
    return this.#begin(place) > 0;
  }

  remove(place: number): void {
    this.#numbers.fill(0, WIDTH * place, WIDTH * (place + 1));
  }

  name(place: number): string {
    return this.#lines.text.slice(this.#begin(place), this.#end(place));
  }

  /**
   * The places of the chains whose names begin with one of some words, in order, and of those that are not declared in the
   * text. Asked once all chains are there.
   */
  beginning(words: readonly TextBytes[]): number[] {
    const all = (this.#runs ??= this.#allRuns());
    const runs = words.flatMap((word) =>
      word.length < START ? [...all.values()].flat() : (all.get(startOf(word, 0, word.length)) ?? []),
    );
    const found: number[] = [];
    for (const [from, to] of new Set([...(all.get(OTHERS) ?? []), ...runs].sort(([a], [b]) => a - b)))
      for (let place = from; place < to; place++) if (!this.has(place) || this.#begins(place, words)) found.push(place);
    return found;
  }

  /** Runs of chains by how their names begin: a large dump is sorted, and has few. */
  #allRuns(): ReadonlyMap<number, readonly Run[]> {
    const { bytes } = this.#lines;
    const runs = new Map<number, Run[]>();
    for (let from = 0, to = 0; from < this.#length; from = to) {
      const start = this.has(from) ? startOf(bytes, this.#begin(from), this.#end(from)) : OTHERS;
      while (to < this.#length && (to === from || this.#startsAs(to, from))) to++;
      const known = runs.get(start);
      if (known) known.push([from, to]);
      else runs.set(start, [[from, to]]);
    }
    return runs;
  }

  /** True where two names are known to begin alike. */
  #startsAs(place: number, other: number): boolean {
    const { bytes } = this.#lines;
    const long = this.nameLength(place) >= START && this.nameLength(other) >= START;
    return (
      long && this.has(place) && this.has(other) && bytes.same(this.#begin(place), bytes, this.#begin(other), START)
    );
  }

  #begins(place: number, words: readonly TextBytes[]): boolean {
    const at = this.#begin(place);
    const length = this.nameLength(place);
    for (const word of words)
      if (word.length <= length && this.#lines.bytes.same(at, word, 0, word.length)) return true;
    return false;
  }

  /** Of a chain that is not declared in the text as well. */
  nameLength(place: number): number {
    return this.#end(place) - this.#begin(place);
  }

  line(place: number): number {
    return this.#numbers[WIDTH * place + LINE] ?? 0;
  }

  from(place: number): number {
    return this.#numbers[WIDTH * place + FROM] ?? 0;
  }

  to(place: number): number {
    return this.#numbers[WIDTH * place + TO] ?? 0;
  }

  /** True where the name of a chain that is declared in the text is also what stands in another, or elsewhere in this one. */
  isNamed(place: number, text: TextBytes, from: number, to: number): boolean {
    const name = this.#begin(place);
    return this.#end(place) - name === to - from && text.same(from, this.#lines.bytes, name, to - from);
  }

  /** Adds some of the printed rules to a chain's run; false where they do not stand right behind the others. */
  extend(place: number, from: number, to: number): boolean {
    const end = this.to(place);
    if (end !== from && end > this.from(place)) return false;
    if (end !== from) this.#numbers[WIDTH * place + FROM] = from;
    this.#numbers[WIDTH * place + TO] = to;
    return true;
  }

  #begin(place: number): number {
    return this.#numbers[WIDTH * place] ?? 0;
  }

  #end(place: number): number {
    return this.#numbers[WIDTH * place + END] ?? 0;
  }
}

function startOf(text: TextBytes, from: number, to: number): number {
  return text.hash(from, Math.min(from + START, to));
}
