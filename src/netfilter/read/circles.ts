/**
 * Finds chains that jump in a circle. The kernel refuses a ruleset in which a packet could come into one, and takes one
 * that no built-in chain leads to (checked with iptables 1.8.9, both backends: gotos count like jumps, conditions do not).
 */
import { isBuiltIn, type Chain, type Rule, type Table } from "../ruleset";

/** Tells the chain that a rule leads to: handed in (pasted-rule.ts), so that the page does not fetch what it needs apart from its readers. */
export type GoalOf = (rule: Rule) => string | null;

interface Circle {
  /** The rule that leads back. */
  readonly rule: Rule;
  /** The chains in their order, the first once more at the end: `A`, `B`, `A`. */
  readonly chains: readonly string[];
  /** True where a packet can come into it, so that the kernel refuses the ruleset. */
  readonly reachable: boolean;
}

/** A circle longer than this is told by its ends alone. */
const LONGEST_TOLD = 8;

/** One circle for each rule that leads back to a chain that the packet is still in. Linear in rules. */
export function findCircles(table: Table, goalOf: GoalOf): Circle[] {
  const search = new Search([...table.chains.values()], goalOf);
  return search.circles();
}

const UNSEEN = -1;
const DONE = -2;

/** Goes down from chain to chain with a stack of its own: 100,000 chains in a row must not overflow the engine's. */
class Search {
  readonly #chains: readonly Chain[];
  readonly #goalOf: GoalOf;
  readonly #numbers: ReadonlyMap<string, number>;
  /** Of each chain, its place on the path while the packet is still in it; else UNSEEN or DONE. */
  readonly #depths: Int32Array;
  /** Of each chain on the path, the rule that is looked at next. */
  readonly #next: Int32Array;
  readonly #circles: Circle[] = [];

  constructor(chains: readonly Chain[], goalOf: GoalOf) {
    this.#chains = chains;
    this.#goalOf = goalOf;
    this.#numbers = new Map(chains.map(({ name }, number) => [name, number]));
    this.#depths = new Int32Array(chains.length).fill(UNSEEN);
    this.#next = new Int32Array(chains.length);
  }

  circles(): Circle[] {
    for (const [number, { name }] of this.#chains.entries()) if (isBuiltIn(name)) this.#walk(number, true);
    for (const number of this.#chains.keys()) this.#walk(number, false);
    return this.#circles;
  }

  #walk(start: number, reachable: boolean): void {
    if (this.#depths[start] !== UNSEEN) return;
    const path = [start];
    this.#depths[start] = 0;
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const rule = this.#chains[top]?.rules[this.#next[top] ?? 0];
      if (!rule) {
        path.pop();
        this.#depths[top] = DONE;
        continue;
      }
      this.#next[top] = (this.#next[top] ?? 0) + 1;
      const goal = this.#goalOf(rule);
      const number = goal === null ? undefined : this.#numbers.get(goal);
      const depth = number === undefined ? DONE : this.#depths[number];
      if (number === undefined || depth === undefined || depth === DONE) continue;
      if (depth >= 0) this.#circles.push({ rule, chains: this.#namesFrom(path, depth), reachable });
      else {
        this.#depths[number] = path.length;
        path.push(number);
      }
    }
  }

  /** A long circle is told by its ends alone. */
  #namesFrom(path: readonly number[], depth: number): string[] {
    const names = (from: number, to: number) => path.slice(from, to).map((number) => this.#chains[number]?.name ?? "");
    const length = path.length - depth;
    const first = names(depth, depth + 1);
    if (length <= LONGEST_TOLD) return [...names(depth, path.length), ...first];
    const left = `… ${String(length - 5)} more …`;
    return [...names(depth, depth + 3), left, ...names(path.length - 2, path.length), ...first];
  }
}
