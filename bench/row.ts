/**
 * One row of the table that a bench prints (table.ts).
 */

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

/** A row that could not be measured, and why. */
export function notMeasured(what: string, goal: string, why: string): Row {
  return { what, figure: `not measured: ${why}`, goal, reached: undefined, numbers: {} };
}

/** `512 ms`, `43.1 µs` */
export function timeText(milliseconds: number): string {
  if (milliseconds >= 100) return `${milliseconds.toFixed(0)} ms`;
  return milliseconds >= 1 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds * 1000).toFixed(1)} µs`;
}
