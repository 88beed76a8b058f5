/**
 * The chains of a table as long as nothing but a declaration and a run of printed rules is known of each: of a large dump's
 * 60,000 chains hardly one is ever more, so that they are numbers in rows (column.ts) and no objects.
 */
import { Column } from "./column";
import type { Lines } from "./lines";
import type { TextBytes } from "./text-bytes";

export class DeclaredChains {
  readonly #lines: Lines;
  /** Where in the text each name begins and ends. A chain that is not declared there begins at 0. */
  readonly #names = new Column();
  readonly #ends = new Column();
  /** The line that declares it, from 1. */
  readonly #declaredIn = new Column();
  /** Which of the printed rules are its own. */
  readonly #from = new Column();
  readonly #to = new Column();

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  /** How many places there are. */
  get length(): number {
    return this.#names.length;
  }

  /** Puts a chain behind the others. */
  add(name: number, end: number, line: number): void {
    this.#names.push(name);
    this.#ends.push(end);
    this.#declaredIn.push(line);
    this.#from.push(0);
    this.#to.push(0);
  }

  /** Puts one there that is not declared in the text, so that places agree with those of all chains. */
  addOther(nameLength: number): void {
    this.add(0, nameLength, 0);
  }

  has(place: number): boolean {
    return this.#names.at(place) > 0;
  }

  remove(place: number): void {
    this.#names.set(place, 0);
    this.#ends.set(place, 0);
    this.#from.set(place, 0);
    this.#to.set(place, 0);
  }

  name(place: number): string {
    return this.#lines.text.slice(this.#names.at(place), this.#ends.at(place));
  }

  /** True where a name begins with a word. */
  begins(place: number, word: string): boolean {
    const at = this.#names.at(place);
    if (word.length > this.nameLength(place)) return false;
    // As `startsWith`, which takes longer to call than to do.
    for (let index = 0; index < word.length; index++)
      if (this.#lines.text.charCodeAt(at + index) !== word.charCodeAt(index)) return false;
    return true;
  }

  /** Of a chain that is not declared in the text as well. */
  nameLength(place: number): number {
    return this.#ends.at(place) - this.#names.at(place);
  }

  line(place: number): number {
    return this.#declaredIn.at(place);
  }

  from(place: number): number {
    return this.#from.at(place);
  }

  to(place: number): number {
    return this.#to.at(place);
  }

  /** True where the name of a chain that is declared in the text is also what stands in another, or elsewhere in this one. */
  isNamed(place: number, text: TextBytes, from: number, to: number): boolean {
    const name = this.#names.at(place);
    return this.#ends.at(place) - name === to - from && text.same(from, this.#lines.bytes, name, to - from);
  }

  /** Adds a printed rule to a chain's run; false where it does not stand right behind the others. */
  extend(place: number, rule: number): boolean {
    const to = this.#to.at(place);
    if (to !== rule && to > this.#from.at(place)) return false;
    if (to !== rule) this.#from.set(place, rule);
    this.#to.set(place, rule + 1);
    return true;
  }
}
