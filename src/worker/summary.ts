/**
 * What was found in a paste, in a line.
 */
import { counted } from "../netfilter/counted";
import { ruleCountOf } from "../netfilter/read/read-chains";
import type { Paste } from "../paste/paste";

/** `5 tables, 61 chains, 142 rules, 3 interfaces, 4 routes`. Kinds of which there are none are left out; empty where all are. */
export function summaryOf({ rulesets, node }: Paste): string {
  const tables = [...rulesets[4].tables.values(), ...rulesets[6].tables.values()];
  const count = tables.reduce((sum, { chains }) => sum + chains.size, 0);
  const rules = tables.reduce((sum, { chains }) => sum + ruleCountOf(chains), 0);
  const counts = [
    [tables.length, "table"],
    [count, "chain"],
    [rules, "rule"],
    [node.interfaces?.length ?? 0, "interface"],
    [node.routes?.length ?? 0, "route"],
  ] as const;
  return counts.flatMap(([count, what]) => (count === 0 ? [] : counted(count, what))).join(", ");
}
