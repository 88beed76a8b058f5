/**
 * Which chain leads to which, noted while a table is read, and whether any could go in a circle. Hardly a table has one, and
 * to look for it among the rules again would cost as much as reading them; where there is one, circles.ts tells it.
 */
export class Calls {
  /** The chains that are led to, by their numbers from 0, those of the first chain first. */
  readonly #goals: number[] = [];
  /** Where in these the goals of each chain end. */
  readonly #ends: number[] = [];

  /** Notes the number of the chain that a rule leads to. */
  add(goal: number): void {
    this.#goals.push(goal);
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
