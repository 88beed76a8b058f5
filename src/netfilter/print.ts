/**
 * Prints a ruleset as iptables-save does.
 */
import type { Family } from "./address";
import { findMatch, findTarget } from "./extensions/index";
import { quoteWord } from "./read/words";
import type { Chain, Counters, Match, Rule, Ruleset, Table, Target } from "./ruleset";

interface PrintOptions {
  /** `[packets:bytes]` before each rule whose counters are known, as `iptables-save -c` prints them. */
  readonly counters?: boolean;
}

/** The text of a ruleset, without the comments of iptables-save; it ends in a line feed unless there is no table. */
export function printRuleset(ruleset: Ruleset, options: PrintOptions = {}): string {
  return [...ruleset.tables.values()]
    .flatMap((table) => printTable(table, ruleset.family, options.counters === true))
    .map((line) => `${line}\n`)
    .join("");
}

/** The lines of a whole table, from `*nat` to COMMIT. */
export function printTable(table: Table, family: Family, counters: boolean): string[] {
  const chains = [...table.chains.values()].filter(({ absent }) => !absent);
  return [
    `*${table.name}`,
    ...chains.map((chain) => `:${chain.name} ${chain.policy ?? "-"} ${printCounters(chain.counters)}`),
    ...chains.flatMap((chain) => printRules(chain, family, counters)),
    "COMMIT",
  ];
}

/** The rules of a chain, a line each, with their counters where these are asked for. */
export function printRules(chain: Chain, family: Family, counters: boolean): string[] {
  const start = `-A ${quoteWord(chain.name)}`;
  return chain.rules.map((rule) => {
    const counted = counters && rule.counters ? `${printCounters(rule.counters)} ` : "";
    return `${counted}${start} ${printParts(rule, family)}`.trimEnd();
  });
}

/** A rule without its chain, as iptables-save prints it. */
export function printParts(rule: Pick<Rule, "matches" | "target">, family: Family): string {
  const parts = [...rule.matches.map((match) => printMatch(match, family)), printTarget(rule.target, family)];
  return parts.filter((part) => part !== "").join(" ");
}

function printMatch(match: Match, family: Family): string {
  if (match.kind === "unknown") return match.words.join(" ");
  const extension = findMatch(match.name);
  const options = extension?.print(match.options, family) ?? "";
  return extension?.head === true ? options : `-m ${match.name} ${options}`.trimEnd();
}

function printTarget(target: Target, family: Family): string {
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
      return `-j ${target.name} ${findTarget(target.name)?.print(target.options, family) ?? ""}`.trimEnd();
    case "unknown":
      return target.words.join(" ");
  }
}

function printCounters(counters: Counters | undefined): string {
  return `[${String(counters?.packets ?? 0)}:${String(counters?.bytes ?? 0)}]`;
}
