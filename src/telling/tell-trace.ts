/**
 * A trace in words.
 */
import type { Paste } from "../paste/paste";
import type { Outcome, Trace } from "../netfilter/trace";
import { assumptionsOf } from "./assumptions";
import { chainsOfStory } from "./chains-of-story";
import { namesOf } from "./names";
import { outcomeTree } from "./outcome-tree";
import { shareText } from "./share";
import { tellSteps } from "./steps";
import type { OutcomeStory, Story } from "./story";
import { verdictDetail, verdictSentence } from "./verdict-sentence";
import { wayOf } from "./way";

/** Tells every outcome of a trace; `paste` is what the packet was walked through. */
export function tellTrace(trace: Trace, paste: Paste): Story {
  const { left } = trace;
  const outcomes = trace.outcomes.map((outcome) => tellOutcome(outcome, paste));
  const family = trace.outcomes[0]?.packet.family ?? 4;
  return {
    family,
    outcomes,
    tree: outcomeTree(trace.outcomes, paste),
    names: namesOf(trace, paste),
    chains: chainsOfStory(outcomes, family),
    left: left === 0 ? null : `and at least ${String(left)} more, which were not walked`,
  };
}

function tellOutcome(outcome: Outcome, paste: Paste): OutcomeStory {
  const ruleset = paste.rulesets[outcome.packet.family];
  return {
    verdict: outcome.verdict,
    sentence: verdictSentence(outcome, ruleset),
    detail: verdictDetail(outcome, ruleset),
    share: shareText(outcome),
    probability: outcome.probability,
    assumptions: assumptionsOf(outcome),
    way: wayOf(outcome, paste),
    steps: tellSteps(outcome, paste),
  };
}
