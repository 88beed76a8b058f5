/**
 * Does to a table what commands say (table-command.ts). What the tools refuse is told, and the table stays as it is
 * (tests/kernel/live/commands.live.ts asks them).
 */
import type { Family } from "../address";
import { isBuiltIn } from "../ruleset";
import { goalIn } from "./callers";
import { changeChain, flush, whyNoPolicy, whyStays, type Refusal } from "./chain-commands";
import { type ProblemList, quoted } from "./problems";
import type { TableCommand, Verb } from "./table-command";
import { mayBeChain, type TableDraft } from "./table-draft";
import type { Word } from "./words";

/** The names of chains are no longer (XT_EXTENSION_MAXNAMELEN, linux/netfilter/x_tables.h). */
const LONGEST_NAME = 28;

/** The line of a script that makes a chain which is not there yet; undefined where none does. */
export type MadeLater = (chain: string) => number | undefined;

/** The verbs that need their chain; the others leave the same where it is not there. */
const NEEDING: ReadonlySet<Verb> = new Set<Verb>(["append", "insert", "replace", "rename"]);

/** The verbs that put a rule into a chain. */
const PUTTING: ReadonlySet<Verb> = new Set<Verb>(["append", "insert", "replace"]);

/**
 * Does to a table what a command says. `madeLater` is given for those of a script, which are run one after the other: a chain
 * that none of them makes was on the node before, which is told, and one that is made only later is not there yet.
 */
export function applyCommand(
  table: TableDraft,
  command: TableCommand,
  family: Family,
  problems: ProblemList,
  madeLater?: MadeLater,
): void {
  const { chain, line, column } = command;
  const refusal = chain ? applyTo(table, chain, command, family, problems, madeLater) : applyToAll(table, command);
  if (refusal !== undefined) pass(refusal, line, (chain ?? { column }).column, problems);
}

function pass(refusal: string, line: number, column: number, problems: ProblemList): void {
  problems.warn(line, column, `${refusal}; the command is passed over`);
}

function applyTo(
  table: TableDraft,
  { text: name, column }: Word,
  command: TableCommand,
  family: Family,
  problems: ProblemList,
  madeLater: MadeLater | undefined,
): Refusal {
  const { verb, line } = command;
  if (verb === "new") return addChain(table, name, line);
  const known = table.chains.get(name);
  const lacks = known === undefined && !isBuiltIn(name);
  if (lacks && !NEEDING.has(verb)) return applyToLacking(table, name, verb);
  const refusal = lacks ? whyNotThere(table, name, madeLater) : undefined;
  if (refusal !== undefined) return refusal;
  const goal = madeLater && PUTTING.has(verb) ? goalLacking(table, command) : undefined;
  const refusedGoal = goal && whyNotThere(table, goal.text, madeLater);
  if (goal && refusedGoal !== undefined) {
    pass(`${refusedGoal}, and no target is named so`, line, goal.column, problems);
    return undefined;
  }
  const refused = changeChain(table, known ?? table.chain(name, line), { ...command, verb }, family, problems);
  if (refused !== undefined) {
    if (!known) table.chains.remove(name);
    return refused;
  }
  if (lacks && madeLater) tellAssumed(table, name, line, column, problems);
  // Of a table that was emptied it is known what is in such a chain: nothing, so far.
  if (goal && table.whole && !table.chains.has(goal.text)) {
    table.chain(goal.text, line);
    tellAssumed(table, goal.text, line, goal.column, problems);
  }
  return undefined;
}

/** What leaves the same of a chain whether the node has it or not is refused only where it cannot have it. */
function applyToLacking(table: TableDraft, name: string, verb: Verb): Refusal {
  if (verb === "policy") return whyNoPolicy(name);
  if (verb === "remove") table.removeOwn(name);
  return table.allChains ? `the table ${table.name} has no chain ${quoted(name)}` : undefined;
}

/** Why a chain that is not told is not there when a command needs it; undefined where the node may have it. */
function whyNotThere(table: TableDraft, name: string, madeLater: MadeLater | undefined): Refusal {
  const later = madeLater?.(name);
  if (later === undefined && table.mayHave(name)) return undefined;
  const behind = later === undefined ? "" : `, which line ${String(later)} makes only afterwards`;
  return `the table ${table.name} has no chain ${quoted(name)}${behind}`;
}

/** The word of a rule that names a chain to go to which is not told. */
function goalLacking(table: TableDraft, { words }: TableCommand): Word | undefined {
  const goal = goalIn(words);
  return goal && !table.has(goal.text) && mayBeChain(goal.text) ? goal : undefined;
}

function tellAssumed(table: TableDraft, name: string, line: number, column: number, problems: ProblemList): void {
  const empty = table.whole ? ", without rules" : "";
  problems.warn(
    line,
    column,
    `nothing here makes the chain ${quoted(name)}; it is taken as one that the node has${empty}`,
  );
}

/** Does what a command that names no chain says: `-F`, `-X`, `-Z`. iptables takes away all chains or none. */
function applyToAll(table: TableDraft, { verb }: TableCommand): Refusal {
  const chains = [...table.chains.values()];
  if (verb === "zero") for (const chain of chains) chain.zero();
  if (verb === "flush") for (const chain of chains) if (chain.length > 0) flush(table, chain);
  if (verb !== "remove") return undefined;
  const own = chains.filter(({ name }) => !isBuiltIn(name));
  for (const chain of own) {
    const refusal = whyStays(table, chain);
    if (refusal !== undefined) return refusal;
  }
  for (const { name } of own) table.removeOwn(name);
  if (table.whole) table.allChains = true;
  return undefined;
}

function addChain(table: TableDraft, name: string, line: number): Refusal {
  if (table.has(name)) return `the chain ${quoted(name)} is there already`;
  if (name.length > LONGEST_NAME)
    return `the name ${quoted(name)} has ${String(name.length)} characters, and a chain's at most ${String(LONGEST_NAME)}`;
  if (!mayBeChain(name)) return `${quoted(name)} is no name for a chain`;
  table.chain(name, line);
  return undefined;
}
