/**
 * Chance with a seed: the same seed throws the same.
 */

export class Dice {
  #state: number;

  /** A seed is any whole number; its lower 32 bits count. */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to but not 1 (mulberry32). */
  throw(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.throw() < probability;
  }

  /** A whole number, both ends included. */
  number(from: number, to: number): number {
    return from + Math.floor(this.throw() * (to - from + 1));
  }

  /** One of some, of which there is at least one. */
  pick<Value>(some: readonly Value[]): Value {
    const picked = some[this.number(0, some.length - 1)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  }

  /** As many different ones as asked for, or all. */
  several<Value>(some: readonly Value[], count: number): Value[] {
    const left = [...some];
    const picked: Value[] = [];
    while (left.length > 0 && picked.length < count) picked.push(...left.splice(this.number(0, left.length - 1), 1));
    return picked;
  }

  /** One of some, each as likely as its weight says. */
  weighed<Value extends { readonly weight: number }>(some: readonly Value[]): Value {
    let at = this.throw() * some.reduce((sum, { weight }) => sum + weight, 0);
    return some.find(({ weight }) => (at -= weight) < 0) ?? this.pick(some);
  }

  /** A `!` before an option, now and then. */
  not(): string {
    return this.chance(0.25) ? "! " : "";
  }
}
