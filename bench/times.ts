/**
 * How times are taken: in milliseconds by the clock, the garbage of what came before collected where node is asked for that.
 */
import { performance } from "node:perf_hooks";

/** The median milliseconds of some acts that take turns, after one turn that is not counted. */
export function medianTimes<Acts extends Readonly<Record<string, () => unknown>>>(
  turns: number,
  acts: Acts,
): { readonly [Act in keyof Acts]: number } {
  const times = Object.entries(acts).map(([name, act]) => ({ name, act, taken: [] as number[] }));
  for (let turn = 0; turn <= turns; turn++)
    for (const { act, taken } of times) {
      const time = timeOf(act);
      if (turn > 0) taken.push(time);
    }
  return Object.fromEntries(times.map(({ name, taken }) => [name, median(taken)])) as {
    [Act in keyof Acts]: number;
  };
}

/** The milliseconds that something took once. */
export function timeOf(act: () => unknown): number {
  globalThis.gc?.();
  const begun = performance.now();
  act();
  return performance.now() - begun;
}

/** The middle one of some numbers, of which there is at least one. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}
