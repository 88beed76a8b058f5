/**
 * Objects of the Kubernetes API as kubectl prints them, found by where their lines begin: a large cluster's are millions of
 * lines, and what stands in them is nobody's but their reader's.
 */
import { BRACE, BRACE_END, DASH, SMALL_A, SPACE } from "../netfilter/ascii";
import { continuesKubectlYaml, isKubectlJson, isKubectlYaml } from "../kubernetes/read/kubectl-signs";
import type { Lines } from "../netfilter/read/lines";
import { isProxyConfig } from "./cluster-cidr";
import type { Kind } from "./kind";

/** The lines of an object or a List, from an index up to, not including, another. */
export interface ObjectRun {
  readonly kind: Kind & `kubectl-${string}`;
  readonly from: number;
  readonly to: number;
}

/** In the order of the lines. Objects that are indented, in one line, or dressed as by a log are none of them. */
export function findObjectRuns(lines: Lines): ObjectRun[] {
  const runs: ObjectRun[] = [];
  let to = 0;
  for (const index of lines.unprinted) {
    const code = index < to ? SPACE : lines.code(index, 0);
    if (code !== BRACE && code !== SMALL_A && code !== DASH) continue;
    const run = code === BRACE ? jsonRun(lines, index) : yamlRun(lines, index);
    if (!run) continue;
    runs.push(run);
    ({ to } = run);
  }
  return runs;
}

/** Between `{` and `}` all lines begin with a blank. */
function jsonRun(lines: Lines, from: number): ObjectRun | undefined {
  if (lines.at(from) !== "{" || !isKubectlJson("{", lines.at(from + 1))) return undefined;
  let to = from + 1;
  while (lines.code(to, 0) === SPACE) to++;
  return lines.code(to, 0) === BRACE_END && lines.at(to).trim() === "}"
    ? { kind: "kubectl-json", from, to: to + 1 }
    : undefined;
}

/** From `apiVersion:` on, or the `---` before it, with a key right below. */
function yamlRun(lines: Lines, from: number): ObjectRun | undefined {
  const first = lines.at(from);
  const second = lines.at(from + 1);
  if (!isKubectlYaml(first, second) || isProxyConfig(first, second) || !/^[a-z]\w*:(?: |$)/.test(second))
    return undefined;
  let to = from + 1;
  for (let index = to; index < lines.length; index++) {
    const code = lines.code(index, 0);
    const inner = code === SPACE || Number.isNaN(code);
    if (!inner && !continuesKubectlYaml(lines.at(index), first)) break;
    if (!Number.isNaN(code)) to = index + 1;
  }
  return { kind: "kubectl-yaml", from, to };
}

/** Does something for each line outside of some runs, in order. */
export function eachOutside(length: number, runs: readonly ObjectRun[], act: (index: number) => void): void {
  let index = 0;
  for (const { from, to } of runs) {
    for (; index < from; index++) act(index);
    index = to;
  }
  for (; index < length; index++) act(index);
}

/** Those of some indices, which are in order, that stand outside of some runs. */
export function outside(indices: readonly number[], runs: readonly ObjectRun[]): readonly number[] {
  if (runs.length === 0) return indices;
  let next = 0;
  return indices.filter((index) => {
    while ((runs[next]?.to ?? Infinity) <= index) next++;
    return index < (runs[next]?.from ?? Infinity);
  });
}
