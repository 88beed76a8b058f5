/**
 * The outcomes of a walk as a tree: what has to be assumed or falls by chance, what most outcomes hang on first.
 *
 * A chain that chooses among endpoints asks one rule after the other; here it is one choice of many.
 */
import { chainMeanings } from "../kubernetes/chain-meaning";
import type { Fork, Outcome, RulePlace } from "../netfilter/trace";
import type { Paste } from "../paste/paste";
import { percentText } from "./share";
import type { OutcomeBranch, OutcomeTree } from "./story";

type Question = Fork & { readonly kind: "question" };

/** An outcome, and the forks on the way to it by their names, in order. */
interface Path {
  readonly outcome: number;
  readonly forks: ReadonlyMap<string, Fork>;
}

/** The tree of a walk's outcomes; `paste` is what was walked through. */
export function outcomeTree(outcomes: readonly Outcome[], paste: Paste): OutcomeTree {
  const [first] = outcomes;
  const meanings = first
    ? chainMeanings(paste.rulesets[first.packet.family], paste.cluster)
    : new Map<string, string>();
  const paths = outcomes.map(({ forks }, outcome) => ({ outcome, forks: byName(forks) }));
  return new Growing(({ table, chain }) => meanings.get(`${table}/${chain}`) ?? `${table}/${chain}`).tree(paths);
}

/** The forks that the walk took by itself; one that is met again has another name. */
function byName(forks: readonly Fork[]): ReadonlyMap<string, Fork> {
  const named = new Map<string, Fork>();
  for (const fork of forks) {
    if (fork.kind === "question" && fork.chosen) continue;
    let name = fork.kind === "question" ? fork.key : `${fork.at.table}/${fork.at.chain} ${String(fork.at.rule)}`;
    while (named.has(name)) name += "+";
    named.set(name, fork);
  }
  return named;
}

class Growing {
  readonly #nameOf: (place: RulePlace) => string;
  /** The forks on the way to where the tree grows. */
  readonly #passed = new Set<string>();

  constructor(nameOf: (place: RulePlace) => string) {
    this.#nameOf = nameOf;
  }

  tree(paths: readonly Path[]): OutcomeTree {
    const [first, ...others] = paths;
    const next = others.length > 0 ? this.#nextFork(paths) : undefined;
    if (!first || !next) return { kind: "outcome", outcome: first?.outcome ?? 0 };
    const [name, fork] = next;
    return fork.kind === "question" ? this.#asked(name, fork, paths) : this.#drawn(fork.at, paths);
  }

  /** The fork on which all outcomes hang, the first of them; where there is none, one on which some do. */
  #nextFork(paths: readonly Path[]): readonly [string, Fork] | undefined {
    let some: readonly [string, Fork] | undefined;
    for (const { forks } of paths) {
      for (const [name, fork] of forks) {
        if (this.#passed.has(name)) continue;
        if (paths.every((other) => other.forks.has(name))) return [name, fork];
        some ??= [name, fork];
      }
      // What all hang on is on the way of the first.
      if (some) break;
    }
    return some;
  }

  #asked(name: string, { yes, no }: Question, paths: readonly Path[]): OutcomeTree {
    const branches = [
      { label: `If ${no}`, here: paths.filter(({ forks }) => heldOf(forks.get(name)) === false) },
      { label: `If ${yes}`, here: paths.filter(({ forks }) => heldOf(forks.get(name)) === true) },
      { label: "Either way", here: paths.filter(({ forks }) => !forks.has(name)) },
    ].filter(({ here }) => here.length > 0);
    return {
      kind: "choice",
      title: "The paste does not tell",
      branches: branches.map(({ label, here }) => ({ label, share: null, tree: this.#beyond(name, here) })),
    };
  }

  /** All that one chain draws, one rule after the other. */
  #drawn(at: RulePlace, paths: readonly Path[]): OutcomeTree {
    const branches: OutcomeBranch[] = [];
    const passed: string[] = [];
    let left = paths;
    let share = 1;
    for (;;) {
      const next = this.#nextFork(left);
      const [name, fork] = next ?? [];
      if (name === undefined || fork?.kind !== "chance" || !sameChain(fork.at, at)) break;
      const held = left.filter(({ forks }) => heldOf(forks.get(name)) === true);
      const rest = left.filter(({ forks }) => heldOf(forks.get(name)) !== true);
      const chance = fork.held ? fork.probability : 1 - fork.probability;
      if (held.length > 0) {
        const label = `Rule ${String(fork.at.rule)} holds`;
        branches.push({ label, share: percentText(share * chance), tree: this.#beyond(name, held) });
      }
      share *= 1 - chance;
      left = rest;
      this.#passed.add(name);
      passed.push(name);
    }
    if (left.length > 0) branches.push({ label: "None holds", share: percentText(share), tree: this.tree(left) });
    for (const name of passed) this.#passed.delete(name);
    return { kind: "choice", title: `${this.#nameOf(at)}: one of ${String(branches.length)}, at random`, branches };
  }

  #beyond(name: string, paths: readonly Path[]): OutcomeTree {
    this.#passed.add(name);
    const tree = this.tree(paths);
    this.#passed.delete(name);
    return tree;
  }
}

function sameChain(a: RulePlace, b: RulePlace): boolean {
  return a.chain === b.chain && a.table === b.table;
}

/** Undefined where the way does not hang on it. */
function heldOf(fork: Fork | undefined): boolean | undefined {
  return fork?.kind === "question" ? fork.answer : fork?.held;
}
