/**
 * Finds chains that jump in a circle. The kernel refuses a ruleset in which a packet could come into one, and takes one
 * that no built-in chain leads to (checked with iptables 1.8.9, both backends: gotos count like jumps, conditions do not).
 */
import { HOOKS, type Chain, type Rule, type Table } from "../ruleset";

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
export function findCircles(table: Table): Circle[] {
  const circles: Circle[] = [];
  const depths = new Map<string, number>();
  for (const chain of table.chains.values()) if (isHook(chain.name)) walk(chain, table, depths, true, circles);
  for (const chain of table.chains.values()) walk(chain, table, depths, false, circles);
  return circles;
}

const DONE = -1;

/**
 * Goes down from a chain with a stack of its own: 100,000 chains in a row must not overflow the engine's. `depths` tells
 * where on the path a chain stands that the packet is still in, and DONE for one that was seen to its end.
 */
function walk(start: Chain, table: Table, depths: Map<string, number>, reachable: boolean, circles: Circle[]): void {
  if (depths.has(start.name)) return;
  const path: { readonly chain: Chain; next: number }[] = [{ chain: start, next: 0 }];
  depths.set(start.name, 0);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const rule = top.chain.rules[top.next++];
    if (!rule) {
      path.pop();
      depths.set(top.chain.name, DONE);
      continue;
    }
    const target = rule.target;
    if (target.kind !== "jump" && target.kind !== "goto") continue;
    const depth = depths.get(target.chain);
    if (depth === DONE) continue;
    const chain = table.chains.get(target.chain);
    if (depth !== undefined) circles.push({ rule, chains: namesFrom(path, depth), reachable });
    else if (chain) {
      depths.set(target.chain, path.length);
      path.push({ chain, next: 0 });
    }
  }
}

function namesFrom(path: readonly { readonly chain: Chain }[], depth: number): string[] {
  const length = path.length - depth;
  const names = (from: number, to: number) => path.slice(from, to).map(({ chain }) => chain.name);
  const first = names(depth, depth + 1);
  if (length <= LONGEST_TOLD) return [...names(depth, path.length), ...first];
  return [
    ...names(depth, depth + 3),
    `… ${String(length - 5)} more …`,
    ...names(path.length - 2, path.length),
    ...first,
  ];
}

function isHook(name: string): boolean {
  return HOOKS.some((hook) => hook === name);
}
