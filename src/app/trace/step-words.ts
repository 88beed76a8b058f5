/**
 * What names a step in the list.
 */
import type { StepStory } from "../../telling/story";

/** `nat KUBE-SERVICES rule 1`, `filter FORWARD policy`, or what else stands between the tables. */
export function placeOf(step: StepStory): string {
  return [step.table, step.chain ?? NAMES[step.kind], numberOf(step)].filter((part) => part !== null).join(" ");
}

/** `rule 1`, `policy`; null for what is neither. */
export function numberOf(step: StepStory): string | null {
  return step.rule === null ? (step.kind === "policy" ? "policy" : null) : `rule ${String(step.rule)}`;
}

/** A name for each step that no other of its walk has, and that the same step of another walk has as well. */
export function namesOfSteps(steps: readonly StepStory[]): readonly string[] {
  const times = new Map<string, number>();
  return steps.map((step) => {
    const place = `${step.hook} ${placeOf(step)}`;
    const before = times.get(place) ?? 0;
    times.set(place, before + 1);
    return `${place} ${String(before)}`;
  });
}

export const NAMES = {
  rule: "rule",
  policy: "policy",
  routing: "Routing decision",
  tracking: "Connection tracking",
  rewrite: "Rewritten by connection tracking",
} as const;
