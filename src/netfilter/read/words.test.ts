import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteWord, splitWords } from "./words";

const texts = (line: string) => splitWords(line).map(({ text }) => text);

describe("the words of a line", () => {
  it("are parted by blanks, tabs and no-break spaces", () => {
    expect(texts("  -A\tINPUT   -j\u00a0ACCEPT ")).toEqual(["-A", "INPUT", "-j", "ACCEPT"]);
  });

  it("hold together within quotes", () => {
    expect(texts('--comment "kubernetes service portals" -j X')).toEqual([
      "--comment",
      "kubernetes service portals",
      "-j",
      "X",
    ]);
  });

  it("may be empty where quotes stand alone", () => {
    expect(texts('--comment ""')).toEqual(["--comment", ""]);
  });

  it("take what follows a backslash within quotes as it is, and a backslash outside as itself", () => {
    expect(texts(String.raw`"a\"b\\c\'d" a\b`)).toEqual([String.raw`a"b\c'd`, String.raw`a\b`]);
  });

  it("end with the closing quote, as iptables-restore has it", () => {
    expect(texts('"a"b')).toEqual(["a", "b"]);
    expect(texts('ab"c d"e')).toEqual(["abc d", "e"]);
  });

  it("know their columns and how they were written", () => {
    expect(splitWords('-A  "a b" c')).toMatchObject([
      { column: 1, raw: "-A" },
      { column: 5, raw: '"a b"' },
      { column: 11, raw: "c" },
    ]);
  });

  it("begin where they are asked to", () => {
    expect(splitWords("[1:2] -A X", 6)).toMatchObject([
      { text: "-A", column: 7 },
      { text: "X", column: 10 },
    ]);
  });

  it("reach to the line's end where a quote stays open, and say so", () => {
    expect(splitWords('-m "a b')).toMatchObject([{ closed: true }, { text: "a b", closed: false }]);
    expect(splitWords('"a\\')).toMatchObject([{ text: "a", closed: false }]);
  });

  it("come back from their quoted form, whatever they hold", () => {
    const word = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(texts(words.map(quoteWord).join(" "))).toEqual(words);
      }),
    );
  });
});
