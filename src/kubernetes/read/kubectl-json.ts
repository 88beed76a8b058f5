/**
 * Reads what `kubectl get -o json` prints: an object or a List, and objects on lines of their own, as jq -c prints them.
 * The items of a List that is printed over several lines are read one by one, so that one that is cut costs no other.
 */
import type { Lines } from "../../netfilter/read/lines";
import type { ProblemList } from "../../netfilter/read/problems";
import type { Section } from "../../netfilter/read/section";
import type { ClusterDrafts } from "./cluster-drafts";
import { readObject } from "./kubernetes-object";

/** Reads a section; `namespace` is that of the command before it. */
export function readKubectlJson(
  { lines, from, to }: Section,
  namespace: string | undefined,
  drafts: ClusterDrafts,
  problems: ProblemList,
): void {
  const read = (begin: number, end: number) => {
    const whole = lines.join(begin, end).trimEnd();
    const text = whole.endsWith(",") ? whole.slice(0, -1) : whole;
    try {
      readObject(JSON.parse(text), begin + 1, namespace, drafts);
    } catch (error) {
      const reason = error instanceof Error ? error.message.replace(/\s+/g, " ") : "";
      const before = text.slice(0, Number(/position (\d+)/.exec(reason)?.[1] ?? 0)).split("\n");
      const column = (before.at(-1)?.length ?? 0) + 1;
      problems.warn(begin + before.length, column, `this object of kubectl is no JSON that can be read: ${reason}`);
    }
  };
  const items = itemsLine(lines, from, to);
  if (items === undefined) {
    read(from, to);
    return;
  }
  const indent = lines.indent(items + 1);
  let start: number | null = null;
  for (let index = items + 1; index < to; index++) {
    const code = lines.code(index, indent);
    if ((code !== OPEN && code !== CLOSE) || lines.indent(index) !== indent) continue;
    if (code === OPEN) start = index;
    else if (start !== null) {
      read(start, index + 1);
      start = null;
    }
  }
  if (start !== null) read(start, to);
}

const OPEN = 123;
const CLOSE = 125;
const QUOTE = 34;

/** The line of a List's `"items": [`, with its items on the lines below. */
function itemsLine(lines: Lines, from: number, to: number): number | undefined {
  const indent = lines.indent(from + 1);
  for (let index = from + 1; index < to; index++) {
    if (
      lines.code(index, indent) === QUOTE &&
      /^\s*"items":\s*\[\s*$/.test(lines.at(index)) &&
      lines.indent(index) === indent
    )
      return index;
  }
  return undefined;
}
