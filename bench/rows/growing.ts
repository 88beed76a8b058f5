/**
 * How the time of reading grows with the text, for the units that make reading slow (growth/units.ts) and for many random
 * pieces of real pastes, worst first.
 */
import { readPaste } from "../../src/paste/paste";
import { growthOf } from "../growth/growth";
import { pastesIn, unitsOf } from "../growth/pieces";
import type { Unit } from "../growth/unit";
import { UNITS } from "../growth/units";
import { timeText, type Row } from "../row";

const SHORT = 250_000;
const LONGER = 2_500_000;
const TIMES = 4;
const MOST = 7;
/** Milliseconds: less is too little to be compared. */
const MEANINGFUL = 60;
const RANDOM = 120;
/** One in so many is read at 10 MB as well. */
const LONG_ONES = 8;

/** `seed` chooses the random pieces. */
export function growingRows(runs: number, seed: number): Row[] {
  const units = [...UNITS, ...unitsOf(pastesIn(process.cwd()), RANDOM, seed)];
  const rows = units.flatMap((unit, index) => [
    rowOf(unit, SHORT, runs),
    ...(index % LONG_ONES === seed % LONG_ONES ? [rowOf(unit, LONGER, 1)] : []),
  ]);
  return rows.sort((a, b) => (b.numbers.ratio ?? 0) - (a.numbers.ratio ?? 0));
}

function rowOf(unit: Unit, size: number, runs: number): Row {
  const { short, long, ratio } = growthOf(unit, readPaste, size, TIMES, runs);
  return {
    what: `growing, ${unit.name}, ${(size / 1e6).toFixed(2)} MB and ${String(TIMES)} times that`,
    figure: `${timeText(short)} and ${ratio.toFixed(1)} times that`,
    goal: long < MEANINGFUL ? undefined : `at most ${String(MOST)} times`,
    reached: long < MEANINGFUL ? undefined : ratio <= MOST,
    numbers: { size, short, long, ratio },
  };
}
