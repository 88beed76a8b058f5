/**
 * A spec put to the kernel and to our walk: where do they disagree?
 */
import type { Comparison } from "../compare";
import { compareRecord, pasteOf } from "../compare";
import type { Kernel } from "../kernel";
import { recordOf } from "../record";
import type { Spec } from "../random/spec";

export type Judged =
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "judged"; readonly json: object; readonly compared: readonly Comparison[] };

/** What the kernel and our walk make of a spec. What we cannot read of what the kernel's tools print counts as a difference. */
export async function judge(kernel: Kernel, spec: object): Promise<Judged> {
  const said = await kernel.ask(spec);
  if (said.kind === "refused") return said;
  const record = recordOf(said.json);
  const problems = pasteOf(record).problems.map(({ line, message }): Comparison => ({
    id: "paste",
    found: "differs",
    told: `  line ${String(line)}: ${message}`,
  }));
  return { kind: "judged", json: said.json, compared: [...problems, ...compareRecord(record)] };
}

/** The same, without the rules that a tool refuses; how many those were. */
export async function judgeLoadable(
  kernel: Kernel,
  spec: Spec,
): Promise<{ judged: Judged; spec: Spec; refused: number }> {
  let left = spec;
  for (let refused = 0; ; refused++) {
    const judged = await judge(kernel, left);
    const line =
      judged.kind === "refused" ? /line:? (\d+)(?: failed|: RULE_\w+ failed)?/.exec(judged.why)?.[1] : undefined;
    if (line === undefined || refused === 20) return { judged, spec: left, refused };
    const lines = left.ruleset.split("\n");
    const index = Number(line) - 1;
    if (lines[index]?.startsWith("-A ") !== true) return { judged, spec: left, refused };
    left = { ...left, ruleset: lines.toSpliced(index, 1).join("\n") };
  }
}
