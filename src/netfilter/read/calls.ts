/**
 * Which chain leads to which, noted while a table is read, and whether any could go in a circle. Hardly a table has one, and
 * to look for it among the rules again would cost as much as reading them; where there is one, circles.ts tells it.
 */
export class Calls {
  readonly #numbers = new Map<string, number>();
  /** The chains that are led to, by their numbers, those of the first chain first. */
  readonly #goals: number[] = [];
  /** Where in these the goals of each chain end. */
  readonly #ends: number[] = [];
  #lastName: string | null = null;
  #lastNumber = -1;

  /** `chains`: the names of all chains, in the order in which their calls are then added. */
  constructor(chains: Iterable<string>) {
    for (const name of chains) this.#numbers.set(name, this.#numbers.size);
  }

  /** Notes where a rule of the chain leads; null for nowhere. */
  add(goal: string | null): void {
    if (goal === null) return;
    if (goal !== this.#lastName) {
      this.#lastName = goal;
      this.#lastNumber = this.#numbers.get(goal) ?? -1;
    }
    if (this.#lastNumber >= 0) this.#goals.push(this.#lastNumber);
  }

  endOfChain(): void {
    this.#ends.push(this.#goals.length);
  }

  /** True where chains lead in a circle. Takes away chain after chain that nothing leads to; a circle stays. */
  mayCircle(): boolean {
    const callers = new Int32Array(this.#ends.length);
    for (const goal of this.#goals) callers[goal] = (callers[goal] ?? 0) + 1;
    const free: number[] = [];
    for (let chain = 0; chain < callers.length; chain++) if (callers[chain] === 0) free.push(chain);
    let taken = 0;
    for (let chain = free.pop(); chain !== undefined; chain = free.pop()) {
      taken++;
      for (let at = this.#ends[chain - 1] ?? 0; at < (this.#ends[chain] ?? 0); at++) {
        const goal = this.#goals[at] ?? 0;
        const left = (callers[goal] ?? 0) - 1;
        callers[goal] = left;
        if (left === 0) free.push(goal);
      }
    }
    return taken < callers.length;
  }
}
