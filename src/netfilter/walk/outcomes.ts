/**
 * All ways that a walk can take, as outcomes with their share.
 *
 * A run's decisions make a path in a binary tree. Each decision that was taken freely gives a further run with the other
 * answer. Where both answers of a decision lead to the very same trace, the decision did not matter and is left out.
 */
import { formatAddress } from "../address";
import { portsOf } from "../packet";
import type { Outcome, Step, Trace } from "../trace";
import { Choices } from "./choices";
import type { Decision } from "./choices";

/** No more outcomes than this are walked; what is left out is counted. A Service of a thousand endpoints is within it. */
const MAX_OUTCOMES = 1024;

/** How much likelier no is than yes where nobody knows, for the order alone. */
const NO_WEIGHT = 0.75;

export type Run = (choices: Choices) => Omit<Outcome, "probability" | "assumptions">;

interface Leaf {
  readonly decisions: readonly Decision[];
  readonly found: Omit<Outcome, "probability" | "assumptions">;
  readonly assumed: readonly string[];
}

interface Weighed {
  readonly outcome: Outcome;
  readonly key: string;
  readonly weight: number;
}

/** Runs a walk until every way was taken or the bound is hit. */
export function outcomesOf(run: Run): Trace {
  const leaves: Leaf[] = [];
  const waiting: (readonly boolean[])[] = [[]];
  for (let at = 0; at < waiting.length && leaves.length < MAX_OUTCOMES; at++) {
    const forced = waiting[at] ?? [];
    const choices = new Choices(forced);
    const found = run(choices);
    leaves.push({ decisions: choices.made, found, assumed: choices.assumed });
    const answers = choices.made.map(({ answer }) => answer);
    for (let index = forced.length; index < answers.length; index++) {
      waiting.push([...answers.slice(0, index), !answers[index]]);
    }
  }
  const merged = mergeFrom(leaves, 0);
  merged.sort((a, b) => b.weight - a.weight);
  return { outcomes: merged.map(({ outcome }) => outcome), left: waiting.length - leaves.length };
}

/** The outcomes of leaves that share their first `depth` decisions. */
function mergeFrom(leaves: readonly Leaf[], depth: number): Weighed[] {
  const [first] = leaves;
  const decision = first?.decisions[depth];
  if (!first) return [];
  if (!decision) {
    const outcome: Outcome = { ...first.found, probability: 1, assumptions: first.assumed };
    return [{ outcome, key: traceKey(outcome), weight: 1 }];
  }
  const yes = mergeFrom(leaves.filter(({ decisions }) => decisions[depth]?.answer === true), depth + 1);
  const no = mergeFrom(leaves.filter(({ decisions }) => decisions[depth]?.answer === false), depth + 1);
  return combine(decision, yes, no);
}

function combine(decision: Decision, yes: readonly Weighed[], no: readonly Weighed[]): Weighed[] {
  const yesShare = decision.kind === "chance" ? decision.probability : 1 - NO_WEIGHT;
  const byKey = new Map(no.map((one) => [one.key, one]));
  const result: Weighed[] = [];
  for (const one of yes) {
    const other = byKey.get(one.key);
    if (!other) {
      result.push(under(decision, true, yesShare, one));
      continue;
    }
    byKey.delete(one.key);
    result.push(either(decision, yesShare, one, other));
  }
  for (const one of byKey.values()) result.push(under(decision, false, 1 - yesShare, one));
  return result;
}

/** An outcome that is reached by one answer only. */
function under(decision: Decision, answer: boolean, share: number, one: Weighed): Weighed {
  const { outcome } = one;
  const weight = one.weight * share;
  if (decision.kind === "chance") {
    const probability = outcome.probability === null ? null : outcome.probability * share;
    return { ...one, weight, outcome: { ...outcome, probability } };
  }
  const statement = answer ? decision.question.yes : decision.question.no;
  return { ...one, weight, outcome: { ...outcome, probability: null, assumptions: [statement, ...outcome.assumptions] } };
}

/** An outcome that is reached whatever the answer. */
function either(decision: Decision, yesShare: number, yes: Weighed, no: Weighed): Weighed {
  const weight = yes.weight * yesShare + no.weight * (1 - yesShare);
  const [a, b] = [yes.outcome.probability, no.outcome.probability];
  const mixed = a === null || b === null ? null : a * yesShare + b * (1 - yesShare);
  const probability = decision.kind === "chance" || a === b ? mixed : null;
  return { ...yes, weight, outcome: { ...yes.outcome, probability } };
}

/** Equal for two outcomes that nobody could tell apart: the same steps, packet, end and assumptions. */
function traceKey(outcome: Outcome): string {
  const { packet } = outcome;
  const ports = portsOf(packet);
  const end = [outcome.verdict, outcome.reason, outcome.out, formatAddress(packet.src), formatAddress(packet.dst)];
  const rest = [ports?.sport, ports?.dport, packet.mark, packet.tos, packet.ttl, ...outcome.assumptions];
  return [...end, ...rest, ...outcome.steps.map(stepKey)].join("\n");
}

function stepKey(step: Step): string {
  switch (step.kind) {
    case "rule":
      return `${step.hook} ${step.table} ${step.chain} ${String(step.rule)} ${step.verdict}`;
    case "policy":
      return `${step.hook} ${step.table} ${step.chain} ${step.verdict}`;
    default:
      return `${step.hook} ${step.kind} ${step.text}`;
  }
}
