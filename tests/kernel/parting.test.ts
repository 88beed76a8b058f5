/**
 * A walk whose ways part where it asks has the outcomes of one that begins anew for every way.
 */
import { describe, expect, it, vi } from "vitest";
import type { Choices } from "../../src/netfilter/walk/choices";
import { walk as partingWalk } from "../../src/netfilter/walk/walk";
import type { Way } from "../../src/netfilter/walk/way";
import { Dice } from "./random/dice";
import { compareWalks, nobody, nodeText } from "./random/compare-walks";
import { type Spec, specOf } from "./random/spec";

/** The same walk as a single act, which is done over from the packet's arrival. */
vi.doMock("../../src/netfilter/walk/way", async (load) => {
  const module = await load<{ Way: typeof Way }>();
  class Anew extends module.Way {
    readonly #given: ConstructorParameters<typeof Way>[0];
    constructor(...[given, choices]: ConstructorParameters<typeof Way>) {
      super(given, choices);
      this.#given = given;
    }
    override part(choices: Choices): Way {
      return new Anew(this.#given, choices);
    }
  }
  return { ...module, Way: Anew };
});
vi.resetModules();
const { Choices: ChoicesOfOneAct } = await import("../../src/netfilter/walk/choices");
vi.spyOn(ChoicesOfOneAct.prototype, "begin").mockReturnValue(undefined);
const { walk: replayedWalk } = await import("../../src/netfilter/walk/walk");

/** Conditions of which nobody knows whether they hold, and one that writes whether they do or not. */
const OPEN = [
  "-m statistic --mode random --probability 0.25",
  "-m statistic --mode random --probability 0.5 -m statistic --mode random --probability 0.5",
  "-m weather --is fine",
  "-m weather --is fine -m statistic --mode random --probability 0.5",
  "-m connlabel --label 3 --set -m weather --is foul",
  "-m connlabel ! --label 5 -m connlabel --label 5 --set -m weather --is foul",
];

/** A rule that puts the packet into a set, and one that asks the set where something open holds. */
const GROWING = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:GROW - [0:0]
-A INPUT -j GROW
-A FORWARD -j GROW
-A OUTPUT -j GROW
-A GROW -d 0.0.0.0/0 -j SET --add-set grown src
-A GROW -m weather --is fine -m set --match-set grown src -j DROP
COMMIT
`;

/** The packets and the node of a random spec of IPv4, with these rules. */
function growingSpec(seed: number, packets: number): Spec {
  for (let its = seed; ; its++) {
    const spec = specOf(its, packets, new Set());
    if (spec.family === 4) return { ...spec, ruleset: GROWING, ipsets: "create grown hash:ip family inet\n" };
  }
}

/** A random spec in whose rulesets much is open. */
function openSpec(seed: number, packets: number): Spec {
  const spec = specOf(seed, packets, new Set(), { built: 12, own: 8 });
  const dice = new Dice(seed);
  const ruleset = spec.ruleset.replace(/ -[jg] /g, (leads) =>
    dice.chance(0.3) ? ` ${dice.pick(OPEN)}${leads}` : leads,
  );
  return { ...spec, ruleset };
}

const outcomesOf = (runs: number, packets: number, node: (spec: Spec) => string, specOfSeed = openSpec) =>
  compareWalks(runs, (seed) => specOfSeed(seed, packets), node, partingWalk, replayedWalk).outcomes;

describe("a walk whose ways part where it asks", () => {
  it("has the outcomes of one that begins anew for every way", () => {
    expect(outcomesOf(40, 6, nodeText)).toBeGreaterThan(150);
  });

  it("has them where nobody knows the devices and addresses of the node", () => {
    expect(outcomesOf(20, 4, nobody)).toBeGreaterThan(150);
  });

  it("has them where a rule before has put the packet into a set", () => {
    expect(outcomesOf(10, 6, nodeText, growingSpec)).toBeGreaterThan(50);
  });
});
