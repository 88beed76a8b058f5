/**
 * Does to a table what commands say (table-command.ts). What the tools refuse is told, and the table stays as it is
 * (tests/kernel/live/commands.live.ts asks them).
 */
import type { Family } from "../address";
import { counted } from "../counted";
import { isBuiltIn, type TableName } from "../ruleset";
import { printParts } from "../print";
import { Callers } from "./callers";
import { zeroed, type ChainDraft } from "./chain-draft";
import { ProblemList, quoted } from "./problems";
import { readRule } from "./rule";
import type { RuleDraft } from "./rule-draft";
import { RulesByPrint } from "./rules-by-print";
import type { TableCommand } from "./table-command";
import { mayBeChain, type TableDraft } from "./table-draft";
import type { Word } from "./words";

/** The names of chains are no longer (XT_EXTENSION_MAXNAMELEN, linux/netfilter/x_tables.h). */
const LONGEST_NAME = 28;

/** Why a command is passed over; undefined where it was done, or where that was told already. */
type Refusal = string | undefined;

/** Does to a table what a command says. */
export function applyCommand(table: TableDraft, command: TableCommand, family: Family, problems: ProblemList): void {
  const { chain, line, column } = command;
  const refusal = chain ? applyTo(table, chain.text, command, family, problems) : applyToAll(table, command);
  if (refusal !== undefined)
    problems.warn(line, (chain ?? { column }).column, `${refusal}; the command is passed over`);
}

function applyTo(
  table: TableDraft,
  name: string,
  command: TableCommand,
  family: Family,
  problems: ProblemList,
): Refusal {
  const { verb, line } = command;
  if (verb === "new") return addChain(table, name, line);
  const known = table.chains.get(name);
  if (!known && table.whole && !isBuiltIn(name) && verb !== "append")
    return `the table ${table.name} has no chain ${quoted(name)}`;
  const chain = known ?? table.chain(name, line);
  switch (verb) {
    case "append":
      return append(table, chain, command);
    case "insert":
      return insert(table, chain, command);
    case "replace":
    case "delete":
      return replaceOrDelete(table, chain, command, family);
    case "flush":
      return flush(table, chain);
    case "remove":
      return removeChain(table, chain);
    case "rename":
      return renameChain(table, chain, command, problems);
    case "policy":
      return setPolicy(chain, command, problems);
    case "zero":
      return zero(table, chain, command);
  }
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
  for (const { name } of own) table.remove(name);
  return undefined;
}

function addChain(table: TableDraft, name: string, line: number): Refusal {
  if (table.chains.has(name)) return `the chain ${quoted(name)} is there already`;
  if (name.length > LONGEST_NAME)
    return `the name ${quoted(name)} has ${String(name.length)} characters, and a chain's at most ${String(LONGEST_NAME)}`;
  if (!mayBeChain(name)) return `${quoted(name)} is no name for a chain`;
  table.chain(name, line);
  return undefined;
}

function append(table: TableDraft, chain: ChainDraft, command: TableCommand): Refusal {
  const rule = draftOf(command);
  chain.append(rule);
  table.callers?.came(chain, rule);
  return undefined;
}

function insert(table: TableDraft, chain: ChainDraft, command: TableCommand): Refusal {
  const at = command.number ?? 1;
  if (at < 1 || at > chain.length + 1)
    return table.whole
      ? `${chain.name} has ${rulesOf(chain)}, so that none can become number ${String(at)}`
      : append(table, chain, command);
  const rule = draftOf(command);
  chain.insert(at - 1, rule);
  table.callers?.came(chain, rule);
  return undefined;
}

function replaceOrDelete(table: TableDraft, chain: ChainDraft, command: TableCommand, family: Family): Refusal {
  const at = command.number ?? positionOf(chain, command, table.name, family);
  const before = at === undefined ? undefined : chain.rules[at - 1];
  if (at === undefined || !before) {
    if (table.whole)
      return `${chain.name} has ${command.number === undefined ? "no such rule" : `only ${rulesOf(chain)}`}`;
    return command.verb === "replace" ? append(table, chain, command) : undefined;
  }
  table.callers?.went(before);
  if (command.verb === "delete") {
    chain.rules.splice(at - 1, 1);
    return undefined;
  }
  const rule = draftOf(command);
  chain.replace(at - 1, rule);
  table.callers?.came(chain, rule);
  return undefined;
}

function flush(table: TableDraft, chain: ChainDraft): Refusal {
  for (const rule of table.callers ? chain.passing() : []) table.callers?.went(rule);
  chain.rules = [];
  return undefined;
}

function removeChain(table: TableDraft, chain: ChainDraft): Refusal {
  const refusal = whyStays(table, chain);
  if (refusal === undefined) table.remove(chain.name);
  return refusal;
}

/** Why a chain cannot be taken away. */
function whyStays(table: TableDraft, chain: ChainDraft): Refusal {
  const { name, length } = chain;
  if (isBuiltIn(name)) return `${name} is the kernel's own chain, which stays`;
  if (length > 0) return `${name} has ${rulesOf(chain)}, and only an empty chain is taken away`;
  const callers = Callers.of(table).count(name);
  if (callers === 0) return undefined;
  return `${callers === 1 ? "1 rule leads" : `${String(callers)} rules lead`} to ${name}, and only a chain that none leads to is taken away`;
}

function renameChain(
  table: TableDraft,
  chain: ChainDraft,
  { words, line, column }: TableCommand,
  problems: ProblemList,
): Refusal {
  const [to] = words;
  if (!to) {
    problems.warn(line, column, "-E expects the chain's old name and its new one");
    return undefined;
  }
  const { name } = chain;
  if (isBuiltIn(name)) return `${name} is the kernel's own chain, which keeps its name`;
  if (table.chains.has(to.text)) return `the chain ${quoted(to.text)} is there already`;
  Callers.of(table).rename(name, to.text);
  table.rename(chain, to.text);
  return undefined;
}

function setPolicy(chain: ChainDraft, { words, line, column }: TableCommand, problems: ProblemList): Refusal {
  const [policy] = words;
  if (!isBuiltIn(chain.name)) return `${chain.name} is none of the kernel's own chains, which alone have a policy`;
  if (policy?.text === "ACCEPT" || policy?.text === "DROP") chain.policy = policy.text;
  else
    problems.warn(
      line,
      policy?.column ?? column,
      `the policy ${quoted(policy?.raw ?? "")} is not known; expected ACCEPT or DROP`,
    );
  return undefined;
}

/** Sets counters to zero: all, or those of one rule. Of a number beyond the rules iptables-nft says nothing, and does nothing. */
function zero(table: TableDraft, chain: ChainDraft, { number }: TableCommand): Refusal {
  if (number === undefined) {
    chain.zero();
    return undefined;
  }
  const rule = chain.rules[number - 1];
  if (rule?.counters) chain.replace(number - 1, zeroed(rule));
  return rule || !table.whole ? undefined : `${chain.name} has only ${rulesOf(chain)}`;
}

function draftOf({ words, text, line }: TableCommand): RuleDraft {
  return { words: () => words, text, line, counters: undefined };
}

function rulesOf(chain: ChainDraft): string {
  return counted(chain.length, "rule");
}

/** The number of the first rule that is the command's, compared as iptables-save would print them. */
function positionOf(chain: ChainDraft, command: TableCommand, table: TableName, family: Family): number | undefined {
  const wanted = printedRule(command.words, table, family);
  const at = rulesByPrint(chain, table, family).find(wanted);
  return at < 0 ? undefined : at + 1;
}

/** The rules of a chain by how iptables-save would print them. */
export function rulesByPrint(chain: ChainDraft, table: TableName, family: Family): RulesByPrint {
  return RulesByPrint.of(chain, (rule) => printedRule(rule.words(), table, family));
}

/** A rule that is not read yet as iptables-save would print it, so that two can be compared. */
function printedRule(words: readonly Word[], table: TableName, family: Family): string {
  const context = { family, table, chains: { has: mayBeChain }, line: 1, problems: new ProblemList() };
  return printParts(readRule(words, context), family);
}
