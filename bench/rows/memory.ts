/**
 * What a dump that was read takes of the heap.
 */
import { readPaste, type Paste } from "../../src/paste/paste";
import { notMeasured, type Row } from "../row";

const GOAL = "at most 8 times the text";

/** The heap after reading, arrays of bytes and the text itself counted, by the bytes of the text. Takes `node --expose-gc`. */
export function memoryRow(text: string): Row {
  const what = "memory: the heap after reading, with the text in it";
  if (!globalThis.gc) return notMeasured(what, GOAL, "it takes node --expose-gc");
  const bytes = new TextEncoder().encode(text).length;
  const before = heap();
  let paste: Paste | undefined = readPaste(text);
  const taken = heap() - before;
  const rules = ruleCount(paste);
  paste = undefined;
  const left = heap() - before;
  const ratio = (taken + bytes) / bytes;
  return {
    what,
    figure: `${ratio.toFixed(2)} times the text (${megabytes(taken)} beside its ${megabytes(bytes)})`,
    goal: GOAL,
    reached: ratio <= 8,
    numbers: { bytes, taken, left, rules, ratio },
  };
}

function heap(): number {
  for (let turn = 0; turn < 4; turn++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function ruleCount({ rulesets }: Paste): number {
  let count = 0;
  for (const table of rulesets[4].tables.values()) for (const { rules } of table.chains.values()) count += rules.length;
  return count;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
