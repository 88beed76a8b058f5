/**
 * A walk by the index of long chains is the walk that asks one rule after the other, to the step.
 */
import { describe, expect, it, vi } from "vitest";
import { walk as indexedWalk } from "../../src/netfilter/walk/walk";
import { compareWalks, nobody, nodeText } from "./random/compare-walks";
import { type Spec, specOf } from "./random/spec";

/** The same walk where no chain has an index. */
vi.doMock("../../src/netfilter/walk/chain-index", async (load) => ({ ...(await load<object>()), indexOf: () => null }));
vi.resetModules();
const { walk: linearWalk } = await import("../../src/netfilter/walk/walk");

const NOTHING = new Set<string>();

const stepsOf = (runs: number, make: (seed: number) => Spec, node: (spec: Spec) => string) =>
  compareWalks(runs, make, node, indexedWalk, linearWalk).steps;

describe("a walk by the index of long chains", () => {
  it("is that of asking one rule after the other", () => {
    expect(stepsOf(15, (seed) => specOf(seed, 8, NOTHING, { built: 60, own: 40 }), nodeText)).toBeGreaterThan(500);
  });

  it("is so where nobody knows the devices and addresses of the node", () => {
    expect(stepsOf(10, (seed) => specOf(seed, 4, NOTHING, { built: 20, own: 14 }), nobody)).toBeGreaterThan(100);
  });
});
