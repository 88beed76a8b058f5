import fc from "fast-check";
import { expect, test } from "vitest";
import { clausePieces } from "./clause-pieces";

test("the option of a clause stands where its rule has it, and the match that loads it elsewhere", () => {
  const rule = "-A X -p tcp -m comment --comment a -m tcp --dport 80 -j Y";
  const from = rule.indexOf("--dport");
  expect(clausePieces("-m tcp --dport 80", [{ from, to: from + 10 }])).toEqual([
    { text: "-m tcp", at: null },
    { text: " ", at: null },
    { text: "--dport 80", at: from },
  ]);
});

test("a clause of two options has a place for each", () => {
  expect(
    clausePieces("--mode random --probability 0.5", [
      { from: 20, to: 33 },
      { from: 40, to: 57 },
    ]),
  ).toEqual([
    { text: "--mode random", at: 20 },
    { text: " ", at: null },
    { text: "--probability 0.5", at: 40 },
  ]);
});

test("joined the pieces are the clause, whatever its places are", () => {
  const place = fc.tuple(fc.nat(90), fc.nat(30)).map(([from, length]) => ({ from, to: from + length }));
  fc.assert(
    fc.property(fc.string(), fc.array(place), (source, places) => {
      expect(
        clausePieces(source, places)
          .map(({ text }) => text)
          .join(""),
      ).toBe(source);
    }),
  );
});
