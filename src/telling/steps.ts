/**
 * The steps of an outcome, each in a sentence, with its conditions and what it changed.
 */
import { chainMeanings, explainChain } from "../kubernetes/chain-meaning";
import { markNames } from "../kubernetes/mark-names";
import { commentOf } from "../kubernetes/rule-option";
import { findTarget } from "../netfilter/extensions/index";
import type { Packet } from "../netfilter/packet";
import type { Paste } from "../paste/paste";
import type { Rule, Ruleset, RuleVerdict } from "../netfilter/ruleset";
import type { Outcome, PolicyStep, RuleStep, Step } from "../netfilter/trace";
import { natBetween, trackingStory } from "./connection-words";
import { explainRule } from "./explain";
import { headersOf } from "./header";
import { marksOf } from "./mark-story";
import { findRule, firstPacket } from "./outcome-steps";
import { changesBetween, markText, packetText } from "./packet-words";
import { routingStory, routingWords } from "./routing-story";
import type { HeaderField, MarkStory, StepStory } from "./story";
import { capitalised } from "./verdict-sentence";

/** All steps of an outcome in words. */
export function tellSteps(outcome: Outcome, paste: Paste): readonly StepStory[] {
  const ruleset = paste.rulesets[outcome.packet.family];
  const headers = headersOf(outcome);
  const marks = marksOf(outcome, markNames(ruleset));
  return outcome.steps.map((step, index) => {
    const before = outcome.steps[index - 1]?.packet ?? firstPacket(outcome);
    return tellStep(step, before, headers[index] ?? [], marks[index] ?? null, ruleset, paste);
  });
}

function tellStep(
  step: Step,
  before: Packet,
  header: readonly HeaderField[],
  marks: MarkStory | null,
  ruleset: Ruleset,
  paste: Paste,
): StepStory {
  const common = {
    kind: step.kind,
    hook: step.hook,
    header,
    marks,
    routing: null,
    tracking: null,
    nat: natBetween(before, step.packet),
    changes: changesBetween(before, step.packet),
    packet: packetText(step.packet),
    mark: markText(step.packet.mark),
  };
  switch (step.kind) {
    case "rule":
      return { ...common, ...inChain(step, ruleset, paste), ...ruleParts(step, ruleset, paste) };
    case "policy":
      return { ...common, ...inChain(step, ruleset, paste), ...policyParts(step, ruleset) };
    case "routing": {
      const routing = routingStory(step, paste.node);
      const { route: text, line } = routing;
      const verdict = step.out ?? WHERE[step.leads];
      return { ...common, ...NOWHERE, routing, line, text, words: routingWords(routing), verdict };
    }
    case "tracking":
      return {
        ...common,
        ...NOWHERE,
        tracking: trackingStory(step),
        line: step.line,
        words: capitalised(step.text),
        verdict: step.state,
      };
    case "rewrite":
      return { ...common, ...NOWHERE, words: capitalised(step.text), verdict: "NAT" };
  }
}

const WHERE = { here: "this node", out: "some device", nowhere: "no route" } as const;

/** What a step has that belongs to no table. */
const NOWHERE = {
  table: null,
  chain: null,
  meaning: null,
  rule: null,
  line: null,
  text: null,
  depth: 0,
  conditions: [],
} as const;

function inChain(step: RuleStep | PolicyStep, ruleset: Ruleset, { cluster }: Paste) {
  const meaning = chainMeanings(ruleset, cluster).get(`${step.table}/${step.chain}`) ?? null;
  return { table: step.table, chain: step.chain, meaning, verdict: step.verdict };
}

function policyParts(step: PolicyStep, ruleset: Ruleset) {
  const line = ruleset.tables.get(step.table)?.chains.get(step.chain)?.line ?? null;
  const does = step.verdict === "DROP" ? "the packet is thrown away" : "the packet goes on";
  const words = `No rule of ${step.chain} decided, so its policy ${step.verdict} does: ${does}`;
  return { rule: null, line, text: null, words, depth: 0, conditions: [] };
}

function ruleParts(step: RuleStep, ruleset: Ruleset, paste: Paste) {
  const rule = findRule(ruleset, step);
  const conditions = rule ? explainRule(paste, step.scene, rule) : [];
  const words = rule ? ruleWords(rule, step, paste) : step.verdict;
  return {
    rule: step.rule,
    line: rule?.line ?? null,
    text: rule?.text ?? null,
    words: conditions.some(({ holds }) => holds === "random") ? `Chosen at random: ${words}` : words,
    depth: step.depth,
    conditions,
  };
}

/** What a rule that matched did. */
function ruleWords(rule: Rule, step: RuleStep, paste: Paste): string {
  const { target } = rule;
  switch (target.kind) {
    case "none":
      return "The rule has no target: it counts the packet, and the next rule is asked";
    case "verdict":
      return verdictWords(target.verdict, step, rule);
    case "jump":
      return `Goes to ${chainText(target.chain, step, paste)}`;
    case "goto":
      return `Goes to ${chainText(target.chain, step, paste)} and does not come back here`;
    case "unknown":
      return `${target.name} is not implemented here (${target.reason}): what it does was assumed`;
    case "known": {
      const extension = findTarget(target.name);
      return extension ? capitalised(extension.tell(target.options)) : `${target.name} is not implemented here`;
    }
  }
}

/** `KUBE-SVC-…, that is default/nginx. The endpoints of default/nginx: one of them is chosen here` */
function chainText(chain: string, step: RuleStep, { rulesets, cluster }: Paste): string {
  const sentence = explainChain(rulesets[step.packet.family], cluster, step.table, chain);
  return sentence === null ? chain : `${chain}. ${sentence}`;
}

function verdictWords(verdict: RuleVerdict, step: RuleStep, rule: Rule): string {
  switch (verdict) {
    case "ACCEPT":
      return `Lets the packet through: no further rule of ${step.table} is asked at ${step.hook}`;
    case "DROP": {
      const comment = commentOf(rule);
      return `Throws the packet away, without a word to its sender${comment === undefined ? "" : ` (${comment})`}`;
    }
    case "RETURN":
      return step.depth === 0
        ? `Leaves ${step.chain}, so that its policy decides`
        : `Leaves ${step.chain} and goes on where it was called`;
    case "QUEUE":
      return "Hands the packet to a program, which decides";
  }
}
