import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddress } from "../address";
import { readPaste } from "../../paste/paste";
import { NamedHosts } from "./named-hosts";
import { PrintedChain } from "./printed-chain";

/** Addresses as iptables-save prints them behind an option, and whether it is that of 10.0.0.7 or fd00::7. */
const NARROW = [
  ["10.0.0.7/32", true],
  ["10.0.0.7", true],
  ["10.0.0.70/32", false],
  ["192.168.0.7/32", false],
  ["0.0.0.0/0", false],
] as const;
const WIDE = [
  ["fd00::7/128", true],
  ["fd00::7", true],
  ["fd00::70/128", false],
  ["fe80::/10", false],
] as const;

describe("the rules that name an address", () => {
  it.each([
    [4, "10.0.0.7", NARROW],
    [6, "fd00::7", WIDE],
  ] as const)("are found whatever stands before and behind it: IPv%i", (family, wanted, forms) => {
    const rule = fc.record({
      form: fc.nat({ max: forms.length - 1 }),
      negated: fc.boolean(),
      source: fc.boolean(),
      comment: fc.constantFrom("", "-m comment --comment a/b ", '-m comment --comment "a b" '),
    });
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 30 }), (rules) => {
        const lines = rules.map(({ form, negated, source, comment }) => {
          const text = forms[form]?.[0] ?? "";
          return `-A A ${source ? `-s ${text} ` : ""}${negated ? "! " : ""}-d ${text} ${comment}-j ACCEPT`;
        });
        const { rulesets } = readPaste(["*filter", ":A - [0:0]", ...lines, "COMMIT", ""].join("\n"));
        const chain = rulesets[family].tables.get("filter")?.chains.get("A");
        if (!(chain instanceof PrintedChain)) throw new Error("a printed chain was expected");
        const hosts = new NamedHosts();
        chain.eachHost(
          ({ matches }) => {
            const use = matches.findIndex((match) => match.kind === "known" && match.name === "destination");
            return use < 0 ? undefined : { use, name: "value" };
          },
          (host, position) => {
            hosts.add(host, position);
          },
        );
        const found = hosts.rulesOf(parseAddress(wanted)?.value ?? 0);
        const expected = rules.flatMap(({ form }, position) => (forms[form]?.[1] === true ? [position] : []));
        expect(found).toEqual(expect.arrayContaining(expected));
        // The first rule of a shape is read in full; a network is no address.
        const networks = rules.filter(({ form }) => /\/\d$|\/10$/.test(forms[form]?.[0] ?? "")).length;
        const shapes = new Set(rules.map(({ negated, source, comment }) => [negated, source, comment].join()));
        expect(found.length).toBeLessThanOrEqual(expected.length + networks + shapes.size);
      }),
      { numRuns: 60 },
    );
  });
});
