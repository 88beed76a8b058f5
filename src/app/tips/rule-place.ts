/**
 * How an element says that it shows a rule, or a piece of one: so that one listener tells all rules of the page, and a
 * card of a hundred rules bears no element for each of their parts.
 */
import type { TableName } from "../../netfilter/ruleset";
import { TABLE_NAMES } from "../../paste/reading";
import type { RuleName } from "../../worker/engine";

interface RuleMarks {
  /** `4 nat 5 KUBE-SERVICES` */
  readonly "data-rule": string;
}

/** The attributes of an element that shows a rule. Its pieces bear `data-at`: where their text begins in the rule, from 0. */
export function showsRule({ family, table, chain, rule }: RuleName): RuleMarks {
  return { "data-rule": `${String(family)} ${table} ${String(rule)} ${chain}` };
}

/** The rule that an element shows; undefined for one that shows none. */
export function shownRule(element: HTMLElement): RuleName | undefined {
  const [, family, name, rule, chain] = /^([46]) (\w+) (\d+) (.*)$/s.exec(element.dataset.rule ?? "") ?? [];
  const table: TableName | undefined = TABLE_NAMES.find((one) => one === name);
  if (table === undefined || chain === undefined) return undefined;
  return { family: family === "6" ? 6 : 4, table, chain, rule: Number(rule) };
}
