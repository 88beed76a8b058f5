/**
 * What comes out of a walk: every way a packet can take, step by step.
 */
import type { Connection, ConnectionState, Tracking } from "./connection";
import type { Scene } from "./extensions/extension";
import type { Packet } from "./packet";
import type { Hook, TableName } from "./ruleset";
import type { RouteAnswer } from "./walk/routing";

export interface Trace {
  /** All that can happen, most probable first; never empty. */
  readonly outcomes: readonly Outcome[];
  /** How many further outcomes were left out because the bound was hit; 0 where none was. */
  readonly left: number;
}

export type Verdict =
  | "forwarded"
  /** By the node itself; left by `out`. */
  | "sent"
  /** To a process of the node. */
  | "delivered"
  | "dropped"
  | "rejected"
  | "queued"
  | "unroutable"
  /** The ruleset or the packet is such that the kernel would not take it. */
  | "invalid";

export interface Outcome {
  /** From 0 to 1; null where it cannot be known. */
  readonly probability: number | null;
  /** Its share among the outcomes that assume the same, from 0 to 1; always known. */
  readonly chance: number;
  /** What was taken for granted, in words; empty where nothing was. */
  readonly assumptions: readonly string[];
  /** Where the walk could have gone another way, in order; what made no difference is left out. Last, what the reader said. */
  readonly forks: readonly Fork[];
  readonly verdict: Verdict;
  /** Why, in words, where the verdict alone does not say: `no route to 10.0.0.1`. */
  readonly reason: string | null;
  /** The device it left by; null where it did not leave, or nobody knows by which. */
  readonly out: string | null;
  /** As it leaves, or as the local process gets it. */
  readonly packet: Packet;
  readonly steps: readonly Step[];
  /** What the node sends back where it rejected the packet; null where it says nothing. */
  readonly answer: Packet | null;
  /** What connection tracking remembers afterwards; null where nothing (a first packet that was dropped, untracked). */
  readonly connection: Connection | null;
}

/** A point at which a walk may go two ways, and the one that it took. */
export type Fork =
  | {
      readonly kind: "chance";
      readonly at: RulePlace;
      readonly held: boolean;
      /** Of the way that was taken. */ readonly probability: number;
    }
  | {
      readonly kind: "question";
      /** Names the question, so that the reader can answer it (WalkOptions.said). */
      readonly key: string;
      readonly answer: boolean;
      /** What is assumed with a yes, and with a no. */
      readonly yes: string;
      readonly no: string;
      /** True where the reader answered it, so that the other way was not walked. */
      readonly chosen: boolean;
    };

export interface RulePlace {
  readonly table: TableName;
  readonly chain: string;
  /** From 1. */
  readonly rule: number;
}

export type Step = RuleStep | PolicyStep | RoutingStep | TrackingStep | RewriteStep;

interface StepBase {
  readonly hook: Hook;
  /** The packet as it is after this step. */
  readonly packet: Packet;
  /** How it stands to its connection after this step. */
  readonly tracking: Tracking;
}

/** A rule that matched. */
export interface RuleStep extends StepBase {
  readonly kind: "rule";
  readonly table: TableName;
  readonly chain: string;
  /** From 1 within its chain. */
  readonly rule: number;
  /** `JUMP KUBE-SERVICES`, `GOTO x`, `ACCEPT`, `DROP`, `RETURN`, `CONTINUE` (no target), or the target's name. */
  readonly verdict: string;
  /** How many jumps deep: 0 in the base chain. */
  readonly depth: number;
  /** How the packet stood when the rule was asked, so that any rule can be asked again. */
  readonly scene: Scene;
}

/** The end of a built-in chain. */
export interface PolicyStep extends StepBase {
  readonly kind: "policy";
  readonly table: TableName;
  readonly chain: string;
  readonly verdict: "ACCEPT" | "DROP";
  readonly scene: Scene;
}

/** A routing decision. */
export interface RoutingStep extends StepBase {
  readonly kind: "routing";
  /** `for 10.244.0.13: by cni0` and the like, in words. */
  readonly text: string;
  /** The route of the paste that decided, as it stands there; null where none did. */
  readonly route: string | null;
  readonly line: number | null;
  /** Where it leads: to a process here, out by a device, or nowhere. */
  readonly leads: "here" | "out" | "nowhere";
  /** The device, where one is known. */
  readonly out: string | null;
  readonly answer: RouteAnswer;
}

/** Connection tracking looked the packet up. */
export interface TrackingStep extends StepBase {
  readonly kind: "tracking";
  readonly text: string;
  readonly state: ConnectionState;
  /** The line of the paste (conntrack -L) on which its connection stands; null where it stands in none. */
  readonly line: number | null;
}

/** Connection tracking rewrote a packet of a known connection without asking a rule. */
export interface RewriteStep extends StepBase {
  readonly kind: "rewrite";
  readonly text: string;
  /** Which of its ends was rewritten. */
  readonly manip: "source" | "destination";
}
