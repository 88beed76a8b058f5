/**
 * Which chains a packet comes into on its way, and by which jumps, whatever the picture makes of them.
 */
import type { Ruleset, TableName } from "../netfilter/ruleset";
import { findChain } from "../netfilter/ruleset";
import { ruleOf } from "../netfilter/read/printed-chain";
import type { Outcome } from "../netfilter/trace";

export interface Touches {
  /** By table, in the order in which it comes into them; also those in which no rule matched. */
  readonly chains: ReadonlyMap<TableName, ReadonlySet<string>>;
  readonly jumps: readonly TouchedJump[];
}

export interface TouchedJump {
  readonly table: TableName;
  readonly kind: "jump" | "goto";
  readonly from: string;
  readonly to: string;
  /** The step at which the rule that jumps matched. */
  readonly step: number;
}

/** What an outcome's steps touch in the ruleset of their family. */
export function touchesOf(outcome: Pick<Outcome, "steps">, ruleset: Ruleset): Touches {
  const chains = new Map<TableName, Set<string>>();
  const jumps: TouchedJump[] = [];
  for (const [index, step] of outcome.steps.entries()) {
    if (step.kind !== "rule" && step.kind !== "policy") continue;
    const { table, chain } = step;
    const touched = chains.get(table) ?? new Set();
    chains.set(table, touched.add(chain));
    if (step.kind === "policy") continue;
    const from = findChain(ruleset, table, chain);
    const target = from && ruleOf(from, step.rule)?.target;
    if (target?.kind !== "jump" && target?.kind !== "goto") continue;
    touched.add(target.chain);
    jumps.push({ table, kind: target.kind, from: chain, to: target.chain, step: index });
  }
  return { chains, jumps };
}
