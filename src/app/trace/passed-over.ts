/**
 * Which rules were asked before a step and did not match: a walk lists what matched alone.
 */
import type { StepStory } from "../../telling/story";

/** The rules of a chain from `first` to `last`, both inclusive and counted from 1; `last` is null for the chain's own. */
export interface PassedOver {
  readonly first: number;
  readonly last: number | null;
}

/** `1,204 rules before it did not match` */
export function passedTitle({ first, last }: PassedOver): string {
  if (last === null) return "Rules before that did not match";
  const count = last - first + 1;
  return count === 1 ? "1 rule before it did not match" : `${count.toLocaleString("en")} rules before it did not match`;
}

/** The rules that the packet passed just before a step, in the step's own chain; null where it passed none. */
export function passedOver(steps: readonly StepStory[], index: number): PassedOver | null {
  const step = steps[index];
  if (!step || (step.kind !== "rule" && step.kind !== "policy")) return null;
  const first = lastMatched(steps, index, step) + 1;
  if (step.rule === null) return { first, last: null };
  return first < step.rule ? { first, last: step.rule - 1 } : null;
}

/** The number of the rule that matched last in this very visit to the chain; 0 where none did. */
function lastMatched(steps: readonly StepStory[], index: number, step: StepStory): number {
  for (const before of steps.slice(0, index).reverse()) {
    // What stands deeper is a chain that was called, and came back.
    if (before.depth > step.depth) continue;
    const sameVisit = before.hook === step.hook && before.table === step.table && before.chain === step.chain;
    return sameVisit ? (before.rule ?? 0) : 0;
  }
  return 0;
}
