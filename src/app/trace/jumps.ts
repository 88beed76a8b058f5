/**
 * Where the player lands that goes further than one step: at the next rule that matched, chain or hook, and back.
 */
import type { StepStory } from "../../telling/story";

export type Stride = "rule" | "chain" | "hook";
export type Direction = "forth" | "back";

/**
 * The step that is reached from a step. Forth it is the first one of the next chain or hook; back the first one of the
 * present chain or hook, or of the one before where that is reached already. The same step where there is none.
 */
export function jump(steps: readonly StepStory[], from: number, stride: Stride, direction: Direction): number {
  const landings = landingsOf(steps, stride);
  const found =
    direction === "forth" ? landings.find((index) => index > from) : landings.findLast((index) => index < from);
  return found ?? from;
}

/** The steps at which a stride may end, ascending. */
function landingsOf(steps: readonly StepStory[], stride: Stride): readonly number[] {
  return [...steps.keys()].filter((index) => isLanding(steps, index, stride));
}

function isLanding(steps: readonly StepStory[], index: number, stride: Stride): boolean {
  const [step, before] = [steps[index], steps[index - 1]];
  if (!step) return false;
  switch (stride) {
    case "rule":
      return step.kind === "rule";
    case "chain":
      return (
        step.chain !== null && (before?.chain !== step.chain || before.table !== step.table || opensHook(steps, index))
      );
    case "hook":
      return opensHook(steps, index);
  }
}

/** True for the first step of a hook; a packet may come to the same hook again. */
export function opensHook(steps: readonly StepStory[], index: number): boolean {
  return steps[index - 1]?.hook !== steps[index]?.hook;
}

/** A stretch of a walk at one hook. */
export interface HookStretch {
  readonly hook: string;
  /** The index of its first step, and the number of its steps. */
  readonly from: number;
  readonly count: number;
}

/** A walk's stretches, hook by hook. */
export function hooksOf(steps: readonly StepStory[]): readonly HookStretch[] {
  const starts = landingsOf(steps, "hook");
  return starts.map((from, index) => ({
    hook: steps[from]?.hook ?? "",
    from,
    count: (starts[index + 1] ?? steps.length) - from,
  }));
}
