import { describe, expect, it } from "vitest";
import type { Chain, Rule, Table } from "../ruleset";
import { findCircles } from "./circles";
import { goalOf } from "./pasted-rule";

/** A table whose chains jump to others: `{ INPUT: ["A"] }`. A name with a `>` before it is a goto. */
function table(jumps: Readonly<Record<string, readonly string[]>>): Table {
  const chains = new Map<string, Chain>();
  for (const [name, targets] of Object.entries(jumps)) {
    const rules = targets.map((to, index): Rule => {
      const target = to.startsWith(">")
        ? ({ kind: "goto", chain: to.slice(1) } as const)
        : ({ kind: "jump", chain: to } as const);
      return {
        number: index + 1,
        text: `-A ${name} -j ${to}`,
        line: index + 1,
        counters: undefined,
        matches: [],
        target,
      };
    });
    chains.set(name, { name, policy: null, counters: undefined, rules, line: 1, absent: false });
  }
  return { name: "nat", chains, whole: true, line: 1 };
}

const found = (jumps: Readonly<Record<string, readonly string[]>>) =>
  findCircles(table(jumps), goalOf).map(
    ({ chains, reachable }) => `${chains.join(" ")}${reachable ? "" : " (out of reach)"}`,
  );

describe("chains that go in a circle", () => {
  it("are not there where a chain is only called twice", () => {
    expect(found({ INPUT: ["A", "B"], A: ["B"], B: ["C", "C"], C: [] })).toEqual([]);
  });

  it("may be one that jumps to itself", () => {
    expect(found({ INPUT: ["A"], A: ["A"] })).toEqual(["A A"]);
  });

  it("are told from the chain that the circle comes back to, gotos included", () => {
    expect(found({ OUTPUT: ["A"], A: ["B"], B: [">C"], C: ["B"] })).toEqual(["B C B"]);
  });

  it("may be out of a packet's reach, which the kernel allows", () => {
    expect(found({ INPUT: [], A: ["B"], B: ["A"] })).toEqual(["A B A (out of reach)"]);
  });

  it("are found once for each rule that leads back", () => {
    expect(found({ INPUT: ["A"], A: ["B", "A"], B: ["A"] })).toEqual(["A B A", "A A"]);
  });

  it("may be as long as memory reaches", () => {
    const jumps: Record<string, string[]> = { INPUT: ["C0"] };
    for (let index = 0; index < 100_000; index++) jumps[`C${String(index)}`] = [`C${String(index + 1)}`];
    expect(found(jumps)).toEqual([]);
    jumps.C100000 = ["C0"];
    expect(found(jumps)).toEqual(["C0 C1 C2 … 99996 more … C99999 C100000 C0"]);
  });
});
