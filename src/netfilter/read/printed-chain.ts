/**
 * A chain whose rules stand in the paste as iptables-save prints them: they are made when they are first asked for, and are
 * then the same for whoever asks.
 */
import type { Chain, Counters, Match, Rule, Table, Target } from "../ruleset";
import { type AskedRules, type Lead, ListedRules, type OptionOf, type TakeHost } from "./asked-rules";
import type { PrintedRules } from "./printed-rules";

export class PrintedChain implements Chain, AskedRules {
  readonly name: string;
  readonly policy: Chain["policy"];
  readonly counters: Counters | undefined;
  readonly line: number | null;
  readonly absent = false;
  readonly #printed: PrintedRules;
  readonly #from: number;
  readonly #to: number;
  #rules: readonly Rule[] | undefined = undefined;

  /** Its rules are those of a run of printed ones. */
  constructor(
    { name, policy, counters, line }: Pick<Chain, "name" | "policy" | "counters" | "line">,
    printed: PrintedRules,
    { from, to }: { readonly from: number; readonly to: number },
  ) {
    this.name = name;
    this.policy = policy;
    this.counters = counters;
    this.line = line;
    this.#printed = printed;
    this.#from = from;
    this.#to = to;
  }

  get rules(): readonly Rule[] {
    this.#rules ??= this.#printed.rules(this.#from, this.#to);
    return this.#rules;
  }

  /** Its rule at a position, from 0; made for whoever asks where the rules were not asked for yet. */
  ruleAt(position: number): Rule | undefined {
    if (this.#rules) return this.#rules[position];
    return position >= 0 && position < this.length
      ? this.#printed.rule(this.#from + position, position + 1)
      : undefined;
  }

  /** How many rules it has; makes none. */
  get length(): number {
    return this.#to - this.#from;
  }

  /** The positions of the rules that hold a word, and perhaps of others. */
  mentioning(word: string): number[] {
    return this.#printed.mentioning(this.#from, this.#to, word).map((place) => place - this.#from);
  }

  /** The positions of the rules that lead to a chain, by its place in the index of the table and its name. */
  leading(chain: number, name: string): number[] {
    return this.#printed.leaders(chain, name, this.#from, this.#to).map((place) => place - this.#from);
  }

  /** Marks the chains, by their places in the index of the table, that its rules lead to by their shapes. */
  markGoals(marks: Uint8Array): void {
    this.#printed.markGoals(this.#from, this.#to, marks);
  }

  matchesAt(position: number): readonly Match[] {
    return this.#printed.lentMatches(this.#from + position);
  }

  targetAt(position: number): Target {
    return this.#printed.lentTarget(this.#from + position);
  }

  leadAt(position: number): Lead | undefined {
    return this.#printed.lead(this.#from + position);
  }

  goalAt(position: number): string | null {
    return this.#printed.goal(this.#from + position);
  }

  firstLeads(): readonly number[] {
    return this.#printed.firstLeads(this.#from, this.#to).map((place) => place - this.#from);
  }

  firstTo(name: string): number {
    const [first] = this.#printed.leadersTo(name, this.#from, this.#to);
    return first === undefined ? -1 : first - this.#from;
  }

  eachHost(optionOf: OptionOf, take: TakeHost): void {
    this.#printed.eachHost(this.#from, this.#to, optionOf, (host, place) => {
      take(host, place - this.#from);
    });
  }

  suppliedAt(): undefined {
    return undefined;
  }

  /** All that a chain has, for whoever prints or compares it as a plain value. */
  toJSON(): Chain {
    const { name, policy, counters, rules, line, absent } = this;
    return { name, policy, counters, rules, line, absent };
  }
}

/** How many rules a chain has; makes none of them. */
export function ruleCount(chain: Chain): number {
  return chain instanceof PrintedChain ? chain.length : chain.rules.length;
}

/** The rule of a chain by its number, from 1; where none was made yet it is made for whoever asks, and no other is. */
export function ruleOf(chain: Chain, number: number): Rule | undefined {
  return chain instanceof PrintedChain ? chain.ruleAt(number - 1) : chain.rules[number - 1];
}

/** True for a table of which any chain has a rule; makes none. */
export function hasRules({ chains }: Pick<Table, "chains">): boolean {
  for (const chain of chains.values()) if (ruleCount(chain) > 0) return true;
  return false;
}

/** The rules of a chain one after the other, for whoever passes over them: what was not made yet is not kept. */
export function* passedRules(chain: Chain): Generator<Rule> {
  if (chain instanceof PrintedChain)
    for (let position = 0; position < chain.length; position++) {
      const rule = chain.ruleAt(position);
      if (rule) yield rule;
    }
  else yield* chain.rules;
}

/** The rules of a chain, to be asked; makes none of them. */
export function askedRules(chain: Chain): AskedRules {
  return chain instanceof PrintedChain ? chain : new ListedRules(chain.rules);
}
