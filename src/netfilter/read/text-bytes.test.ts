import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextBytes } from "./text-bytes";

const some = fc.string({ unit: fc.constantFrom("a", "b", " ", "ü"), maxLength: 12 });

describe("the bytes of a text", () => {
  it("are the same where their characters are, at any place and of any length", () => {
    fc.assert(
      fc.property(some, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 9 }), some, (before, word, behind) => {
        const [one, other] = [new TextBytes(before + word + behind), new TextBytes(word)];
        expect(one.same(before.length, other, 0, word.length)).toBe(true);
        expect(one.same(before.length, other, 0, word.length + 1)).toBe(false);
        for (let at = 0; at < word.length; at++) {
          const changed = new TextBytes(`${word.slice(0, at)}c${word.slice(at + 1)}`);
          expect(one.same(before.length, changed, 0, word.length)).toBe(false);
        }
      }),
    );
  });

  it("are a word where each is seen by itself, is of ASCII and no quote, wherever it stands", () => {
    for (let code = 0; code < 256; code++) {
      const seen = code > 32 && code < 127 && code !== 34;
      for (let length = 1; length <= 9; length++)
        for (let at = 0; at < length; at++) {
          const word = `${"~".repeat(at)}${String.fromCharCode(code)}${"!".repeat(length - at - 1)}`;
          expect(new TextBytes(` ${word} `).isWord(1, length + 1)).toBe(seen);
        }
    }
  });
});
