/**
 * Pieces of real pastes, cut, spliced, mixed and spoiled: whatever comes out, it is read, and each problem stands where
 * it says.
 */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pastesIn, piecesOf } from "../../bench/growth/pieces";
import { Lines } from "../../src/netfilter/read/lines";
import { readPaste } from "../../src/paste/paste";

const piece = piecesOf(pastesIn(join(import.meta.dirname, "../..")), 1500);

describe("any paste", () => {
  it("is read, and its problems stand in the text: in a line that is there, in a column of that line", () => {
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("\n", "", "\r\n", "\n\n$ "),
        (pieces, between) => {
          const text = pieces.join(between);
          const lines = new Lines(text).slice();
          for (const { line, column } of readPaste(text).problems) {
            const length = lines[line - 1]?.length;
            expect(length, `line ${String(line)}`).toBeDefined();
            expect(column).toBeGreaterThan(0);
            expect(column).toBeLessThanOrEqual((length ?? 0) + 1);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("has sections that stand in the text, one behind the other", () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
        const text = pieces.join("\n");
        let before = 0;
        for (const { first, last } of readPaste(text).sections) {
          expect(first).toBeGreaterThan(before);
          expect(last).toBeGreaterThanOrEqual(first);
          before = last;
        }
        expect(before).toBeLessThanOrEqual(new Lines(text).slice().length);
      }),
      { numRuns: 150 },
    );
  });
});
