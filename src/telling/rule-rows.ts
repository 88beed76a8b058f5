/**
 * A window into the rules of a chain where a packet met them: each with whether it matched and why not. A chain may hold
 * tens of thousands of rules: all of the range are asked, and only those of the window are told.
 */
import { chainMeanings } from "../kubernetes/chain-meaning";
import type { Scene } from "../netfilter/extensions/extension";
import type { Rule } from "../netfilter/ruleset";
import { findChain } from "../netfilter/ruleset";
import type { Outcome, PolicyStep, RuleStep, Step } from "../netfilter/trace";
import type { Paste } from "../paste/paste";
import { explainRule, holdsAt } from "./explain";
import type { ConditionStory, Holds, RuleRow, RuleRows, RuleWindow } from "./story";

const NOTHING: RuleRows = { rows: [], found: 0, counts: { yes: 0, no: 0, unknown: 0, random: 0 }, total: 0 };

/** The rules of a window, in the visit to the chain that a step of an outcome belongs to; none for a step without a chain. */
export function ruleRows(paste: Paste, outcome: Outcome, stepIndex: number, window: RuleWindow): RuleRows {
  const step = outcome.steps[stepIndex];
  if (!isInChain(step)) return NOTHING;
  const ruleset = paste.rulesets[step.packet.family];
  const name = window.chain ?? step.chain;
  const chain = findChain(ruleset, step.table, name);
  if (!chain) return NOTHING;
  const visit = visitOf(outcome.steps, stepIndex, step, name);
  const meanings = chainMeanings(ruleset, paste.cluster);
  const meaningOf = ({ target }: Rule) =>
    target.kind === "jump" || target.kind === "goto" ? (meanings.get(`${step.table}/${target.chain}`) ?? null) : null;
  const words = window.query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const isMeant = (rule: Rule) => {
    const text = `${rule.text} ${meaningOf(rule) ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const range = chain.rules.slice(Math.max(0, window.first - 1), window.last ?? undefined);
  const found = words.length === 0 ? range : range.filter(isMeant);
  const counts = { ...NOTHING.counts };
  const known = holdsIn(paste, outcome, `${String(stepIndex)} ${name}`);
  const holdsOf = (rule: Rule) => known(rule, () => holdsAt(paste, sceneOf(visit, rule, step.scene), rule));
  for (const rule of found) counts[holdsOf(rule)]++;
  const rows = found.slice(window.skip, window.skip + window.count).map((rule): RuleRow => {
    const scene = sceneOf(visit, rule, step.scene);
    const conditions = explainRule(paste, scene, rule);
    const holds = holdsOf(rule);
    const met = metOf(visit, rule);
    const { number, text, line } = rule;
    return {
      number,
      text,
      line,
      meaning: meaningOf(rule),
      holds,
      met,
      reason: reasonOf(holds, met, conditions),
      conditions,
    };
  });
  return { rows, found: found.length, counts, total: chain.rules.length };
}

/** What was found of the chain that was asked for last, so that scrolling through it asks no rule twice. */
const last = new WeakMap<Outcome, { readonly paste: Paste; readonly name: string; readonly holds: Map<Rule, Holds> }>();

function holdsIn(paste: Paste, outcome: Outcome, name: string): (rule: Rule, ask: () => Holds) => Holds {
  const kept = last.get(outcome);
  const holds = kept?.paste === paste && kept.name === name ? kept.holds : new Map<Rule, Holds>();
  last.set(outcome, { paste, name, holds });
  return (rule, ask) => {
    const found = holds.get(rule) ?? ask();
    holds.set(rule, found);
    return found;
  };
}

type ChainStep = RuleStep | PolicyStep;

function isInChain(step: Step | undefined): step is ChainStep {
  return step?.kind === "rule" || step?.kind === "policy";
}

/** The steps of one visit to a chain: from entering it to leaving it, without what happened in the chains it called. */
function visitOf(steps: readonly Step[], at: number, step: ChainStep, chain: string): readonly ChainStep[] {
  if (chain !== step.chain) return [];
  const depth = depthOf(step);
  const goesOn = (other: Step | undefined): other is ChainStep =>
    isInChain(other) &&
    other.hook === step.hook &&
    other.table === step.table &&
    (depthOf(other) > depth || (depthOf(other) === depth && other.chain === chain));
  let first = at;
  while (goesOn(steps[first - 1])) first--;
  let last = at;
  while (goesOn(steps[last + 1])) last++;
  return steps
    .slice(first, last + 1)
    .filter((one): one is ChainStep => isInChain(one) && one.chain === chain && depthOf(one) === depth);
}

function depthOf(step: ChainStep): number {
  return step.kind === "rule" ? step.depth : 0;
}

/** How the packet stood when a rule was asked: as at the next rule that matched, or at the end of the chain. */
function sceneOf(visit: readonly ChainStep[], { number }: Rule, otherwise: Scene): Scene {
  return (visit.find((step) => numberOf(step) >= number) ?? visit.at(-1))?.scene ?? otherwise;
}

function numberOf(step: ChainStep): number {
  return step.kind === "rule" ? step.rule : Infinity;
}

function metOf(visit: readonly ChainStep[], { number }: Rule): RuleRow["met"] {
  if (visit.some((step) => numberOf(step) === number)) return "matched";
  return visit.some((step) => numberOf(step) > number) ? "passed" : "unreached";
}

function reasonOf(holds: Holds, met: RuleRow["met"], conditions: readonly ConditionStory[]): string {
  const first = conditions.find((condition) => condition.holds === holds)?.why ?? "";
  switch (holds) {
    case "yes":
      return conditions.length === 0 ? "it has no condition" : "all its conditions hold";
    case "no":
      return first;
    case "unknown":
    case "random":
      return met === "unreached" ? first : `${first}; here it ${met === "matched" ? "did" : "did not"}`;
  }
}
