/**
 * The picture of one outcome, in one of two views of the same graph. Walk: rows of hook and table from top to bottom in
 * the order in which the kernel asks, in a row the base chain left and each jump one step to the right. Map: each chain
 * once, in a lane for each table. Plain values, made in the worker, drawn by app/canvas and by svg.ts.
 *
 * Nothing here depends on the current step: the picture stands still while the packet moves through it.
 */
import type { Family } from "../netfilter/address";
import type { Hook, TableName } from "../netfilter/ruleset";
import type { Verdict } from "../netfilter/trace";

export type View = "walk" | "map";

/** How somebody looks at it. */
export interface Look {
  readonly view: View;
  /** The ids of folds that were opened and of chains that were taken out of one; `rules:` and a chain's id for its list of rules. */
  readonly opened: readonly string[];
  /** True where only what the packet touches is wanted. */
  readonly alone: boolean;
}

/** How the picture stands when nobody did anything to it. */
export const FIRST_LOOK: Look = { view: "walk", opened: [], alone: false };

export interface Picture {
  readonly view: View;
  /** Of the packet, and so of the ruleset that is drawn. */
  readonly family: Family;
  /** True where the packet came through: forwarded, sent or delivered. */
  readonly through: boolean;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Where the packet stands at each step; same indexes as the outcome's steps. */
  readonly stops: readonly Stop[];
  /** The whole picture's size in pixels at zoom 1. */
  readonly width: number;
  readonly height: number;
}

/** In pixels from the picture's upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
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

export type GraphNode = EndNode | RowNode | ChainNode | FoldNode | DecisionNode;

/** Where the packet comes from, and where it ends. The last step stands in the end, too. */
export interface EndNode extends NodeBase {
  readonly kind: "start" | "end";
  readonly title: string;
  readonly detail: string;
  /** Null at the start. */
  readonly verdict: Verdict | null;
}

/** The label and the band of one hook and table, or of a whole table; `quiet` where it is a thin line with no chain drawn in it. */
export interface RowNode extends NodeBase {
  readonly kind: "row";
  /** Null for a lane of the Map. */
  readonly hook: Hook | null;
  readonly table: TableName;
  readonly quiet: boolean;
  /** Why it is quiet: `no rules`, `not reached`; in a row that is not, what was left out; null where there is nothing to say. */
  readonly note: string | null;
}

/** A chain as it stands in one row, or in its lane. */
export interface ChainNode extends NodeBase {
  readonly kind: "chain";
  /** The hook of its row; in the Map that of a built-in chain, else null. */
  readonly hook: Hook | null;
  readonly table: TableName;
  readonly chain: string;
  /** What its name means, such as `default/nginx`; null where it says nothing more. */
  readonly meaning: string | null;
  readonly policy: "ACCEPT" | "DROP" | null;
  /** The line of the paste that declares it; null where none does. */
  readonly line: number | null;
  /** True where the paste says nothing of it but that rules lead there. */
  readonly absent: boolean;
  /** The steps whose jump leads here, ascending; empty for the base chain. */
  readonly entered: readonly number[];
  /** How far below its top they enter it; null for the base chain. */
  readonly entry: number | null;
  /** How much further right than usual the rules begin, in pixels. */
  readonly indent: number;
  /** The rules near those that matched; none where the packet does not come here. */
  readonly lines: readonly ChainLine[];
  /** How many rules it has. */
  readonly rules: number;
  /** The height of the list of all its rules below the lines; 0 where it is not opened. */
  readonly list: number;
}

/** Chains that stand together on one card until somebody opens it. */
export interface FoldNode extends NodeBase {
  readonly kind: "fold";
  readonly fold: Fold;
  /** `10,000 Services`, `KUBE-SEP ×2` */
  readonly title: string;
  readonly detail: string;
  /** How many chains are on it, those that stand beside it not counted. */
  readonly count: number;
  /** The height of the list with its search below the title; 0 where it is closed. */
  readonly list: number;
}

/** Which chains a fold holds. */
export interface Fold {
  readonly table: TableName;
  /** Those that this chain jumps to; null for those of the whole table. */
  readonly caller: string | null;
  /** As families.ts names it. */
  readonly family: string;
}

/** One line of a chain's card. Its height is in pixels, and those of a card add up below its header. */
export type ChainLine = RuleLine | GapLine | PolicyLine;

export interface RuleLine {
  readonly kind: "rule";
  readonly height: number;
  readonly number: number;
  /** The rule as it was pasted, without `-A CHAIN`. */
  readonly text: string;
  /** The text as it is drawn: rows of pieces, cut where it would be too long. */
  readonly shown: readonly (readonly Piece[])[];
  /** The line of the paste; null for a rule that was supplied. */
  readonly line: number | null;
  /** The steps at which this rule matched. */
  readonly steps: readonly number[];
  /** False where the packet had left the chain before. */
  readonly asked: boolean;
  /** What the rule changed of the packet. */
  readonly effects: readonly Effect[];
}

/** Rules that are not drawn: `count` of them stand here, the first is number `from`. */
export interface GapLine {
  readonly kind: "gap";
  readonly height: number;
  readonly count: number;
  readonly from: number;
  /** The line of the paste of the first of them; null where there are none (an empty chain). */
  readonly line: number | null;
  /** `9,812 rules did not match`. */
  readonly words: string;
  /** The steps of those that matched all the same. */
  readonly steps: readonly number[];
}

export interface PolicyLine {
  readonly kind: "policy";
  readonly height: number;
  readonly policy: "ACCEPT" | "DROP";
  readonly steps: readonly number[];
}

/** A piece of a rule's text; `cut` stands for what was left out. */
export interface Piece {
  readonly kind: "plain" | "comment" | "address" | "target" | "cut";
  readonly text: string;
  /** Where it begins in the rule as it was pasted, from 0; null for what is no part of it. */
  readonly at: number | null;
}

export interface Effect {
  readonly step: number;
  /** `source`, `destination`, `mark`, … */
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

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
  /** The corners of its way, at least two. */
  readonly points: readonly Point[];
  /** The first step at which the packet has gone along it; null where it never does. */
  readonly step: number | null;
}

/** Where the packet stands at one step, and how it looks then. */
export interface Stop {
  /** The node that it stands in. */
  readonly node: string;
  readonly at: Point;
  /** The upper left corner of the room that is kept for the packet's label. */
  readonly label: Point;
  /** The way from the stop before, that stop's `at` first and this one's last. */
  readonly way: readonly Point[];
  readonly source: PacketPart;
  readonly destination: PacketPart;
  /** Null where the packet bears no mark and bore none before. */
  readonly mark: PacketPart | null;
}

/** A part of the packet after a step, and whether that step changed it. */
export interface PacketPart {
  readonly text: string;
  readonly changed: boolean;
}

export type StandingState = "idle" | "visited" | "current";

/** How a thing of the picture stands when the packet is at a step; its own steps are ascending. */
export function standingAt(steps: readonly number[], step: number): StandingState {
  const [first] = steps;
  if (first === undefined || first > step) return "idle";
  return steps.includes(step) ? "current" : "visited";
}

/** The same for a chain, which is also visited where the packet came into it and no rule of it matched. */
export function chainStandingAt(chain: ChainNode, step: number): StandingState {
  const state = standingAt(chain.steps, step);
  return state === "idle" && chain.entered.some((index) => index < step) ? "visited" : state;
}
