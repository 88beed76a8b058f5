/**
 * A table while it is gathered from whatever tells it: iptables-save, -S, -L, commands, or some lines of these. Its rules
 * are read last, when all its chains are known.
 */
import type { Family } from "../address";
import { findTarget } from "../extensions/index";
import { HOOKS, type Chain, type Counters, type Rule, type Table, type TableName, type Target } from "../ruleset";
import { Calls } from "./calls";
import { findCircles } from "./circles";
import { quoted, type ProblemList } from "./problems";
import type { RuleDraft } from "./rule-draft";
import { goalOf } from "./pasted-rule";
import { RulesByShape } from "./rules-by-shape";

export class ChainDraft {
  readonly name: string;
  /** What a rule does that jumps to it. */
  readonly jump: Target;
  /** Its place among the chains, from 0. */
  number: number;
  policy: "ACCEPT" | "DROP" | null;
  counters: Counters | undefined;
  /** The line that declares it, or the first that names it; null where no line does. */
  readonly line: number | null;
  #rules: RuleDraft[] = [];
  /** What was put before the rules, the last first: a script of `-I` alone would move all others each time. */
  #before: RuleDraft[] = [];

  constructor(
    name: string,
    number: number,
    policy: ChainDraft["policy"],
    counters: Counters | undefined,
    line: number | null,
  ) {
    this.name = name;
    this.number = number;
    this.jump = jumpTo(name);
    this.policy = policy;
    this.counters = counters;
    this.line = line;
  }

  get length(): number {
    return this.#before.length + this.#rules.length;
  }

  get rules(): RuleDraft[] {
    if (this.#before.length > 0) {
      this.#rules = [...this.#before.reverse(), ...this.#rules];
      this.#before = [];
    }
    return this.#rules;
  }

  set rules(rules: RuleDraft[]) {
    this.#before = [];
    this.#rules = rules;
  }

  append(rule: RuleDraft): void {
    this.#rules.push(rule);
  }

  prepend(rule: RuleDraft): void {
    this.#before.push(rule);
  }
}

/** The targets that every table has. */
export const VERDICTS: ReadonlySet<string> = new Set(["ACCEPT", "DROP", "RETURN", "QUEUE"]);

export class TableDraft {
  /** In the order in which they came. */
  readonly chains = new Map<string, ChainDraft>();
  readonly name: TableName;
  readonly line: number;
  /** False where chains and rules of it may lack. */
  whole: boolean;
  /** True where it was listed without the devices of its rules. */
  hidesDevices = false;

  /** The chains whose names have no quote, in the order in which they came, and where among them that of the last rule stands. */
  #declared: ChainDraft[] = [];
  #last = 0;

  constructor(name: TableName, line: number, whole: boolean) {
    this.name = name;
    this.line = line;
    this.whole = whole;
  }

  /** The chain of a name, made where there is none; a built-in one is made with the policy ACCEPT, as the kernel makes it. */
  chain(name: string, line: number | null): ChainDraft {
    const known = this.chains.get(name);
    if (known) return known;
    return this.#put(name, isBuiltIn(name) ? "ACCEPT" : null, undefined, line);
  }

  /** The chain whose name stands in a text from a place up to another; undefined where there is none that is named so plainly. */
  chainAt(text: string, from: number, to: number): ChainDraft | undefined {
    // Mostly the chain of the last rule, or the one that was declared behind it.
    for (let at = this.#last; at < this.#last + 2; at++) {
      const likely = this.#declared[at];
      if (to - from !== likely?.name.length || !text.startsWith(likely.name, from)) continue;
      this.#last = at;
      return likely;
    }
    const name = text.slice(from, to);
    const chain = name.includes('"') ? undefined : this.chains.get(name);
    if (chain && this.#declared[chain.number] === chain) this.#last = chain.number;
    return chain;
  }

  get ruleCount(): number {
    let count = 0;
    for (const { length } of this.chains.values()) count += length;
    return count;
  }

  remove(name: string): void {
    this.#declared = [];
    this.#last = 0;
    this.chains.delete(name);
  }

  /** A chain with what its declaration says; an earlier one of the name keeps its rules. */
  declare(name: string, policy: ChainDraft["policy"], counters: Counters | undefined, line: number): void {
    const before = this.chains.get(name);
    if (before) this.remove(name);
    this.#put(name, policy, counters, line).rules = before?.rules ?? [];
  }

  #put(name: string, policy: ChainDraft["policy"], counters: Counters | undefined, line: number | null): ChainDraft {
    const chain = new ChainDraft(name, this.#declared.length, policy, counters, line);
    this.chains.set(name, chain);
    if (!name.includes('"')) this.#declared.push(chain);
    return chain;
  }

  /** Reads the rules, and tells of chains that go in a circle. */
  read(family: Family, problems: ProblemList): Table {
    const chains = new Map<string, Chain>();
    const known = { has: (name: string) => this.chains.has(name) || (!this.whole && mayBeChain(name)) };
    const context = { family, table: this.name, chains: known, problems };
    // A chain that is named like a verdict is never gone to.
    const shadowed = [...VERDICTS].some((verdict) => this.chains.has(verdict));
    const reading = new RulesByShape(context, shadowed ? new Map() : this.chains);
    const calls = new Calls();
    let count = 0;
    for (const draft of this.chains.values()) draft.number = count++;
    for (const { name, policy, counters, line, rules: drafts } of this.chains.values()) {
      const rules = new Array<Rule>(drafts.length);
      for (let index = 0; index < drafts.length; index++) {
        const draft = drafts[index];
        if (!draft) break;
        const rule = reading.read(draft, index + 1, draft.line ?? this.line);
        const goal = reading.goal ?? this.chains.get(goalOf(rule) ?? "");
        if (goal) calls.add(goal.number);
        rules[index] = rule;
      }
      calls.endOfChain();
      chains.set(name, { name, policy, counters, rules, line, absent: false });
    }
    for (const name of this.whole ? [] : absentChains(chains)) {
      chains.set(name, { name, policy: null, counters: undefined, rules: [], line: null, absent: true });
    }
    const { name, whole, line } = this;
    const table: Table = { name, chains, whole, line, ...(this.hidesDevices ? { hidesDevices: true } : {}) };
    if (calls.mayCircle()) tellCircles(table, problems);
    return table;
  }
}

function jumpTo(chain: string): Target {
  return { kind: "jump", chain };
}

/** True for the names of the kernel's own chains. */
export function isBuiltIn(chain: string): boolean {
  return HOOKS.some((hook) => hook === chain);
}

/** True for the name of no target that anybody knows: where a table is told in part, it is a chain that the paste does not show. */
export function mayBeChain(name: string): boolean {
  return !VERDICTS.has(name) && !findTarget(name) && /^[^\s"[\]()<>]+$/.test(name);
}

function absentChains(chains: ReadonlyMap<string, Chain>): ReadonlySet<string> {
  const absent = new Set<string>();
  for (const { rules } of chains.values())
    for (const rule of rules) {
      const goal = goalOf(rule);
      if (goal !== null && !chains.has(goal)) absent.add(goal);
    }
  return absent;
}

function tellCircles(table: Table, problems: ProblemList): void {
  for (const circle of findCircles(table)) {
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

/** Says that a chain which stands a second time takes the place of the first. */
export function tellTwice(
  name: string,
  before: number | null,
  line: number,
  column: number,
  problems: ProblemList,
): void {
  const first = before === null ? "" : `, first in line ${String(before)}`;
  problems.warn(line, column, `the chain ${quoted(name)} is declared twice${first}; this line is used`);
}
