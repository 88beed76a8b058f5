/**
 * Steps of a walk for tests that look at their places alone.
 */
import type { StepStory } from "../../telling/story";

export function stepAt(step: Partial<StepStory>): StepStory {
  return {
    kind: "rule",
    hook: "PREROUTING",
    table: null,
    chain: null,
    meaning: null,
    rule: null,
    line: null,
    text: null,
    words: "",
    verdict: "",
    depth: 0,
    conditions: [],
    changes: [],
    header: [],
    routing: null,
    tracking: null,
    nat: null,
    marks: null,
    packet: "",
    mark: "0x0",
    ...step,
  };
}

export function ruleAt(
  table: StepStory["table"],
  chain: string,
  rule: number,
  more: Partial<StepStory> = {},
): StepStory {
  return stepAt({ kind: "rule", table, chain, rule, ...more });
}

export function policyAt(table: StepStory["table"], chain: string, more: Partial<StepStory> = {}): StepStory {
  return stepAt({ kind: "policy", table, chain, ...more });
}
