/**
 * What stands below what: the rows and decisions along a packet's way, in the kernel's order, with the rows between
 * and behind them that the ruleset has and the packet did not come through.
 */
import type { Hook, Ruleset, TableName } from "../netfilter/ruleset";
import { findChain } from "../netfilter/ruleset";
import type {
  Outcome,
  PolicyStep,
  RewriteStep,
  RoutingStep,
  RuleStep,
  Step,
  TrackingStep,
  Verdict,
} from "../netfilter/trace";
import { STAGES } from "../netfilter/walk/hooks";

export type Station = RowStation | DecisionStation;

export interface RowStation {
  readonly kind: "row";
  readonly hook: Hook;
  readonly table: TableName;
  /** How often the packet had been at this hook before. */
  readonly pass: number;
  readonly steps: readonly Numbered<RuleStep | PolicyStep>[];
  /** False where the packet's way had ended before. */
  readonly reached: boolean;
}

export interface DecisionStation {
  readonly kind: "decision";
  readonly hook: Hook;
  readonly pass: number;
  readonly step: Numbered<RoutingStep | TrackingStep | RewriteStep>;
}

/** A step with its index in the outcome. */
export interface Numbered<Kind extends Step> {
  readonly index: number;
  readonly step: Kind;
}

const AFTER: Readonly<Partial<Record<Hook, Hook>>> = { FORWARD: "POSTROUTING", OUTPUT: "POSTROUTING" };

/** True for an end in the middle of the way: what lies behind it is not reached. */
export function endsEarly(verdict: Verdict): boolean {
  return verdict === "dropped" || verdict === "rejected" || verdict === "queued";
}

/** The rows and decisions of an outcome from top to bottom. */
export function stationsOf(ruleset: Ruleset, outcome: Outcome): readonly Station[] {
  const way = new Way(ruleset);
  for (const [index, step] of outcome.steps.entries()) {
    if (step.kind === "rule" || step.kind === "policy") way.row({ index, step });
    else way.decision({ index, step });
  }
  if (outcome.verdict !== "unroutable" && outcome.verdict !== "invalid") way.end(endsEarly(outcome.verdict));
  return way.stations;
}

class Way {
  readonly stations: Station[] = [];
  private hook: Hook | null = null;
  /** The stage of the hook that comes next. */
  private next = 0;
  private readonly passes = new Map<Hook, number>();

  constructor(private readonly ruleset: Ruleset) {}

  row(numbered: Numbered<RuleStep | PolicyStep>): void {
    const { hook, table } = numbered.step;
    const last = this.stations.at(-1);
    if (last?.kind === "row" && last.hook === hook && last.table === table) {
      this.stations[this.stations.length - 1] = { ...last, steps: [...last.steps, numbered] };
      return;
    }
    const stage = STAGES[hook].indexOf(table);
    if (this.hook !== hook || stage < this.next) this.enter(hook);
    this.passOver(stage, true);
    this.stations.push({ kind: "row", hook, table, pass: this.pass(hook), steps: [numbered], reached: true });
    this.next = stage + 1;
  }

  decision(numbered: Numbered<RoutingStep | TrackingStep | RewriteStep>): void {
    const { step } = numbered;
    if (this.hook !== step.hook) this.enter(step.hook);
    if (step.kind === "tracking") this.passOver(STAGES[step.hook].indexOf("tracking"), true);
    if (step.kind === "routing" && step.hook === "PREROUTING") this.passOver(STAGES.PREROUTING.length, true);
    this.stations.push({ kind: "decision", hook: step.hook, pass: this.pass(step.hook), step: numbered });
  }

  end(early: boolean): void {
    if (this.hook === null) return;
    this.passOver(STAGES[this.hook].length, !early);
    const after = AFTER[this.hook];
    if (!early || !after) return;
    this.enter(after);
    this.passOver(STAGES[after].length, false);
  }

  private enter(hook: Hook): void {
    if (this.hook !== null) this.passOver(STAGES[this.hook].length, true);
    this.passes.set(hook, this.pass(hook) + 1);
    this.hook = hook;
    this.next = 0;
  }

  private pass(hook: Hook): number {
    return this.passes.get(hook) ?? -1;
  }

  /** Rows up to a stage that have no step, where the ruleset has them. */
  private passOver(stage: number, reached: boolean): void {
    const { hook } = this;
    if (hook === null) return;
    for (const table of STAGES[hook].slice(this.next, stage)) {
      if (table === "tracking" || !findChain(this.ruleset, table, hook)) continue;
      this.stations.push({ kind: "row", hook, table, pass: this.pass(hook), steps: [], reached });
    }
    this.next = Math.max(this.next, stage);
  }
}
