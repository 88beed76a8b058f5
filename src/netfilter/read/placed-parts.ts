/**
 * Which words of a rule's text belong to which of its parts, noted while the rule is read (rule.ts).
 */
import type { Use } from "./rule-use";
import type { RuleWords } from "./rule-words";
import type { Word } from "./words";

/** Some words of a rule's text that belong together: `-m tcp`, `! --dport 80`, `-j DNAT`, `-c 12 720`. */
export interface PlacedPart {
  /** A match by its place among the rule's, its target, or neither. */
  readonly of: number | "target" | "counters";
  /** The option of the extension's table that they give; null for what names the extension itself. */
  readonly option: string | null;
  readonly words: readonly Word[];
}

/** A run of words that was read at once; null for counters. */
export interface Taken {
  readonly use: Use | null;
  readonly option: string | null;
  readonly from: number;
  readonly to: number;
}

/** The parts of a rule with these matches, in the rule's order, and this target. */
export function placedParts(
  taken: readonly Taken[],
  matches: readonly Use[],
  target: Use | undefined,
  words: RuleWords,
): PlacedPart[] {
  const order = new Map(matches.map((use, place) => [use, place]));
  return taken.map(({ use, option, from, to }) => ({
    of: use === null ? "counters" : use === target ? "target" : (order.get(use) ?? -1),
    option,
    words: words.slice(from, to),
  }));
}
