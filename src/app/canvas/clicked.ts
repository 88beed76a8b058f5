/**
 * What a click in the picture means: on a line of a card, that rule and its step; anywhere else on a node, its steps.
 */
import type { GraphNode } from "../../graph/picture";

export interface Clicked {
  /** The step to go to; null where the packet does not come there. */
  readonly step: number | null;
  /** The line of the paste to show; null where none stands behind it. */
  readonly line: number | null;
}

/** The meaning of a click on the `index`-th line of a node, or beside its lines (null), at a step. */
export function clickedOn(node: GraphNode, index: number | null, step: number): Clicked {
  if (node.kind === "row" && !node.quiet) return { step: null, line: null };
  if (node.kind !== "chain") return { step: nextOf(node.steps, step), line: null };
  const line = index === null ? undefined : node.lines[index];
  // A chain's title chooses the chain, and the packet stays where it is.
  if (!line) return { step: null, line: node.line };
  return { step: nextOf(line.steps, step), line: line.kind === "policy" ? node.line : line.line };
}

/** The next of some steps, else the first. */
function nextOf(steps: readonly number[], step: number): number | null {
  return steps.find((index) => index > step) ?? steps[0] ?? null;
}

/** The index of the card's line in which an element stands; null where it stands in none. */
export function lineIndexOf(target: EventTarget): number | null {
  const line = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
  return line ? Number(line.dataset.index) : null;
}
