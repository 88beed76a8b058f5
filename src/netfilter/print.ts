/**
 * Prints a ruleset as iptables-save does.
 */
import { findMatch, findTarget, HEAD_MATCHES } from "./extensions/index";
import { quoteWord } from "./read/words";
import type { Chain, Counters, Match, Rule, Ruleset, Table, Target } from "./ruleset";

export interface PrintOptions {
  /** `[packets:bytes]` before each rule whose counters are known, as `iptables-save -c` prints them. */
  readonly counters?: boolean;
}

/** The text of a ruleset, without the comments of iptables-save; it ends in a line feed unless there is no table. */
export function printRuleset(ruleset: Ruleset, options: PrintOptions = {}): string {
  return [...ruleset.tables.values()].flatMap((table) => printTable(table, options)).map((line) => `${line}\n`).join("");
}

function printTable(table: Table, options: PrintOptions): string[] {
  const chains = [...table.chains.values()];
  return [
    `*${table.name}`,
    ...chains.map((chain) => `:${chain.name} ${chain.policy ?? "-"} ${printCounters(chain.counters)}`),
    ...chains.flatMap((chain) => printRules(chain, options)),
    "COMMIT",
  ];
}

function printRules(chain: Chain, options: PrintOptions): string[] {
  return chain.rules.map((rule) => {
    const counters = options.counters === true && rule.counters ? `${printCounters(rule.counters)} ` : "";
    return `${counters}-A ${quoteWord(chain.name)}${printRule(rule)}`;
  });
}

/** What stands after `-A CHAIN`, with a blank before it. */
function printRule(rule: Rule): string {
  return [...rule.matches.map(printMatch), printTarget(rule.target)]
    .filter((part) => part !== "")
    .map((part) => ` ${part}`)
    .join("");
}

function printMatch(match: Match): string {
  if (match.kind === "unknown") return match.words.join(" ");
  const head = heads.get(match.name);
  if (head) return head.print(match.options);
  return `-m ${match.name} ${findMatch(match.name)?.print(match.options) ?? ""}`.trimEnd();
}

function printTarget(target: Target): string {
  switch (target.kind) {
    case "none":
      return "";
    case "verdict":
      return `-j ${target.verdict}`;
    case "jump":
      return `-j ${quoteWord(target.chain)}`;
    case "goto":
      return `-g ${quoteWord(target.chain)}`;
    case "known":
      return `-j ${target.name} ${findTarget(target.name)?.print(target.options) ?? ""}`.trimEnd();
    case "unknown":
      return target.words.join(" ");
  }
}

function printCounters(counters: Counters | undefined): string {
  return `[${String(counters?.packets ?? 0)}:${String(counters?.bytes ?? 0)}]`;
}

const heads = new Map(HEAD_MATCHES.map((head) => [head.name, head]));
