/**
 * Which rules were asked before a step and did not match: a walk lists what matched alone.
 */
import type { StepStory } from "../../telling/story";

/** The rules of a chain from `from` up to, and without, `to`; both count from 1. `to` is null for "up to its end". */
export interface PassedOver {
  readonly from: number;
  readonly to: number | null;
}

/** The rules that the packet passed just before a step, in the step's own chain; null where it passed none. */
export function passedOver(steps: readonly StepStory[], index: number): PassedOver | null {
  const step = steps[index];
  if (!step || (step.kind !== "rule" && step.kind !== "policy")) return null;
  const from = lastMatched(steps, index, step) + 1;
  if (step.rule === null) return { from, to: null };
  return from < step.rule ? { from, to: step.rule } : null;
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
