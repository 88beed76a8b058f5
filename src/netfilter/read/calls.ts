/**
 * Which chain leads to which, noted while a table is read, and whether the kernel may refuse that: a circle, or a way to one of
 * its own chains. Hardly a table has one, and to look for it among the rules again would cost as much as reading them.
 */
import { Column } from "./column";

export class Calls {
  /** The chains that are led to, by their numbers from 0, those of the first chain first. */
  readonly #goals: Column;
  /** Where in these the goals of each chain end. */
  readonly #ends: Column;

  /** So many rules and chains there may be; more find room too. */
  constructor(rules: number, chains: number) {
    this.#goals = new Column(rules);
    this.#ends = new Column(chains);
  }

  /** Notes the number of the chain that a rule leads to. */
  add(goal: number): void {
    this.#goals.push(goal);
  }

  endOfChain(): void {
    this.#ends.push(this.#goals.length);
  }

  /**
   * True where chains lead in a circle, or any to one of the kernel's own, given by their numbers. Takes away chain after chain
   * that nothing leads to; a circle stays.
   */
  mayBeRefused(builtIn: readonly number[]): boolean {
    const [goals, ends] = [this.#goals, this.#ends];
    const callers = new Int32Array(ends.length);
    for (let at = 0; at < goals.length; at++) callers[goals.at(at)] = (callers[goals.at(at)] ?? 0) + 1;
    if (builtIn.some((chain) => (callers[chain] ?? 0) > 0)) return true;
    // Each chain stands there once: those that are taken away up to `taken`, those that nothing leads to up to `free`.
    const order = new Int32Array(ends.length);
    let free = 0;
    for (let chain = 0; chain < callers.length; chain++) if (callers[chain] === 0) order[free++] = chain;
    let taken = 0;
    for (; taken < free; taken++) {
      const chain = order[taken] ?? 0;
      for (let at = ends.at(chain - 1); at < ends.at(chain); at++) {
        const goal = goals.at(at);
        const left = (callers[goal] ?? 0) - 1;
        callers[goal] = left;
        if (left === 0) order[free++] = goal;
      }
    }
    return taken < callers.length;
  }
}
