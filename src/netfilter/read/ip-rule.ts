/**
 * Reads what `ip rule` prints (ip-rule(8)): `100:  from 10.0.0.0/8 fwmark 0x1 lookup 100`.
 */
import type { RoutingRule } from "../node";
import type { Family } from "../address";
import { ROUTING_RULE } from "./node-signs";
import { quoted, type ProblemList } from "./problems";
import type { Section } from "./section";

/** The rules that every node has: priority and table. */
const STANDARD: ReadonlySet<string> = new Set(["0 local", "32766 main", "32767 default"]);

/** A section of rules and the family of the command before it. */
export interface RuleSection extends Section {
  readonly family: Family | undefined;
}

/** The rules of several sections, in their order; the same of both families is there once for each. */
export function readRoutingRules(sections: readonly RuleSection[], problems: ProblemList): RoutingRule[] {
  const rules: RoutingRule[] = [];
  for (const { lines, from, to, family } of sections) {
    for (let index = from; index < to; index++) {
      const source = lines.at(index);
      const [, priority, words] = ROUTING_RULE.exec(source) ?? [];
      if (priority === undefined || words === undefined) {
        if (source.trim() === "") continue;
        const column = source.length - source.trimStart().length + 1;
        const message = `${quoted(source.trim())} is no rule of ip rule; expected a priority such as 100: and from`;
        problems.warn(index + 1, column, message);
        continue;
      }
      const [, selector = words, table] = /^(.*?)\s(?:lookup|table)\s+(\S+)/.exec(words) ?? [];
      rules.push({
        priority: Number(priority),
        family,
        selector: selector.trim(),
        table,
        standard: selector === "from all" && words.endsWith(table ?? " ") && STANDARD.has(`${priority} ${table ?? ""}`),
        text: words,
        line: index + 1,
      });
    }
  }
  return rules;
}
