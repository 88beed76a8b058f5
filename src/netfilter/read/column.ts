/**
 * Whole numbers in a row that grows. Of what a large dump has hundreds of thousands of, a few such rows are kept and not an
 * object for each: they are quickly made, take four bytes a number, and are nothing to the garbage collector.
 */

const FIRST_ROOM = 256;

export class Column {
  #numbers: Int32Array;
  #length = 0;

  /** `room`: how many there may be; more find room too. */
  constructor(room = FIRST_ROOM) {
    this.#numbers = new Int32Array(Math.max(room, FIRST_ROOM));
  }

  get length(): number {
    return this.#length;
  }

  /** The number at a place; 0 where there is none. */
  at(place: number): number {
    return this.#numbers[place] ?? 0;
  }

  /** The places of a number from one place up to another. */
  placesOf(number: number, from: number, to: number): number[] {
    const found: number[] = [];
    const end = Math.min(to, this.#length);
    for (let at = this.#next(number, from); at < end; at = this.#next(number, at + 1)) found.push(at);
    return found;
  }

  #next(number: number, from: number): number {
    const at = this.#numbers.indexOf(number, from);
    return at < 0 ? Infinity : at;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) this.#room(2 * this.#length);
    this.#numbers[this.#length++] = number;
  }

  /** Puts zeros behind the others, up to a length. */
  fill(length: number): void {
    if (length > this.#numbers.length) this.#room(length);
    this.#length = Math.max(this.#length, length);
  }

  /** Puts a number in the place of one that is there. */
  set(place: number, number: number): void {
    this.#numbers[place] = number;
  }

  #room(size: number): void {
    const numbers = new Int32Array(size);
    numbers.set(this.#numbers.subarray(0, this.#length));
    this.#numbers = numbers;
  }
}
