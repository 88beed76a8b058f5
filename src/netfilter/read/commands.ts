/**
 * Reads what iptables is told to do to a table: `-A CHAIN rule`, `-I CHAIN 3 rule`, `-D CHAIN 3`, `-R`, `-N`, `-X`, `-E`,
 * `-P`, `-F`, `-Z`, of a script's lines, of what `iptables -S` prints and of files for iptables-restore (iptables(8), COMMANDS).
 */
import type { Family } from "../address";
import type { TableName } from "../ruleset";
import { printParts } from "../print";
import type { ChainDraft } from "./chain-draft";
import { ProblemList, quoted } from "./problems";
import { readRule } from "./rule";
import type { RuleDraft } from "./rule-draft";
import { VERBS, type Verb } from "./command-verbs";
import { isBuiltIn, mayBeChain, type TableDraft } from "./table-draft";
import type { Word } from "./words";

/** One command, its chain not looked up yet. */
export interface TableCommand {
  readonly verb: Verb;
  /** Undefined where it means all chains: `-F`. */
  readonly chain: Word | undefined;
  /** The rule's number, from 1; undefined where none is given. */
  readonly number: number | undefined;
  /** What is neither: a rule, a policy, a new name. */
  readonly words: readonly Word[];
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** The options before and beside a rule that say how to work, not what a packet meets; true for those with a value. */
const ASIDE = new Map<string, boolean>([
  ["-w", false],
  ["--wait", false],
  ["-W", true],
  ["--wait-interval", true],
  ["-v", false],
  ["--verbose", false],
  ["-n", false],
  ["--numeric", false],
  ["-x", false],
  ["--exact", false],
  ["--modprobe", true],
  ["-4", false],
  ["--ipv4", false],
  ["-6", false],
  ["--ipv6", false],
]);

/** The command of some words, or undefined where there is none or it lacks something, which is then told. */
export function readTableCommand(
  words: readonly Word[],
  source: string,
  line: number,
  problems: ProblemList,
): TableCommand | undefined {
  const kept = withoutAside(words);
  const at = kept.findIndex(({ text }) => VERBS.has(text));
  const flag = kept[at];
  const verb = VERBS.get(flag?.text ?? "");
  if (!flag || verb === undefined) {
    const first = words[0];
    problems.warn(
      line,
      first?.column ?? 1,
      `${quoted(first?.raw ?? "")} is no command that changes a table; expected one of -A, -I, -D, -R, -N, -X, -E, -P, -F`,
    );
    return undefined;
  }
  const chain = kept[at + 1]?.text.startsWith("-") === false ? kept[at + 1] : undefined;
  if (!chain && verb !== "flush" && verb !== "remove" && verb !== "zero") {
    problems.warn(line, flag.column, `${flag.text} stands alone; the name of a chain was expected after it`);
    return undefined;
  }
  const numbered = verb === "insert" || verb === "delete" || verb === "replace";
  const next = kept[at + 2];
  const number = numbered && chain && next && /^\d{1,9}$/.test(next.text) ? Number(next.text) : undefined;
  const rest = kept.slice(at + (chain ? 2 : 1) + (number === undefined ? 0 : 1));
  const text = source.slice(flag.column - 1).trimEnd();
  return { verb, chain, number, words: [...kept.slice(0, at), ...rest], text, line, column: flag.column };
}

function withoutAside(words: readonly Word[]): readonly Word[] {
  // Most lines hold none of them.
  if (!words.some(({ text }) => ASIDE.has(text))) return words;
  const kept: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) continue;
    // `-n` and `-v` belong to nothing else, but a value may be any word: `--comment -v`.
    const valued = words[at - 1]?.text.startsWith("--") === true;
    const aside = valued ? undefined : ASIDE.get(word.text);
    if (aside === undefined) kept.push(word);
    else if (aside || (/^(-w|--wait)$/.test(word.text) && /^\d+$/.test(words[at + 1]?.text ?? ""))) at++;
  }
  return kept;
}

/** Does to a table what a command says; what cannot be done is told, and the table stays as it is. */
export function applyCommand(table: TableDraft, command: TableCommand, family: Family, problems: ProblemList): void {
  const { verb, chain: name, line, column } = command;
  if (!name) {
    if (verb === "flush") for (const chain of table.chains.values()) chain.rules = [];
    if (verb === "remove") for (const chain of [...table.chains.keys()]) if (!isBuiltIn(chain)) table.remove(chain);
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
      if (at === 1) chain.prepend(draftOf(command));
      else if (at < 1 || at > chain.length + 1) {
        if (!table.whole) chain.append(draftOf(command));
        else complain(`${name.text} has ${rulesOf(chain)}, so that none can become number ${String(at)}`);
      } else chain.rules.splice(at - 1, 0, draftOf(command));
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
      else chain.rules[at - 1] = draftOf(command);
      return;
    }
    case "flush":
      chain.rules = [];
      return;
    case "remove":
      table.remove(name.text);
      return;
    case "rename": {
      const to = command.words[0];
      if (!to) problems.warn(line, column, "-E expects the chain's old name and its new one");
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
      chain.rules = chain.rules.map((rule) => {
        const { text, line } = rule;
        return { words: () => rule.words(), text, line, counters: undefined };
      });
  }
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
  const at = chain.rules.findIndex((rule) => printedOnce(rule, table, family) === wanted);
  return at < 0 ? undefined : at + 1;
}

const printed = new WeakMap<RuleDraft, string>();

/** A rule that is not read yet as iptables-save would print it, so that two can be compared; kept, as many are compared with it. */
export function printedOnce(rule: RuleDraft, table: TableName, family: Family): string {
  const known = printed.get(rule);
  if (known !== undefined) return known;
  const text = printedRule(rule.words(), table, family);
  printed.set(rule, text);
  return text;
}

function printedRule(words: readonly Word[], table: TableName, family: Family): string {
  const context = { family, table, chains: { has: mayBeChain }, line: 1, problems: new ProblemList() };
  return printParts(readRule(words, context), family);
}
