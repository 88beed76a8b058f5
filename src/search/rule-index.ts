/**
 * The texts of all rules as one, so that a word is found in 172,000 of them by the engine's own search of a string
 * instead of by asking each. Made for a paste when it is first searched.
 */
import type { Family } from "../netfilter/address";
import type { Rule, TableName } from "../netfilter/ruleset";
import type { Paste } from "../paste/paste";

export interface IndexedRule {
  readonly family: Family;
  readonly table: TableName;
  readonly chain: string;
  readonly rule: Rule;
}

export interface RuleIndex {
  readonly rules: readonly IndexedRule[];
  /** In lower case, a line each. */
  readonly text: string;
  /** Where each rule begins in it. */
  readonly starts: Uint32Array;
}

const made = new WeakMap<Paste, RuleIndex>();

/** The index of a paste. */
export function ruleIndexOf(paste: Paste): RuleIndex {
  const known = made.get(paste);
  if (known) return known;
  const rules: IndexedRule[] = [];
  for (const { family, tables } of [paste.rulesets[4], paste.rulesets[6]]) {
    for (const { name: table, chains } of tables.values())
      for (const { name: chain, rules: own } of chains.values())
        for (const rule of own) rules.push({ family, table, chain, rule });
  }
  const starts = new Uint32Array(rules.length);
  let length = 0;
  const texts = rules.map(({ rule }, index) => {
    starts[index] = length;
    const text = rule.text.toLowerCase();
    length += text.length + 1;
    return text;
  });
  const index = { rules, text: texts.join("\n"), starts };
  made.set(paste, index);
  return index;
}

/** The rules whose text holds all words, in the order of the paste, at most `limit`. */
export function rulesWith({ rules, text, starts }: RuleIndex, words: readonly string[], limit: number): IndexedRule[] {
  // The longest word is the rarest, as a rule; the others are asked of what holds it.
  const [sought = "", ...others] = [...words].sort((a, b) => b.length - a.length);
  const found: IndexedRule[] = [];
  if (sought === "") return found;
  for (let at = text.indexOf(sought); at >= 0 && found.length < limit;) {
    const index = lastNotAfter(starts, at);
    const end = starts[index + 1] ?? text.length;
    const line = others.length === 0 ? "" : text.slice(starts[index], end);
    const rule = rules[index];
    if (rule && others.every((word) => line.includes(word))) found.push(rule);
    at = text.indexOf(sought, end);
  }
  return found;
}

function lastNotAfter(starts: Uint32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
