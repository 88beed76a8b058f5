/**
 * Does to a chain of a table what a command says (commands.ts). What the tools refuse is told, and the chain stays as it is.
 */
import type { Family } from "../address";
import { counted } from "../counted";
import { printParts } from "../print";
import { isBuiltIn, type TableName } from "../ruleset";
import { Callers } from "./callers";
import { zeroed, type ChainDraft } from "./chain-draft";
import { ProblemList, quoted } from "./problems";
import { readRule } from "./rule";
import type { RuleDraft } from "./rule-draft";
import { RulesByPrint } from "./rules-by-print";
import type { TableCommand, Verb } from "./table-command";
import { mayBeChain, type TableDraft } from "./table-draft";
import type { Word } from "./words";

/** Why a command is passed over; undefined where it was done, or where that was told already. */
export type Refusal = string | undefined;

/** Does to a chain what a command says. */
export function changeChain(
  table: TableDraft,
  chain: ChainDraft,
  command: TableCommand & { readonly verb: Exclude<Verb, "new"> },
  family: Family,
  problems: ProblemList,
): Refusal {
  switch (command.verb) {
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
      return renameChain(table, chain, command);
    case "policy":
      return setPolicy(chain, command, problems);
    case "zero":
      return zero(table, chain, command);
  }
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

/** Takes all rules of a chain away. */
export function flush(table: TableDraft, chain: ChainDraft): Refusal {
  for (const rule of table.callers ? chain.passing() : []) table.callers?.went(rule);
  chain.rules = [];
  return undefined;
}

function removeChain(table: TableDraft, chain: ChainDraft): Refusal {
  const refusal = whyStays(table, chain);
  if (refusal === undefined) table.removeOwn(chain.name);
  return refusal;
}

/** Why a chain cannot be taken away. */
export function whyStays(table: TableDraft, chain: ChainDraft): Refusal {
  const { name, length } = chain;
  if (isBuiltIn(name)) return `${name} is the kernel's own chain, which stays`;
  if (length > 0) return `${name} has ${rulesOf(chain)}, and only an empty chain is taken away`;
  const callers = Callers.of(table).count(name);
  if (callers === 0) return undefined;
  return `${callers === 1 ? "1 rule leads" : `${String(callers)} rules lead`} to ${name}, and only a chain that none leads to is taken away`;
}

function renameChain(table: TableDraft, chain: ChainDraft, { words }: TableCommand): Refusal {
  const [to] = words;
  if (!to) return "-E expects the chain's old name and its new one";
  const { name } = chain;
  if (isBuiltIn(name)) return `${name} is the kernel's own chain, which keeps its name`;
  if (table.has(to.text)) return `the chain ${quoted(to.text)} is there already`;
  Callers.of(table).rename(name, to.text);
  table.rename(chain, to.text);
  return undefined;
}

/** Why a chain of the user's own gets no policy. */
export function whyNoPolicy(name: string): string {
  return `${name} is none of the kernel's own chains, which alone have a policy`;
}

function setPolicy(chain: ChainDraft, { words, line, column }: TableCommand, problems: ProblemList): Refusal {
  const [policy] = words;
  if (!isBuiltIn(chain.name)) return whyNoPolicy(chain.name);
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
