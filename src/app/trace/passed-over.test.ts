import { describe, expect, it } from "vitest";
import type { StepStory } from "../../telling/story";
import { passedOver, passedTitle } from "./passed-over";
import { policyAt, ruleAt } from "./steps.fixture";

function at(chain: string, rule: number | null, depth: number): StepStory {
  return rule === null ? policyAt("nat", chain, { depth }) : ruleAt("nat", chain, rule, { depth });
}

describe("the rules that a packet passed", () => {
  it("are all before the first that matched", () => {
    expect(passedOver([at("PREROUTING", 3, 0)], 0)).toEqual({ first: 1, last: 2 });
  });

  it("are none where the first rule matched, or the next after the last that did", () => {
    const steps = [at("PREROUTING", 1, 0), at("PREROUTING", 2, 0)];
    expect([0, 1].map((index) => passedOver(steps, index))).toEqual([null, null]);
  });

  it("begin after the last match of this visit, whatever was called in between", () => {
    const steps = [at("PREROUTING", 2, 0), at("A", 1, 1), at("B", 4, 2), at("PREROUTING", 5, 0)];
    expect(passedOver(steps, 3)).toEqual({ first: 3, last: 4 });
  });

  it("begin anew when a chain is called a second time", () => {
    const steps = [at("PREROUTING", 1, 0), at("A", 3, 1), at("PREROUTING", 2, 0), at("A", 3, 1)];
    expect(passedOver(steps, 3)).toEqual({ first: 1, last: 2 });
  });

  it("reach to the chain's end before its policy", () => {
    expect(passedOver([at("PREROUTING", 1, 0), at("A", 2, 1), at("PREROUTING", null, 0)], 2)).toEqual({
      first: 2,
      last: null,
    });
  });

  it("are counted in words", () => {
    expect([passedTitle({ first: 1, last: 1 }), passedTitle({ first: 2, last: 1205 })]).toEqual([
      "1 rule before it did not match",
      "1,204 rules before it did not match",
    ]);
  });
});
