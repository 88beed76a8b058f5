/**
 * What was found in a paste, in a line.
 */
import { ruleCount } from "../netfilter/read/printed-chain";
import type { Paste } from "../paste/paste";

/** `5 tables, 61 chains, 142 rules, 3 interfaces, 4 routes`. Kinds of which there are none are left out; empty where all are. */
export function summaryOf({ rulesets, node }: Paste): string {
  const tables = [...rulesets[4].tables.values(), ...rulesets[6].tables.values()];
  const chains = tables.flatMap((table) => [...table.chains.values()]);
  const rules = chains.reduce((sum, chain) => sum + ruleCount(chain), 0);
  const counts = [
    counted(tables.length, "table"),
    counted(chains.length, "chain"),
    counted(rules, "rule"),
    counted(node.interfaces?.length ?? 0, "interface"),
    counted(node.routes?.length ?? 0, "route"),
  ];
  return counts.filter((count) => count !== null).join(", ");
}

function counted(count: number, what: string): string | null {
  return count === 0 ? null : `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
