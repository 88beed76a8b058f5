/**
 * By how much the time grows when a text gets longer. The time is the processor's that this process takes: that others
 * are at work besides changes little in it.
 */
import type { Unit } from "./unit";

export interface Growth {
  /** Milliseconds for the short text and for the long one, the best of several. */
  readonly short: number;
  readonly long: number;
  readonly ratio: number;
}

/** What reading a unit takes at a size and at `times` that size; each is read up to `runs` times. */
export function growthOf(
  unit: Unit,
  read: (text: string) => unknown,
  size: number,
  times: number,
  runs: number,
): Growth {
  const short = processorTime(unit.of(size), read, runs);
  const long = processorTime(unit.of(times * size), read, runs);
  return { short, long, ratio: long / short };
}

/** The best of several readings, in milliseconds; what takes many seconds is read once. */
export function processorTime(text: string, read: (text: string) => unknown, runs: number): number {
  let best = Infinity;
  for (let run = 0; run < runs && !(run > 0 && best > LONG); run++) {
    const before = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const LONG = 3000;
