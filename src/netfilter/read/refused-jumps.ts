/**
 * Tells of rules that lead where the kernel refuses them to lead. Hardly a table has one (calls.ts), so that the page fetches
 * this for one that does.
 */
import { isBuiltIn, type Table } from "../ruleset";
import { findCircles, type GoalOf } from "./circles";
import type { ProblemList } from "./problems";

/** Tells rules that lead to a built-in chain (checked with iptables 1.8.9, both kinds). */
export function tellBuiltInGoals({ name, chains, line }: Table, goalOf: GoalOf, problems: ProblemList): void {
  for (const chain of chains.values())
    for (const rule of chain.rules) {
      const goal = goalOf(rule);
      if (goal === null || !isBuiltIn(goal) || chains.get(goal)?.policy === null) continue;
      problems.add(
        "error",
        rule.line ?? line,
        1,
        `${name}: a rule of ${chain.name} leads to ${goal}, the kernel's own chain: the kernel refuses such a rule`,
      );
    }
}

/** Tells chains that go in a circle. */
export function tellCircles(table: Table, goalOf: GoalOf, problems: ProblemList): void {
  for (const circle of findCircles(table, goalOf)) {
    const path = `${table.name}: ${circle.chains.join(" → ")}`;
    const line = circle.rule.line ?? table.line;
    if (circle.reachable) problems.add("error", line, 1, `${path}: the kernel refuses a ruleset that goes in a circle`);
    else
      problems.warn(
        line,
        1,
        `${path}: these chains go in a circle, and the kernel refuses any way into it from a built-in chain`,
      );
  }
}
