/**
 * The rules of a chain as a walk asks them: by their positions, from 0. What it is given of a rule is lent: it is another
 * rule's as soon as that is asked. So nothing is made of the thousands of rules that a walk only passes.
 */
import type { Address } from "../address";
import type { Chain, Match, Rule, Target } from "../ruleset";
import { goalOf, lentMatches, lentTarget } from "./pasted-rule";
import type { OptionPlace } from "./shape";

/** The chain that a rule leads to. */
export interface Lead {
  readonly kind: "jump" | "goto";
  readonly chain: Chain;
}

/** The option of the rules that are like one: those of its shape have the same ones with other values. Undefined where they have none. */
export type OptionOf = (like: Pick<Rule, "matches" | "target">) => OptionPlace | undefined;

/** Takes the one address that a rule names with an option, and the rule; undefined where it may name another thing, or many. */
export type TakeHost = (host: Address["value"] | undefined, rule: number) => void;

export interface AskedRules {
  readonly length: number;
  /** Those matches of a rule that ask something. */
  matchesAt(position: number): readonly Match[];
  targetAt(position: number): Target;
  /** Where a rule leads, as far as that is known without looking for a chain of its target's name. */
  leadAt(position: number): Lead | undefined;
  /** The name of the chain that a rule leads to, which need not be there; null where it leads to none. */
  goalAt(position: number): string | null;
  /** The positions of the rules that are the first to lead to a chain. */
  firstLeads(): readonly number[];
  /** The position of the first rule that leads to the chain of a name; -1 where none does. */
  firstTo(name: string): number;
  /** Takes what rules name with an option, and their positions, as far as that is known without asking each: of many, or of none. */
  eachHost(optionOf: OptionOf, take: TakeHost): void;
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
  /** The positions of the first rules that lead to chains, by the names of these; made when they are first asked for. */
  #firsts: ReadonlyMap<string, number> | undefined = undefined;

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

  goalAt(position: number): string | null {
    const rule = this.#rules[position];
    return rule ? goalOf(rule) : null;
  }

  firstLeads(): readonly number[] {
    return [...this.#leads().values()];
  }

  firstTo(name: string): number {
    return this.#leads().get(name) ?? -1;
  }

  eachHost(): void {
    // Rules that are objects are asked one by one.
  }

  #leads(): ReadonlyMap<string, number> {
    if (this.#firsts) return this.#firsts;
    const firsts = new Map<string, number>();
    for (const [position, rule] of this.#rules.entries()) {
      const name = goalOf(rule);
      if (name !== null && !firsts.has(name)) firsts.set(name, position);
    }
    this.#firsts = firsts;
    return firsts;
  }

  suppliedAt(position: number): string | undefined {
    const rule = this.#rules[position];
    return rule?.line === null ? rule.text : undefined;
  }
}
