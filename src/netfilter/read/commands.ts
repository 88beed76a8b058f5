/**
 * Does to a table what commands say (table-command.ts).
 */
import type { Family } from "../address";
import type { TableName } from "../ruleset";
import { printParts } from "../print";
import { zeroed, type ChainDraft } from "./chain-draft";
import { ProblemList, quoted } from "./problems";
import { readRule } from "./rule";
import type { RuleDraft } from "./rule-draft";
import { RulesByPrint } from "./rules-by-print";
import type { TableCommand } from "./table-command";
import { isBuiltIn, mayBeChain, type TableDraft } from "./table-draft";
import type { Word } from "./words";

/** Does to a table what a command says; what cannot be done is told, and the table stays as it is. */
export function applyCommand(table: TableDraft, command: TableCommand, family: Family, problems: ProblemList): void {
  const { verb, chain: name, line, column } = command;
  if (!name) {
    applyToAll(table, command, problems);
    return;
  }
  const complain = (what: string) => {
    problems.warn(line, name.column, `${what}; the command is passed over`);
  };
  if (verb === "new") {
    if (table.chains.has(name.text)) complain(`the chain ${quoted(name.text)} is there already`);
    else table.chain(name.text, line);
    return;
  }
  const known = table.chains.get(name.text);
  if (!known && table.whole && !isBuiltIn(name.text) && verb !== "append") {
    complain(`the table ${table.name} has no chain ${quoted(name.text)}`);
    return;
  }
  const chain = known ?? table.chain(name.text, line);
  switch (verb) {
    case "append":
      chain.append(draftOf(command));
      return;
    case "insert": {
      const at = command.number ?? 1;
      if (at < 1 || at > chain.length + 1) {
        if (!table.whole) chain.append(draftOf(command));
        else complain(`${name.text} has ${rulesOf(chain)}, so that none can become number ${String(at)}`);
      } else chain.insert(at - 1, draftOf(command));
      return;
    }
    case "replace":
    case "delete": {
      const at = command.number ?? positionOf(chain, command, table.name, family);
      if (at === undefined || at < 1 || at > chain.rules.length) {
        const which = command.number === undefined ? "no such rule" : `only ${rulesOf(chain)}`;
        if (table.whole) complain(`${name.text} has ${which}`);
        else if (verb === "replace") chain.append(draftOf(command));
      } else if (verb === "delete") chain.rules.splice(at - 1, 1);
      else chain.replace(at - 1, draftOf(command));
      return;
    }
    case "flush":
      chain.rules = [];
      return;
    case "remove":
      if (isBuiltIn(name.text)) complain(`${name.text} is the kernel's own chain, which stays`);
      else if (chain.length > 0) complain(`${name.text} has ${rulesOf(chain)}, and only an empty chain is taken away`);
      else table.remove(name.text);
      return;
    case "rename": {
      const to = command.words[0];
      if (!to) problems.warn(line, column, "-E expects the chain's old name and its new one");
      else if (table.chains.has(to.text)) complain(`the chain ${quoted(to.text)} is there already`);
      else {
        table.remove(name.text);
        table.chain(to.text, line).rules = chain.rules;
      }
      return;
    }
    case "policy": {
      const policy = command.words[0];
      if (policy?.text === "ACCEPT" || policy?.text === "DROP") chain.policy = policy.text;
      else
        problems.warn(
          line,
          policy?.column ?? column,
          `the policy ${quoted(policy?.raw ?? "")} is not known; expected ACCEPT or DROP`,
        );
      return;
    }
    case "zero":
      if (command.number === undefined) chain.zero();
      else zeroRule(chain, command.number);
  }
}

/** Does what a command that names no chain says: `-F`, `-X`, `-Z`. */
function applyToAll(table: TableDraft, { verb, line, column }: TableCommand, problems: ProblemList): void {
  const chains = [...table.chains.values()];
  if (verb === "zero") for (const chain of chains) chain.zero();
  if (verb === "flush") for (const chain of chains) if (chain.length > 0) chain.rules = [];
  if (verb !== "remove") return;
  const own = chains.filter(({ name }) => !isBuiltIn(name));
  const full = own.find(({ length }) => length > 0);
  // iptables takes away all or, where one has rules, none.
  if (!full) for (const { name } of own) table.remove(name);
  else
    problems.warn(
      line,
      column,
      `${full.name} has ${rulesOf(full)}, and only empty chains are taken away; the command is passed over`,
    );
}

/** Sets the counters of one rule to zero; where there is none of the number, iptables-nft does nothing and says nothing. */
function zeroRule(chain: ChainDraft, number: number): void {
  const rule = chain.rules[number - 1];
  if (rule?.counters) chain.replace(number - 1, zeroed(rule));
}

function draftOf({ words, text, line }: TableCommand): RuleDraft {
  return { words: () => words, text, line, counters: undefined };
}

function rulesOf(chain: ChainDraft): string {
  return `${String(chain.length)} ${chain.length === 1 ? "rule" : "rules"}`;
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
