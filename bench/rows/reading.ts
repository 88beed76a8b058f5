/**
 * Reading a dump, against what iptables-restore takes to check the same file, and against a bare loop over its characters.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPaste } from "../../src/paste/paste";
import { AS_FOUND } from "../../src/paste/reading";
import { createEngine } from "../../src/worker/answer";
import { notMeasured, timeText, type Row } from "../row";
import { medianTimes } from "../times";

/** `rules` is the part of `text` that iptables-restore takes. What is compared is timed in turn, so that all meet the same machine. */
export function readingRows(text: string, rules: string, runs: number): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "hookline-bench-"));
  try {
    const file = join(folder, "rules.txt");
    writeFileSync(file, rules);
    return rowsOf(text, file, runs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowsOf(text: string, file: string, runs: number): Row[] {
  let sum = 0;
  const whyNot = { nft: whyNotRestored("nft", file), legacy: whyNotRestored("legacy", file) };
  const times = {
    ...medianTimes(runs, {
      reading: () => readPaste(text),
      opening: () => createEngine().open({ id: "paste", text, reading: AS_FOUND }),
      // Kept, so that the loop is not taken out as useless.
      looping: () => (sum += sumOf(text)),
    }),
    // Apart: to start a process makes each page of this one one to be copied, which the next reading would pay.
    ...medianTimes(runs, {
      ...(whyNot.nft === undefined ? { nft: () => checked("nft", file) } : {}),
      ...(whyNot.legacy === undefined ? { legacy: () => checked("legacy", file) } : {}),
    }),
  };
  const { reading, opening, looping } = times;
  const perLoop = reading / looping;
  return [
    { what: "reading", figure: timeText(reading), goal: undefined, reached: undefined, numbers: { reading } },
    ...restoreRows(times, whyNot),
    {
      what: "reading, against a bare loop over the characters",
      figure: `${perLoop.toFixed(2)} times the loop's ${timeText(looping)}`,
      goal: "at most 4 times",
      reached: perLoop <= 4,
      numbers: { looping, ratio: perLoop, sum },
    },
    {
      what: "opening (reading, Services and addresses to offer, as the page's worker does)",
      figure: `${timeText(opening)}, ${(opening / reading).toFixed(2)} times the reading`,
      goal: undefined,
      reached: undefined,
      numbers: { opening, ratio: opening / reading },
    },
  ];
}

/** The least that anything can do which looks at every character. */
function sumOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at);
  return sum;
}

const RESTORE_GOAL = "at least 5 times as fast as the faster of the two";

interface Times {
  readonly reading: number;
  readonly nft?: number;
  readonly legacy?: number;
}

function restoreRows(
  times: Times,
  whyNot: { readonly nft: string | undefined; readonly legacy: string | undefined },
): Row[] {
  const fastest = Math.min(times.nft ?? Infinity, times.legacy ?? Infinity);
  return (["nft", "legacy"] as const).map((kind) => {
    const what = `reading, against iptables-${kind}-restore --test`;
    const time = times[kind];
    if (time === undefined) return notMeasured(what, RESTORE_GOAL, whyNot[kind] ?? "");
    const ratio = time / times.reading;
    return {
      what,
      figure: `${ratio.toFixed(2)} times as fast as its ${timeText(time)}`,
      goal: time === fastest ? RESTORE_GOAL : undefined,
      reached: time === fastest ? ratio >= 5 : undefined,
      numbers: { [kind]: time, ratio },
    };
  });
}

/** Has iptables-restore check a file in a fresh network namespace. */
function checked(kind: "nft" | "legacy", file: string) {
  return spawnSync("unshare", ["-n", `iptables-${kind}-restore`, "--test", file], { encoding: "utf8" });
}

/** Why it cannot; undefined where it can. */
function whyNotRestored(kind: "nft" | "legacy", file: string): string | undefined {
  const { error, status, stderr } = checked(kind, file);
  if (!error && status === 0) return undefined;
  return `it takes Linux, root and iptables (${error?.message ?? stderr.split("\n", 1)[0] ?? ""})`;
}
