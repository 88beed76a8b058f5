/**
 * Which chain, and which of its rules, each line of a paste holds.
 */
import type { Paste } from "../paste/paste";
import type { LinePlace } from "./engine";

/** By line, from 1; lines that hold no chain are not there. Linear in the rules. */
export function linePlaces({ rulesets }: Paste): ReadonlyMap<number, LinePlace> {
  const places = new Map<number, LinePlace>();
  for (const { family, tables } of [rulesets[4], rulesets[6]])
    for (const { name: table, chains } of tables.values())
      for (const { name: chain, line, rules } of chains.values()) {
        if (line !== null) places.set(line, { family, table, chain, rule: null });
        for (const rule of rules)
          if (rule.line !== null) places.set(rule.line, { family, table, chain, rule: rule.number });
      }
  return places;
}
