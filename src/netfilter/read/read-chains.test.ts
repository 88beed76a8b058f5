import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPaste } from "../../paste/paste";
import { chainsBeginning, ReadChains } from "./read-chains";

describe("the chains whose names begin with some words", () => {
  const name = fc.stringMatching(/^(?:KUBE-|KUBE-S|K)?[AB]{1,4}$/);

  it("are those whose names do, in the order of the paste", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ name, counted: fc.boolean() }), { selector: (one) => one.name, maxLength: 40 }),
        fc.array(fc.oneof(name, fc.constantFrom("", "K", "KUBE-", "KUBE-SA", "KUBE-SAB")), { maxLength: 3 }),
        (declared, words) => {
          const lines = declared.map((one) => `:${one.name} - [${one.counted ? "3:180" : "0:0"}]`);
          const { rulesets } = readPaste(["*filter", ...lines, "COMMIT", ""].join("\n"));
          const chains = rulesets[4].tables.get("filter")?.chains;
          if (!(chains instanceof ReadChains)) throw new Error("chains that were read were expected");
          const expected = declared.filter((one) => words.some((word) => one.name.startsWith(word)));
          expect([...chainsBeginning(chains, words)].map((chain) => chain.name)).toEqual(
            expected.map((one) => one.name),
          );
        },
      ),
    );
  });
});
