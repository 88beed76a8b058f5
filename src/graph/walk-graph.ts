/**
 * The picture of one outcome in the order in which the kernel asks: rows of hook and table from top to bottom, in a row
 * the base chain left and each jump one step to the right. Plain values, made in the worker, drawn by app/canvas.
 *
 * Nothing here depends on the current step: the picture stands still while the packet moves through it.
 */
import type { Hook, TableName } from "../netfilter/ruleset";
import type { Verdict } from "../netfilter/trace";

export interface WalkGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The whole picture's size in pixels at zoom 1. */
  readonly width: number;
  readonly height: number;
}

interface NodeBase {
  /** The same for the same thing whatever else the picture holds. */
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The indexes of the outcome's steps that stand in this node, ascending; empty where the packet does not come. */
  readonly steps: readonly number[];
}

export type GraphNode = EndNode | RowNode | ChainNode | DecisionNode;

/** Where the packet comes from, and where it ends. */
export interface EndNode extends NodeBase {
  readonly kind: "start" | "end";
  readonly title: string;
  readonly detail: string;
  /** Null at the start. */
  readonly verdict: Verdict | null;
}

/** The label and the line of one hook and table; `quiet` where the paste has no rule there. */
export interface RowNode extends NodeBase {
  readonly kind: "row";
  readonly hook: Hook;
  readonly table: TableName;
  readonly quiet: boolean;
}

/** A chain as it stands in one row. */
export interface ChainNode extends NodeBase {
  readonly kind: "chain";
  readonly hook: Hook;
  readonly table: TableName;
  readonly chain: string;
  /** What its name means, such as `default/nginx`; null where it says nothing more. */
  readonly meaning: string | null;
  readonly policy: "ACCEPT" | "DROP" | null;
  readonly lines: readonly ChainLine[];
}

/** One line of a chain's card. */
export type ChainLine =
  | {
      readonly kind: "rule";
      readonly number: number;
      /** The rule as it was pasted, without `-A CHAIN`. */
      readonly text: string;
      /** The line of the paste. */
      readonly line: number;
      /** The steps at which this rule matched. */
      readonly steps: readonly number[];
    }
  /** Rules that are not drawn: `count` of them stand here. */
  | { readonly kind: "gap"; readonly count: number; readonly from: number }
  | { readonly kind: "policy"; readonly policy: "ACCEPT" | "DROP"; readonly steps: readonly number[] };

/** A routing decision, connection tracking, or a rewriting without a rule: what stands between the rows. */
export interface DecisionNode extends NodeBase {
  readonly kind: "routing" | "tracking" | "rewrite";
  readonly title: string;
  readonly detail: string;
}

export interface GraphEdge {
  readonly id: string;
  readonly kind: "jump" | "goto" | "flow" | "end";
  readonly source: string;
  readonly target: string;
  /** Where it leaves the source and enters the target, in pixels from the picture's corner. */
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  /** The step after which the packet goes along it; null where it does not. */
  readonly step: number | null;
}

export type StandingState = "idle" | "visited" | "current";

/** How a thing of the picture stands when the packet is at a step. */
export function standingAt(steps: readonly number[], step: number): StandingState {
  if (steps.includes(step)) return "current";
  return steps.some((index) => index < step) ? "visited" : "idle";
}
