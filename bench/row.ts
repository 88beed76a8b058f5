/**
 * One row of the table that `npm run bench` prints, and how times are taken for it.
 */
import { performance } from "node:perf_hooks";

export interface Row {
  /** `reading, against iptables-nft-restore --test` */
  readonly what: string;
  /** What was measured, for people: `512 ms, 8.1 times as fast`. */
  readonly figure: string;
  /** `at least 5 times as fast`; undefined where nothing is asked for. */
  readonly goal: string | undefined;
  /** Undefined where nothing is asked for, or where it could not be measured. */
  readonly reached: boolean | undefined;
  /** The same as numbers, times in milliseconds. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** A line of the table: whether the goal is reached, what was measured, and the goal. */
export function printRow({ what, figure, goal, reached }: Row): void {
  const mark = reached === undefined ? " " : reached ? "✓" : "✗";
  console.log(`${mark} ${what}: ${figure}${goal === undefined ? "" : ` (${goal})`}`);
}

/** A row that could not be measured, and why. */
export function notMeasured(what: string, goal: string, why: string): Row {
  return { what, figure: `not measured: ${why}`, goal, reached: undefined, numbers: {} };
}

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
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

/** `512 ms`, `43.1 µs` */
export function timeText(milliseconds: number): string {
  if (milliseconds >= 100) return `${milliseconds.toFixed(0)} ms`;
  return milliseconds >= 1 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds * 1000).toFixed(1)} µs`;
}
