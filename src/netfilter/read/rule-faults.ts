/**
 * What cannot be understood of a rule (rule.ts) stays in it as an unknown extension, word for word, and is told.
 */
import type { RuleAround } from "../extensions/extension";
import type { KnownExtension, UnknownExtension } from "../ruleset";
import type { ProblemList } from "./problems";
import { quotedName, type Use } from "./rule-use";

/** Where faults of a rule are told. */
interface Told {
  readonly line: number;
  readonly problems: ProblemList;
}

/** Takes a match or target for unknown; the first reason is told. */
export function failUse(use: Use, reason: string, column: number, { line, problems }: Told): void {
  if (use.fault !== undefined) return;
  use.fault = reason;
  problems.warn(line, column, `${reason}. The rule is kept, and what it does is treated as unknown.`);
}

/** A match or target whose words are all read, checked against the rule around it. */
export function finishedUse(use: Use, around: RuleAround, told: Told): KnownExtension | UnknownExtension {
  if (use.fault === undefined) {
    const complaint =
      use.extension?.families.includes(around.family) === false
        ? `IPv${String(around.family)} has no such extension`
        : use.extension?.check(use.options, around);
    if (complaint !== undefined) failUse(use, `${quotedName(use.name)}: ${complaint}`, use.column, told);
  }
  if (use.fault === undefined) return { kind: "known", name: use.name, options: use.options };
  const words = use.words.map(({ raw }) => raw);
  return {
    kind: "unknown",
    name: use.name,
    words: use.implied ? ["-m", use.name, ...words] : words,
    reason: use.fault,
  };
}
