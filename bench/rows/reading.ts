/**
 * Reading a dump, against what iptables-restore takes to check the same file, and against a bare loop over its characters.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPaste } from "../../src/paste/paste";
import { createEngine } from "../../src/worker/answer";
import { median, medianTime, notMeasured, timeOf, timeText, type Row } from "../row";

/** `rules` is the part of `text` that iptables-restore takes. */
export function readingRows(text: string, rules: string, runs: number): Row[] {
  const reading = medianTime(runs, () => {
    readPaste(text);
  });
  const opening = medianTime(runs, () => {
    createEngine().open(text);
  });
  let sum = 0;
  const looping = medianTime(runs, () => {
    // Kept, so that the loop is not taken out as useless.
    sum += sumOf(text);
  });
  const perLoop = reading / looping;
  return [
    { what: "reading", figure: timeText(reading), goal: undefined, reached: undefined, numbers: { reading } },
    ...restoreRows(rules, reading, runs),
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

function restoreRows(rules: string, reading: number, runs: number): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "hookline-bench-"));
  const file = join(folder, "rules.txt");
  writeFileSync(file, rules);
  try {
    const times = (["nft", "legacy"] as const).map((kind) => ({ kind, ...restoreTime(kind, file, runs) }));
    const fastest = Math.min(...times.flatMap(({ time }) => time ?? []));
    return times.map(({ kind, time, why }) => {
      const what = `reading, against iptables-${kind}-restore --test`;
      if (time === undefined) return notMeasured(what, RESTORE_GOAL, why ?? "");
      const ratio = time / reading;
      return {
        what,
        figure: `${ratio.toFixed(2)} times as fast as its ${timeText(time)}`,
        goal: time === fastest ? RESTORE_GOAL : undefined,
        reached: time === fastest ? ratio >= 5 : undefined,
        numbers: { [kind]: time, ratio },
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The median of some runs in a fresh network namespace, which takes root; else why there is none. */
function restoreTime(
  kind: "nft" | "legacy",
  file: string,
  runs: number,
): { readonly time?: number; readonly why?: string } {
  const check = () => spawnSync("unshare", ["-n", `iptables-${kind}-restore`, "--test", file], { encoding: "utf8" });
  const first = check();
  if (first.error || first.status !== 0) {
    const said = first.error?.message ?? first.stderr.split("\n", 1)[0] ?? "";
    return { why: `it takes Linux, root and iptables (${said})` };
  }
  return { time: median(Array.from({ length: Math.min(runs, 3) }, () => timeOf(check))) };
}
