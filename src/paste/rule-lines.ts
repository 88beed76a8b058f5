/**
 * Rules that stand outside of any table: what `iptables -S` prints, and lines that a grep let through. Their table is
 * told by the command, or else by the names of chains, by targets and by jumps, which is then said to be inferred.
 */
import type { Family } from "../netfilter/address";
import { rulesByPrint } from "../netfilter/read/chain-commands";
import { applyCommand } from "../netfilter/read/commands";
import { appendRule, chainOfLine, declareChain, familyOfRule, isRuleLine } from "../netfilter/read/iptables-save";
import type { ProblemList } from "../netfilter/read/problems";
import type { Section } from "../netfilter/read/section";
import { TableDraft } from "../netfilter/read/table-draft";
import { readTableCommand } from "../netfilter/read/table-command";
import { splitWords } from "../netfilter/read/words";
import type { TableName } from "../netfilter/ruleset";
import { type RuleLine, TableSigns } from "./table-signs";
import type { Tables } from "./tables";

/** What is known of a section of such lines before they are read. */
export interface Known {
  readonly family: Family | undefined;
  readonly table: TableName | undefined;
  /** True where something let through a part of the lines only. */
  readonly part: boolean;
}

/** What came out of a section of rules or a listing. */
export interface ReadRules {
  readonly family: Family;
  readonly tables: readonly TableName[];
  readonly rules: number;
  /** True where the table was told by the names of chains and the like. */
  readonly inferred: boolean;
  /** What the lines do not show, in words: `devices not listed`. */
  readonly hidden?: readonly string[];
}

/** Reads lines of rules into the tables they belong to; `signs` are those of all such lines of the paste. */
export function readRuleLines(
  section: Section,
  known: Known,
  signs: TableSigns,
  tables: Tables,
  problems: ProblemList,
): ReadRules {
  const lines = ruleLinesOf(section);
  const family = known.family ?? firstOf(lines, ({ source }) => familyOfRule(source)) ?? 4;
  const found = known.table === undefined ? signs.tablesOf(lines) : lines.map(() => known.table ?? "filter");
  const groups = new Map<TableName, RuleLine[]>();
  for (const [index, line] of lines.entries()) {
    const table = found[index] ?? "filter";
    const group = groups.get(table);
    if (group) group.push(line);
    else groups.set(table, [line]);
  }
  let rules = 0;
  for (const [name, group] of groups) rules += takeGroup(name, group, family, known.part, tables, problems);
  return { family, tables: [...groups.keys()], rules, inferred: known.table === undefined };
}

/** What all lines of rules that stand outside of a table tell of their tables. */
export function signsOf(sections: readonly Section[]): TableSigns {
  return new TableSigns(sections.map(ruleLinesOf));
}

/** The lines of a section without blanks, comments and what ends a table. */
function ruleLinesOf(section: Section): RuleLine[] {
  const lines: RuleLine[] = [];
  for (let index = section.from; index < section.to; index++) {
    const source = section.lines.at(index);
    if (source.trim() !== "" && !/^\s*(?:#|COMMIT\s*$)/.test(source)) lines.push(lineOf(source, index + 1));
  }
  return lines;
}

function lineOf(source: string, number: number): RuleLine {
  const declared = chainOfLine(source);
  const chain = declared ?? /^\s*(?:\[\d+:\d+\]\s*)?-[A-Z]\s+("[^"]*"|\S+)/.exec(source)?.[1];
  const target = declared === undefined ? /\s-[jg]\s+(\S+)/.exec(source)?.[1] : undefined;
  return { source, number, chain, target, declares: declared !== undefined || /^\s*-[NP]\s/.test(source) };
}

function takeGroup(
  name: TableName,
  group: readonly RuleLine[],
  family: Family,
  part: boolean,
  tables: Tables,
  problems: ProblemList,
): number {
  const first = group[0]?.number ?? 1;
  // Only -S, and iptables-save whose `*table` was cut off, tell the policies.
  const policies = group.filter(
    ({ source, chain }) => /^\s*(?:-P|:\S+\s+(?:ACCEPT|DROP))\s/.test(source) && chain !== undefined,
  );
  const whole = !part && policies.length > 1;
  const draft = whole ? new TableDraft(name, first, true) : tables.part(family, name, "lines", first);
  if (!draft) return 0;
  let rules = 0;
  const before = whole ? undefined : new ToldBefore(draft, family);
  for (const { source, number, chain } of group) {
    if (chain !== undefined) before?.note(chain);
    if (chainOfLine(source) !== undefined) {
      declareOnce(draft, source, number, problems);
    } else if (isRuleLine(source)) {
      appendRule(draft, source, number, problems);
      before?.dropAgain(chain ?? "");
      rules++;
    } else {
      const command = readTableCommand(splitWords(source), source, number, problems);
      if (command?.verb === "new" && draft.chains.has(command.chain?.text ?? "")) continue;
      if (command) applyCommand(draft, command, family, problems);
      if (command?.verb === "insert" || command?.verb === "replace") rules++;
    }
  }
  if (whole) tables.put(family, draft, "rules");
  return rules;
}

/** The rules that earlier sections told of a table: several greps in one paste show a rule several times. */
class ToldBefore {
  readonly #draft: TableDraft;
  readonly #family: Family;
  /** How many a chain had before this section. */
  readonly #counts = new Map<string, number>();

  constructor(draft: TableDraft, family: Family) {
    this.#draft = draft;
    this.#family = family;
  }

  /** Is asked before a line is taken that may change the chain. */
  note(chain: string): void {
    if (!this.#counts.has(chain)) this.#counts.set(chain, this.#draft.chains.get(chain)?.length ?? 0);
  }

  /** Takes the last rule of a chain away again where an earlier section has told it. */
  dropAgain(name: string): void {
    const count = this.#counts.get(name) ?? 0;
    const chain = this.#draft.chains.get(name);
    const last = chain?.rules.at(-1);
    if (count === 0 || !chain || !last) return;
    const first = rulesByPrint(chain, this.#draft.name, this.#family).firstLike(last);
    if (first >= count) return;
    chain.rules.pop();
    this.#draft.callers?.went(last);
  }
}

/** Several greps in one paste show a chain's line several times. */
function declareOnce(draft: TableDraft, source: string, number: number, problems: ProblemList): void {
  const before = draft.chains.get(chainOfLine(source) ?? "");
  if (draft.whole || !before) declareChain(draft, source, number, problems);
}

function firstOf<Value>(lines: readonly RuleLine[], value: (line: RuleLine) => Value | undefined): Value | undefined {
  for (const line of lines) {
    const found = value(line);
    if (found !== undefined) return found;
  }
  return undefined;
}
