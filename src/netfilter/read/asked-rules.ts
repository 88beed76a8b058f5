/**
 * The rules of a chain as a walk asks them: by their positions, from 0. What it is given of a rule is lent: it is another
 * rule's as soon as that is asked. So nothing is made of the thousands of rules that a walk only passes.
 */
import type { Chain, Match, Rule, Target } from "../ruleset";
import { lentMatches, lentTarget } from "./pasted-rule";

/** The chain that a rule leads to. */
export interface Lead {
  readonly kind: "jump" | "goto";
  readonly chain: Chain;
}

export interface AskedRules {
  readonly length: number;
  /** Those matches of a rule that ask something. */
  matchesAt(position: number): readonly Match[];
  targetAt(position: number): Target;
  /** Where a rule leads, as far as that is known without looking for a chain of its target's name. */
  leadAt(position: number): Lead | undefined;
  /** The text of a rule that is not in the paste, and was supplied; undefined for all others. */
  suppliedAt(position: number): string | undefined;
}

/** The chain that a rule leads to, among those of its table; undefined where it leads to none that is there. */
export function ledTo(rules: AskedRules, position: number, chains: ReadonlyMap<string, Chain>): Chain | undefined {
  const lead = rules.leadAt(position);
  if (lead) return lead.chain;
  const target = rules.targetAt(position);
  return target.kind === "jump" || target.kind === "goto" ? chains.get(target.chain) : undefined;
}

/** Rules that are objects already. */
export class ListedRules implements AskedRules {
  readonly #rules: readonly Rule[];

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  get length(): number {
    return this.#rules.length;
  }

  matchesAt(position: number): readonly Match[] {
    const rule = this.#rules[position];
    return rule ? lentMatches(rule) : [];
  }

  targetAt(position: number): Target {
    const rule = this.#rules[position];
    return rule ? lentTarget(rule) : { kind: "none" };
  }

  leadAt(): undefined {
    return undefined;
  }

  suppliedAt(position: number): string | undefined {
    const rule = this.#rules[position];
    return rule?.line === null ? rule.text : undefined;
  }
}
