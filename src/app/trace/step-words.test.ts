import { describe, expect, it } from "vitest";
import { namesOfSteps } from "./step-words";
import { policyAt, ruleAt } from "./steps.fixture";

describe("the names of steps", () => {
  const asked = ruleAt("nat", "PREROUTING", 1);
  const marked = ruleAt("nat", "KUBE-MARK-MASQ", 1);
  const end = policyAt("nat", "PREROUTING");

  it("are one for each step, also where a packet comes to a rule twice", () => {
    const names = namesOfSteps([asked, marked, asked, marked, end]);
    expect(new Set(names).size).toBe(5);
  });

  it("are those of the same steps in another walk, whatever stands before them", () => {
    const [, , last] = namesOfSteps([asked, marked, end]);
    expect(namesOfSteps([end])).toEqual([last]);
    expect(namesOfSteps([ruleAt("nat", "PREROUTING", 1, { hook: "INPUT" })])).not.toEqual(namesOfSteps([asked]));
  });
});
