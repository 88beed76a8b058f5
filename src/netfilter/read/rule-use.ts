/**
 * One match or target of a rule while the rule's words are read (rule.ts).
 */
import type { MatchExtension, TargetExtension } from "../extensions/extension";
import { findTarget } from "../extensions/index";
import { isVerdict, type OptionValue, type Target } from "../ruleset";
import { flagsOf, type FlagTable, type FoundOption } from "./option-flags";
import { quoted } from "./problems";
import type { Word } from "./words";

export interface Use {
  readonly name: string;
  readonly column: number;
  readonly extension: MatchExtension | TargetExtension | undefined;
  readonly flags: FlagTable;
  /** True where nobody knows its options, so that all that follows belongs to it. */
  readonly greedy: boolean;
  /** What it is where it is no extension and has no fault: a verdict, a chain to go to. */
  readonly plain: Target | undefined;
  /** True where a protocol loaded it, so that no `-m` stands before it. */
  readonly implied: boolean;
  readonly options: Record<string, OptionValue>;
  /** What was read of it. */
  readonly words: Word[];
  /** The place of the last separator that was read; what comes belongs behind it. */
  behind: number;
  fault: string | undefined;
}

const NO_FLAGS: FlagTable = new Map();

/** What stands for a verdict or a chain, an extension, or, where it is not known, undefined or why that is so. */
export function newUse(
  name: string,
  column: number,
  what: Target | MatchExtension | TargetExtension | string | undefined,
  implied = false,
): Use {
  const extension = typeof what === "object" && "check" in what ? what : undefined;
  const plain = typeof what === "object" && !("check" in what) ? what : undefined;
  return {
    name,
    column,
    extension,
    flags: extension ? flagsOf(extension) : NO_FLAGS,
    greedy: !extension && !plain,
    plain,
    implied,
    options: {},
    words: [],
    behind: -1,
    fault: undefined,
  };
}

/**
 * What a name after -j or -g stands for in a table, or why it cannot be told. A chain comes before a target of the same name,
 * as in the kernel.
 */
export function resolveGoal(
  name: string,
  goto: boolean,
  { table, chains }: { readonly table: string; readonly chains: { has(name: string): boolean } },
): Target | TargetExtension | string {
  if (!goto && isVerdict(name)) return { kind: "verdict", verdict: name };
  if (chains.has(name)) return { kind: goto ? "goto" : "jump", chain: name };
  const shown = quotedName(name);
  if (goto) return `${shown} is not a chain of the table ${table}`;
  return findTarget(name) ?? `${shown} is neither a chain of the table ${table} nor a target that is implemented`;
}

/** The option of a flag: of several, the first behind the last separator that is still to be given. */
export function chooseOption(use: Use, flag: string): FoundOption | undefined {
  const [first, ...others] = use.flags.get(flag) ?? [];
  if (first === undefined || others.length === 0) return first;
  return [first, ...others].find(({ place, name }) => place > use.behind && !Object.hasOwn(use.options, name)) ?? first;
}

/** `; expected one of --dport, --sport`, for a message. */
export function expectedOptions(flags: FlagTable): string {
  const names = [...new Set([...flags.values()].map(([{ spec }]) => spec.flags[0]))];
  if (names.length === 0) return ", which has none";
  return `; expected ${names.length === 1 ? "" : "one of "}${names.join(", ")}`;
}

/** A name as a message shows it: bare where it is one. */
export function quotedName(name: string): string {
  return /^[\w.+:-]{1,40}$/.test(name) ? name : quoted(name);
}
