import { describe, expect, it } from "vitest";
import { readPaste } from "../../../src/paste/paste";
import { specOf } from "./spec";

const NOTHING = new Set<string>();

describe("a random spec", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(specOf(1, 40, NOTHING)).toEqual(specOf(1, 40, NOTHING));
    expect(specOf(1, 40, NOTHING)).not.toEqual(specOf(2, 40, NOTHING));
  });

  it("leaves out what it is told to", () => {
    const rulesets = Array.from({ length: 40 }, (_, seed) => specOf(seed, 1, new Set(["conntrack", "MARK"])).ruleset);
    expect(rulesets.join("")).toContain("-m mark");
    expect(rulesets.join("")).not.toMatch(/-m conntrack|-j MARK/);
  });

  it("names only devices, sets and chains that it has", () => {
    for (let seed = 0; seed < 40; seed++) {
      const { ruleset, ipsets, interfaces, packets } = specOf(seed, 20, NOTHING);
      const sets = [...ipsets.matchAll(/^create (\S+)/gm)].map(([, name]) => name);
      for (const [, name] of ruleset.matchAll(/--match-set (\S+)/g)) expect(sets).toContain(name);
      for (const packet of packets) if (typeof packet.in === "string") expect(interfaces).toHaveProperty(packet.in);
      const problems = readPaste(ruleset).problems.map(({ message }) => message);
      expect(problems.filter((message) => message.includes("chain"))).toEqual([]);
    }
  });
});
