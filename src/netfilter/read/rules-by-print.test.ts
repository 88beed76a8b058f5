/** The first rule that is printed in some way is found wherever it stands, whatever was done to the chain before. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { ChainDraft } from "./chain-draft";
import type { RuleDraft } from "./rule-draft";
import { RulesByPrint } from "./rules-by-print";
import { TableDraft } from "./table-draft";

const TEXTS = ["a", "b", "c"];

type Act = (chain: ChainDraft) => void;

const draft = (text: string): RuleDraft => ({ words: () => [], text, line: 1, counters: undefined });

const text = fc.constantFrom(...TEXTS);
const append: fc.Arbitrary<Act> = text.map((own) => (chain) => {
  chain.append(draft(own));
});
const takeAway: fc.Arbitrary<Act> = fc.nat().map((at) => (chain) => {
  if (chain.length > 0) chain.rules.splice(at % chain.length, 1);
});
const find: fc.Arbitrary<Act> = text.map((own) => (chain) => {
  const first = chain.rules.findIndex((rule) => rule.text === own);
  expect(RulesByPrint.of(chain, (rule) => rule.text).find(own)).toBe(first);
});
const others: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(text, fc.nat()).map(([own, at]): Act => (chain) => {
    chain.insert(at % (chain.length + 1), draft(own));
  }),
  fc.tuple(text, fc.nat()).map(([own, at]): Act => (chain) => {
    if (chain.length > 0) chain.replace(at % chain.length, draft(own));
  }),
  fc.constant<Act>((chain) => {
    chain.rules = chain.rules.slice(1);
  }),
);

it.each([
  ["appended and taken away", fc.oneof(append, append, takeAway, find)],
  ["put anywhere besides", fc.oneof(append, takeAway, others, find)],
])("where rules are %s", (_how, act) => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const chain = new TableDraft("filter", 1, true).chain("INPUT", 1);
      for (const one of acts) one(chain);
    }),
    { numRuns: 500 },
  );
});
