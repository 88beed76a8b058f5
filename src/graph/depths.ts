/**
 * How the chains of a table call each other: how far each stands from the hooks, and in which order they are come to.
 * Made once for a table, in one pass over its chains and one over its calls.
 */
import type { Chain, Table } from "../netfilter/ruleset";
import { HOOKS } from "../netfilter/ruleset";
import { calleesOf } from "./callees";

/** A chain's place among the others of its table. */
export interface Depth {
  readonly chain: Chain;
  /** The jumps of the longest way to it from a chain that nobody calls; the calls of a circle count once. */
  readonly depth: number;
  /** How many were come to before it, going down from each hook. */
  readonly order: number;
  /** By which it was come to first; null for one that nobody calls. */
  readonly parent: string | null;
}

const made = new WeakMap<Table, ReadonlyMap<string, Depth>>();

/** The places of all chains of a table by name, in the order in which they are come to. */
export function depthsOf(table: Table): ReadonlyMap<string, Depth> {
  const known = made.get(table);
  if (known) return known;
  const found = new Descent(table).depths();
  made.set(table, found);
  return found;
}

interface Open {
  readonly chain: Chain;
  readonly callees: Iterator<string>;
}

class Descent {
  private readonly order = new Map<string, number>();
  private readonly parent = new Map<string, string>();
  /** Chains in the order in which all that they call was done. */
  private readonly done: Chain[] = [];
  private readonly doneAt = new Map<string, number>();

  constructor(private readonly table: Table) {}

  depths(): ReadonlyMap<string, Depth> {
    const { chains } = this.table;
    const called = new Set<string>();
    for (const chain of chains.values()) for (const callee of calleesOf(chain).names) called.add(callee);
    for (const hook of HOOKS) this.descend(chains.get(hook));
    for (const chain of chains.values()) if (!called.has(chain.name)) this.descend(chain);
    // What is left calls itself in a circle.
    for (const chain of chains.values()) this.descend(chain);

    const depths = new Map<string, number>();
    for (const chain of this.done.toReversed()) {
      const below = (depths.get(chain.name) ?? 0) + 1;
      for (const callee of calleesOf(chain).names) {
        // A call to what was not yet done when the caller was is one back into a circle.
        if ((this.doneAt.get(callee) ?? Infinity) >= (this.doneAt.get(chain.name) ?? 0)) continue;
        depths.set(callee, Math.max(depths.get(callee) ?? 0, below));
      }
    }
    const found = new Map<string, Depth>();
    for (const [name, order] of this.order) {
      const chain = chains.get(name);
      if (chain) found.set(name, { chain, depth: depths.get(name) ?? 0, order, parent: this.parent.get(name) ?? null });
    }
    return found;
  }

  /** Down from a chain, with a stack of its own: chains may be nested by the thousand. */
  private descend(root: Chain | undefined): void {
    if (!root || this.order.has(root.name)) return;
    const stack: Open[] = [this.enter(root)];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.callees.next();
      if (next.done) {
        stack.pop();
        this.doneAt.set(top.chain.name, this.done.length);
        this.done.push(top.chain);
        continue;
      }
      const callee = this.table.chains.get(next.value);
      if (!callee || this.order.has(callee.name)) continue;
      this.parent.set(callee.name, top.chain.name);
      stack.push(this.enter(callee));
    }
  }

  private enter(chain: Chain): Open {
    this.order.set(chain.name, this.order.size);
    return { chain, callees: calleesOf(chain).names.values() };
  }
}
