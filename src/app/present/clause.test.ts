import { expect, test } from "vitest";
import { otherClause } from "./clause";

function pointed(count: number, direction: "next" | "previous"): (number | null)[] {
  const found: (number | null)[] = [];
  let at: number | null = null;
  for (let press = 0; press <= count; press++) found.push((at = otherClause(at, count, direction)));
  return found;
}

test("the pointer goes over all clauses and then points at none", () => {
  expect(pointed(3, "next")).toEqual([0, 1, 2, null]);
  expect(pointed(3, "previous")).toEqual([2, 1, 0, null]);
  expect(pointed(0, "next")).toEqual([null]);
});
