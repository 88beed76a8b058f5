/**
 * A table while it is gathered from whatever tells it: iptables-save, -S, -L, commands, or some lines of these. Its rules
 * are read last, when all its chains are known.
 */
import { refusedJumps } from "#refused-jumps";
import type { Family } from "../address";
import { findTarget } from "../extensions/index";
import {
  HOOKS,
  isBuiltIn,
  isVerdict,
  VERDICTS,
  type Chain,
  type Counters,
  type Table,
  type TableName,
} from "../ruleset";
import type { Callers } from "./callers";
import { ChainDraft } from "./chain-draft";
import { ChainDrafts } from "./chain-drafts";
import { Lines } from "./lines";
import { quoted, type ProblemList } from "./problems";
import { goalOf } from "./pasted-rule";
import { PrintedRules } from "./printed-rules";
import { TableReading } from "./table-reading";

export class TableDraft {
  readonly chains: ChainDrafts;
  /** Those among which its printed rules stand. */
  readonly lines: Lines;
  /** The rules that stand in the paste as iptables-save prints them. */
  readonly printed: PrintedRules;
  readonly name: TableName;
  readonly line: number;
  /** False where rules of it may lack. */
  whole: boolean;
  /** False where the node may have chains that nothing tells: of a table that a script emptied it may have empty ones. */
  allChains: boolean;
  /** Chains that commands took away. */
  readonly #gone = new Set<string>();
  /** True where it was listed without the devices of its rules. */
  hidesDevices = false;
  /** How many rules lead to each chain, once a command asked for that: who changes rules tells it. */
  callers: Callers | undefined = undefined;
  /**
   * What read its rules, once that was done. Nobody asks it: it stays with its table so that one object of each class that reads
   * is there for as long as a draft is (paste/paste.ts, `kept`).
   */
  readBy: TableReading | undefined = undefined;

  constructor(name: TableName, line: number, whole: boolean, lines = NO_LINES) {
    this.name = name;
    this.line = line;
    this.whole = whole;
    this.allChains = whole;
    this.printed = new PrintedRules(lines, lines.printedFrom(line));
    this.lines = lines;
    this.chains = new ChainDrafts(lines, this.printed, lines.declaringFrom(line));
  }

  /** The chain of a name, made where there is none; a built-in one is made with the policy ACCEPT, as the kernel makes it. */
  chain(name: string, line: number | null): ChainDraft {
    const known = this.chains.get(name);
    if (known) return known;
    return this.#add(name, isBuiltIn(name) ? "ACCEPT" : null, undefined, line);
  }

  get ruleCount(): number {
    return this.chains.ruleCount;
  }

  /** True for a chain that is told, and for those that the kernel makes. */
  has(name: string): boolean {
    return this.chains.has(name) || (!this.allChains && isBuiltIn(name));
  }

  /** False for a chain of the user's own that is not told and that the node cannot have either. */
  mayHave(name: string): boolean {
    return !this.allChains && !this.#gone.has(name);
  }

  /** Takes a chain of the user's own away, told or not. */
  removeOwn(name: string): void {
    this.chains.remove(name);
    this.#gone.add(name);
  }

  /** A chain with what its declaration says; an earlier one of the name keeps its rules. */
  declare(name: string, policy: ChainDraft["policy"], counters: Counters | undefined, line: number): void {
    const before = this.chains.get(name);
    if (!before) {
      this.#add(name, policy, counters, line);
      return;
    }
    this.chains.remove(name);
    before.policy = policy;
    before.counters = counters;
    before.line = line;
    this.chains.add(before);
  }

  /** Gives a chain another name, which none has. */
  rename(chain: ChainDraft, name: string): void {
    this.removeOwn(chain.name);
    chain.name = name;
    this.chains.add(chain);
  }

  /** Adds a chain of a name that none has. */
  #add(name: string, policy: ChainDraft["policy"], counters: Counters | undefined, line: number | null): ChainDraft {
    const chain = new ChainDraft(name, policy, counters, line, this.printed);
    this.chains.add(chain);
    return chain;
  }

  /** Reads the rules, and tells of chains that go in a circle. */
  read(family: Family, problems: ProblemList): Table {
    const known = { has: (name: string) => this.chains.has(name) || (!this.whole && mayBeChain(name)) };
    const context = { family, table: this.name, chains: known, problems };
    // A chain that is named like a verdict is never gone to.
    const shadowed = VERDICTS.some((verdict) => this.chains.has(verdict));
    const reading = new TableReading(this, context, shadowed ? NO_GOALS : this.chains);
    this.readBy = reading;
    this.printed.beginReading();
    const read = this.chains.read(reading);
    this.printed.leadTo(read);
    const chains = this.whole ? read : withAbsent(read);
    const { name, whole, line } = this;
    const table: Table = { name, chains, whole, line, ...(this.hidesDevices ? { hidesDevices: true } : {}) };
    const builtIn = HOOKS.map((hook) => this.chains.placeOf(hook)).filter((place) => place >= 0);
    if (reading.calls.mayBeRefused(builtIn)) {
      const { tellBuiltInGoals, tellCircles } = refusedJumps();
      tellCircles(table, goalOf, problems);
      tellBuiltInGoals(table, goalOf, problems);
    }
    return table;
  }
}

const NO_LINES = new Lines("");
const NO_GOALS = { find: () => -1, isNamed: () => false, nameAt: () => "" };

/** True for the name of no target that anybody knows: where a table is told in part, it is a chain that the paste does not show. */
export function mayBeChain(name: string): boolean {
  return !isVerdict(name) && !findTarget(name) && /^[^\s"[\]()<>]+$/.test(name);
}

/** With the chains that rules lead to and that are not among them. */
function withAbsent(chains: ReadonlyMap<string, Chain>): ReadonlyMap<string, Chain> {
  const all = new Map(chains);
  for (const { rules } of chains.values())
    for (const rule of rules) {
      const name = goalOf(rule);
      if (name !== null && !all.has(name))
        all.set(name, { name, policy: null, counters: undefined, rules: [], line: null, absent: true });
    }
  return all;
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
