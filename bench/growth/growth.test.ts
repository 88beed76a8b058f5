/**
 * Reading any paste takes time linear in its length. It is a law about growth and no gate for speed: sixteen times the
 * text may take up to four times as long as a linear reading would, which leaves room for a busy machine, and quadratic
 * reading takes sixteen times as long. What is quickly read even so is not looked at: `npm run bench -- --only linear` is
 * for finer measuring, and longer texts.
 */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPaste } from "../../src/paste/paste";
import { growthOf, processorTime } from "./growth";
import { pastesIn, unitsOf } from "./pieces";
import { repeated, type Unit } from "./unit";
import { UNITS } from "./units";

const SHORT = 8_000;
const TIMES = 16;
/** Linear reading gives 16, quadratic 256. */
const MOST = 64;
const RUNS = 3;
/** Milliseconds: a longer text that takes less is read fast enough, and too little to be compared. */
const QUICK = 50;

function growsTooFast(unit: Unit, read: (text: string) => unknown): boolean {
  if (processorTime(unit.of(TIMES * SHORT), read, 1) <= QUICK) return false;
  const { long, ratio } = growthOf(unit, read, SHORT, TIMES, RUNS);
  return long > QUICK && ratio > MOST;
}

const random = unitsOf(pastesIn(join(import.meta.dirname, "../..")), 30, 20261125);

describe("the time that reading takes grows no faster than the text", () => {
  it.each([...UNITS, ...random])("$name", (unit) => {
    expect(growsTooFast(unit, readPaste)).toBe(false);
  });

  it("which would be broken by a reading that looks at each line from each", () => {
    const reading = (text: string) => {
      const lines = text.split("\n");
      let same = 0;
      for (const line of lines) for (const other of lines) if (line === other) same++;
      return same;
    };
    const unit = repeated("short lines", (index) => `${String(index)}\n`);
    expect(growsTooFast(unit, reading)).toBe(true);
  });
});
