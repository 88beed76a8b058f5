/**
 * The words that all the rest speaks: Ruleset, Table, Chain, Rule, Match, Target.
 *
 * These are plain values, so that they pass through a worker; what an extension does is looked up by its name
 * (extensions/index.ts). Chains stand in Maps, so that a chain named `__proto__` is a chain like any other.
 */
import type { Family } from "./address";

export const TABLE_NAMES = ["raw", "mangle", "nat", "filter", "security"] as const;
export type TableName = (typeof TABLE_NAMES)[number];

export const HOOKS = ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"] as const;
export type Hook = (typeof HOOKS)[number];

export interface Ruleset {
  readonly family: Family;
  /** In the order of the paste. A table that the paste lacks is not here. */
  readonly tables: ReadonlyMap<TableName, Table>;
  /** Tables that the paste says nothing of, though the node may have them. */
  readonly untold: readonly TableName[];
}

export interface Table {
  readonly name: TableName;
  /** In the order of the paste. */
  readonly chains: ReadonlyMap<string, Chain>;
  /** False where the paste holds some lines of it only, such as those that a grep let through. */
  readonly whole: boolean;
  /** True where it was listed without the devices of its rules. */
  readonly hidesDevices?: true;
  /** Where it begins in the paste, from 1. */
  readonly line: number;
}

export interface Chain {
  readonly name: string;
  /** What happens at its end: null for a chain of the user's own, which returns to its caller. */
  readonly policy: "ACCEPT" | "DROP" | null;
  readonly counters: Counters | undefined;
  readonly rules: readonly Rule[];
  /** The line of the paste that declares it (`:KUBE-SERVICES - [0:0]`), from 1; null where it is not in the paste. */
  readonly line: number | null;
  /** True for a chain that rules of the paste lead to and of which it says nothing. */
  readonly absent: boolean;
}

export interface Counters {
  readonly packets: number;
  readonly bytes: number;
}

export interface Rule {
  /** From 1 within its chain, as `iptables -L --line-numbers` counts. */
  readonly number: number;
  /** The rule as the user pasted it, from `-A` on, counters cut off. */
  readonly text: string;
  /** Null for a rule that was supplied: it is not in the paste, but whoever wrote the others always writes it. */
  readonly line: number | null;
  readonly counters: Counters | undefined;
  /** In the order of the paste, the addresses, devices and protocol of the rule's head first (extension `ip`). */
  readonly matches: readonly Match[];
  readonly target: Target;
}

export type Match = KnownExtension | UnknownExtension;

/** An extension that extensions/index.ts knows, with its options read and checked. */
export interface KnownExtension {
  readonly kind: "known";
  readonly name: string;
  readonly options: Options;
}

/** An extension that nobody here implements: kept word for word, and it splits the walk. */
export interface UnknownExtension {
  readonly kind: "unknown";
  readonly name: string;
  /** All words of it as they stand in the paste, quotes included: `-m`, `time`, `--timestart`, `08:00`. */
  readonly words: readonly string[];
  /** Why it is not known, in words: `the match time is not implemented`. */
  readonly reason: string;
}

/** The targets that every table has without any extension. */
export const VERDICTS = ["ACCEPT", "DROP", "RETURN", "QUEUE"] as const;
export type RuleVerdict = (typeof VERDICTS)[number];

export type Target =
  | { readonly kind: "none" }
  | { readonly kind: "verdict"; readonly verdict: RuleVerdict }
  | { readonly kind: "jump"; readonly chain: string }
  | { readonly kind: "goto"; readonly chain: string }
  | KnownExtension
  | UnknownExtension;

/** The options of one use of an extension by their names in its table; an option that was not given is not there. */
export type Options = Readonly<Record<string, OptionValue>>;

export interface OptionValue {
  readonly value: unknown;
  /** True where a `!` stands before it. */
  readonly negated: boolean;
}

/** Something of the paste that could not be used as it stands. */
export interface Problem {
  readonly line: number;
  /** From 1; where in the line it begins. */
  readonly column: number;
  readonly severity: "error" | "warning";
  /** What is wrong and what was expected, in a sentence. */
  readonly message: string;
}

/** True for what is a verdict behind `-j`. */
export function isVerdict(name: string): name is RuleVerdict {
  return VERDICTS.some((verdict) => verdict === name);
}

/** True for the names of the kernel's own chains. */
export function isBuiltIn(chain: string): chain is Hook {
  return HOOKS.some((hook) => hook === chain);
}

/** A chain of a table, or undefined where the ruleset has none of that name. */
export function findChain(ruleset: Ruleset, table: TableName, chain: string): Chain | undefined {
  return ruleset.tables.get(table)?.chains.get(chain);
}
