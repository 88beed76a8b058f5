import fc from "fast-check";
import { expect, test } from "vitest";
import type { PartStory } from "../../telling/story";
import { ruleSpans } from "./rule-spans";

const TEXT = "-A X -p tcp -m tcp --dport 80 -j DROP";

function partAt(from: number, to: number): PartStory {
  return { from, to, kind: "option", words: "", manual: null, chain: null };
}

test("a text is cut at its parts, and what is pointed at is marked", () => {
  const spans = ruleSpans(TEXT, [partAt(5, 11), partAt(19, 29)], [{ from: 19, to: 29 }]);
  expect(spans.map(({ text, part, marked }) => [text, part !== null, marked])).toEqual([
    ["-A X ", false, false],
    ["-p tcp", true, false],
    [" -m tcp ", false, false],
    ["--dport 80", true, true],
    [" -j DROP", false, false],
  ]);
});

test("whatever the parts, the spans are the text", () => {
  const place = fc.record({ from: fc.nat(60), to: fc.nat(60) });
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), fc.array(place), fc.array(place), (text, parts, marks) => {
      const spans = ruleSpans(
        text,
        parts.map(({ from, to }) => partAt(from, to)),
        marks,
      );
      expect(spans.map((span) => span.text).join("")).toBe(text);
    }),
  );
});
