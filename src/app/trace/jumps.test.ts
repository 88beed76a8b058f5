import { expect, test } from "vitest";
import { hooksOf, jump, type Direction, type Stride } from "./jumps";
import { policyAt, ruleAt, stepAt } from "./steps.fixture";

const WALK = [
  stepAt({ kind: "tracking", hook: "PREROUTING" }),
  ruleAt("nat", "PREROUTING", 1),
  ruleAt("nat", "KUBE-SERVICES", 5),
  ruleAt("nat", "KUBE-SEP", 1),
  ruleAt("nat", "KUBE-SEP", 2),
  stepAt({ kind: "routing", hook: "FORWARD" }),
  ruleAt("filter", "FORWARD", 1, { hook: "FORWARD" }),
  policyAt("filter", "FORWARD", { hook: "FORWARD" }),
];

function strides(stride: Stride, direction: Direction, from: number): number[] {
  const landed: number[] = [];
  for (let at = from; ;) {
    const next = jump(WALK, at, stride, direction);
    if (next === at) return landed;
    landed.push(next);
    at = next;
  }
}

test("from rule to rule nothing else is stopped at", () => {
  expect(strides("rule", "forth", 0)).toEqual([1, 2, 3, 4, 6]);
  expect(strides("rule", "back", 7)).toEqual([6, 4, 3, 2, 1]);
});

test("a chain is entered at its first step, also backwards", () => {
  expect(strides("chain", "forth", 0)).toEqual([1, 2, 3, 6]);
  expect(strides("chain", "back", 7)).toEqual([6, 3, 2, 1]);
});

test("a hook is entered at its first step, also backwards", () => {
  expect(strides("hook", "forth", 0)).toEqual([5]);
  expect(strides("hook", "back", 7)).toEqual([5, 0]);
});

test("a walk falls in one stretch a hook, which hold all its steps", () => {
  expect(hooksOf(WALK)).toEqual([
    { hook: "PREROUTING", from: 0, count: 5 },
    { hook: "FORWARD", from: 5, count: 3 },
  ]);
  expect(hooksOf([])).toEqual([]);
});
