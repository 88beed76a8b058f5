/**
 * All ways that a walk can take, as outcomes with their share.
 *
 * A way's decisions make a path in a binary tree. At each decision that was taken freely another way parts from it, with the
 * other answer. Where both answers of a decision lead to the very same trace, the decision did not matter and is left out.
 */
import { sameAddress } from "../address";
import type { Question } from "../extensions/extension";
import { type Packet, portsOf } from "../packet";
import type { Fork, Outcome, PolicyStep, RuleStep, Step, Trace } from "../trace";
import { Choices, type Decision, forkOf, NOTHING_SAID, type Parting, shareOf } from "./choices";

/** No more outcomes than this are walked; what is left out is counted. A Service of a thousand endpoints is within it. */
const MAX_OUTCOMES = 1024;

/** What a yes weighs against a no where nobody knows, for the order alone: most conditions hold for few packets. */
const YES_WEIGHT = 0.25;

/** How one way ended: an outcome without what only all ways together tell. */
export type Ending = Omit<Outcome, "probability" | "chance" | "assumptions" | "forks">;

/** A way of a walk, from which another can part where it asks. */
interface Parts<Way> {
  readonly choices: Choices;
  /** The same way from the beginning of the act that asks, with other choices. */
  part(choices: Choices): Way;
}

interface Leaf {
  readonly decisions: readonly Decision[];
  readonly found: Ending;
  readonly assumed: readonly string[];
  readonly said: readonly Fork[];
}

/** A list that shares its end: leaves that were merged have what comes behind in common. */
type Forks = { readonly fork: Fork; readonly rest: Forks } | readonly Fork[];

/** Leaves that nobody could tell apart but for what was assumed, as one or more outcomes. */
interface Weighed {
  /** Its share among those that assume the same. */
  readonly chance: number;
  /** True where it hangs on a question that nobody answered. */
  readonly asked: boolean;
  readonly assumptions: readonly string[];
  readonly forks: Forks;
  /** For the order alone. */
  readonly weight: number;
}

/**
 * Leads ways to their ends until every way was taken or the bound is hit; `wanted` is what the reader says of open
 * questions.
 */
export function outcomesOf<Way extends Parts<Way>>(
  begin: (choices: Choices) => Way,
  toEnd: (way: Way) => Ending,
  wanted = NOTHING_SAID,
): Trace {
  const ways: Way[] = [];
  const leaves: Leaf[] = [];
  let left = 0;
  const parting: Parting = (choices) => {
    if (ways.length < MAX_OUTCOMES) ways.push(way.part(choices()));
    else left++;
  };
  let way = begin(new Choices(parting, wanted));
  ways.push(way);
  // Those that part meanwhile come last.
  for (way of ways) {
    const found = toEnd(way);
    const { made, assumed, said } = way.choices;
    leaves.push({ decisions: made, found, assumed, said });
  }
  const found: { readonly weight: number; readonly outcome: Outcome }[] = [];
  for (const group of alike(leaves))
    for (const weighed of mergeFrom(group, 0))
      found.push({ weight: comparable(weighed.weight), outcome: outcomeOf(group[0].found, weighed) });
  if (found.length > 1) found.sort((a, b) => b.weight - a.weight);
  return { outcomes: found.map(({ outcome }) => outcome), left };
}

/** Written out, as copying an ending is a good part of a walk's time. */
function outcomeOf(found: Ending, { chance, asked, assumptions, forks }: Weighed): Outcome {
  const { verdict, reason, out, packet, steps, answer, connection } = found;
  const probability = asked ? null : chance;
  return {
    probability,
    chance,
    assumptions,
    forks: listed(forks),
    verdict,
    reason,
    out,
    packet,
    steps,
    answer,
    connection,
  };
}

function listed(forks: Forks): readonly Fork[] {
  if (!("fork" in forks)) return forks;
  const list: Fork[] = [];
  let at = forks;
  for (;;) {
    list.push(at.fork);
    if (!("fork" in at.rest)) return [...list, ...at.rest];
    at = at.rest;
  }
}

/**
 * A weight to 17 of its 53 bits: equal shares, as kube-proxy rounds them, stay in the order of the rules. What is added and
 * taken away again rounds off the others (Veltkamp's splitting).
 */
function comparable(weight: number): number {
  const large = weight * (2 ** 36 + 1);
  return large - (large - weight);
}

/** The leaves in groups of the same trace. */
function alike(leaves: readonly Leaf[]): [Leaf, ...Leaf[]][] {
  const groups: [Leaf, ...Leaf[]][] = [];
  // Most differ in where the packet went.
  const byEnd = new Map<number | bigint, [Leaf, ...Leaf[]][]>();
  for (const leaf of leaves) {
    const end = leaf.found.packet.dst.value;
    const near = byEnd.get(end);
    const group = near?.find(([first]) => sameWay(first.found, leaf.found));
    if (group) {
      group.push(leaf);
      continue;
    }
    const begun: [Leaf, ...Leaf[]] = [leaf];
    groups.push(begun);
    if (near) near.push(begun);
    else byEnd.set(end, [begun]);
  }
  return groups;
}

/** What leaves of one trace that share their first `depth` decisions come to. */
function mergeFrom(leaves: readonly Leaf[], depth: number): Weighed[] {
  const [first] = leaves;
  if (!first) return [];
  if (leaves.length === 1) return [alone(first, depth)];
  const decision = first.decisions[depth];
  if (!decision) return [alone(first, depth)];
  const yes = mergeFrom(
    leaves.filter(({ decisions }) => decisions[depth]?.answer === true),
    depth + 1,
  );
  const no = mergeFrom(
    leaves.filter(({ decisions }) => decisions[depth]?.answer === false),
    depth + 1,
  );
  return combine(decision, yes, no);
}

/** One leaf under all its decisions from `depth` on. */
function alone({ decisions, assumed, said }: Leaf, depth: number): Weighed {
  let chance = 1;
  let weight = 1;
  const assumptions: string[] = [];
  const forks: Fork[] = [];
  for (let index = depth; index < decisions.length; index++) {
    const decision = decisions[index];
    if (!decision) break;
    forks.push(decision.taken);
    weight *= weightOf(decision, decision.answer);
    if (decision.kind === "chance") chance *= shareOf(decision.probability, decision.answer);
    else assumptions.push(statementOf(decision.question, decision.answer));
  }
  const asked = assumptions.length > 0;
  assumptions.push(...assumed);
  forks.push(...said);
  return { chance, asked, assumptions, forks, weight };
}

/** The fork at a decision, taken by one of its answers. */
function forkBy(decision: Decision, answer: boolean): Fork {
  if (answer === decision.answer) return decision.taken;
  if (decision.kind === "question") return forkOf(decision.question, answer, false);
  return { kind: "chance", at: decision.at, held: answer, probability: shareOf(decision.probability, answer) };
}

function weightOf(decision: Decision, answer: boolean): number {
  if (decision.kind === "chance") return shareOf(decision.probability, answer);
  return answer ? YES_WEIGHT : 1;
}

function statementOf(question: Question, answer: boolean): string {
  return answer ? question.yes : question.no;
}

/** Joins what both answers of a decision lead to, where that is the same and assumes the same. */
function combine(decision: Decision, yes: readonly Weighed[], no: readonly Weighed[]): Weighed[] {
  const others = new Map(no.map((one) => [one.assumptions.join("\n"), one]));
  const result: Weighed[] = [];
  const [taken, passed] = [forkBy(decision, true), forkBy(decision, false)];
  for (const one of yes) {
    const key = one.assumptions.join("\n");
    const other = others.get(key);
    others.delete(key);
    result.push(other ? either(decision, one, other) : under(decision, taken, one));
  }
  for (const one of others.values()) result.push(under(decision, passed, one));
  return result;
}

/** What is reached by one answer only. */
function under(decision: Decision, fork: Fork, one: Weighed): Weighed {
  const answer = fork.kind === "question" ? fork.answer : fork.held;
  const weight = one.weight * weightOf(decision, answer);
  const forks = { fork, rest: one.forks };
  if (decision.kind === "chance")
    return { ...one, weight, forks, chance: one.chance * shareOf(decision.probability, answer) };
  const assumptions = [statementOf(decision.question, answer), ...one.assumptions];
  return { ...one, weight, forks, asked: true, assumptions };
}

/** What is reached whatever the answer. */
function either(decision: Decision, yes: Weighed, no: Weighed): Weighed {
  const asked = yes.asked || no.asked;
  if (decision.kind === "chance") {
    const mix = (a: number, b: number) =>
      a * shareOf(decision.probability, true) + b * shareOf(decision.probability, false);
    return { ...yes, asked, chance: mix(yes.chance, no.chance), weight: mix(yes.weight, no.weight) };
  }
  return { ...yes, asked: asked || yes.chance !== no.chance, weight: Math.max(yes.weight, no.weight) };
}

/** True for two endings that nobody could tell apart: the same steps, packet and end. */
function sameWay(a: Ending, b: Ending): boolean {
  return (
    a.verdict === b.verdict &&
    a.reason === b.reason &&
    a.out === b.out &&
    samePacket(a.packet, b.packet) &&
    a.steps.length === b.steps.length &&
    a.steps.every((step, index) => {
      const other = b.steps[index];
      return step === other || (other !== undefined && sameStep(step, other));
    })
  );
}

function samePacket(a: Packet, b: Packet): boolean {
  const [x, y] = [portsOf(a), portsOf(b)];
  return (
    sameAddress(a.src, b.src) &&
    sameAddress(a.dst, b.dst) &&
    x?.sport === y?.sport &&
    x?.dport === y?.dport &&
    a.mark === b.mark &&
    a.tos === b.tos &&
    a.ttl === b.ttl
  );
}

function sameStep(a: Step, b: Step): boolean {
  if (a.hook !== b.hook) return false;
  switch (a.kind) {
    case "rule":
      return b.kind === "rule" && sameChain(a, b) && a.rule === b.rule;
    case "policy":
      return b.kind === "policy" && sameChain(a, b);
    default:
      return a.kind === b.kind && a.text === b.text;
  }
}

function sameChain(a: RuleStep | PolicyStep, b: RuleStep | PolicyStep): boolean {
  return a.chain === b.chain && a.table === b.table && a.verdict === b.verdict;
}
