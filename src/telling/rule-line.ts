/**
 * The text of a rule taken apart: which of its words are which match, option or target.
 */
import type { Family } from "../netfilter/address";
import { readTableCommand, type TableCommand } from "../netfilter/read/table-command";
import { ProblemList } from "../netfilter/read/problems";
import type { PlacedPart } from "../netfilter/read/placed-parts";
import { placeRule } from "../netfilter/read/rule";
import { mayBeChain } from "../netfilter/read/table-draft";
import { splitWords, type Word } from "../netfilter/read/words";
import type { Rule, TableName } from "../netfilter/ruleset";

/** A rule read from its text, and where its words stand. */
export interface RuleLine extends Pick<Rule, "matches" | "target"> {
  readonly command: TableCommand;
  readonly placed: readonly PlacedPart[];
}

/** The table that a line belongs to. */
export interface LineTable {
  readonly family: Family;
  readonly name: TableName;
  readonly chains: { has(name: string): boolean };
}

/** A line such as `-A FORWARD -p tcp -j DROP`, without counters before it; undefined where it is no such line. */
export function readRuleLine(text: string, table: LineTable): RuleLine | undefined {
  const problems = new ProblemList();
  const command = readTableCommand(splitWords(text), text, 1, problems);
  if (command?.chain === undefined || !WITH_RULES.has(command.verb)) return undefined;
  const chains = { has: (name: string) => table.chains.has(name) || mayBeChain(name) };
  const context = { family: table.family, table: table.name, chains, line: 1, problems };
  return { command, ...placeRule(command.words, context) };
}

const WITH_RULES: ReadonlySet<TableCommand["verb"]> = new Set(["append", "insert", "replace", "delete"]);

/** Where some words stand in a text: from the first to behind the last, counted from 0. */
export function spanOf(words: readonly Word[]): Span {
  const [first] = words;
  const last = words.at(-1);
  return { from: (first?.column ?? 1) - 1, to: last ? last.column - 1 + last.raw.length : 0 };
}

/** A part of a text: what `slice(from, to)` gives. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
