/**
 * Pieces of real pastes, cut, spliced, mixed and spoiled: whatever comes out, it is read, and each problem stands where
 * it says.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lines } from "../../src/netfilter/read/lines";
import { readPaste } from "../../src/paste/paste";

const ROOT = join(import.meta.dirname, "../..");
const FOLDERS = [
  "samples",
  "../shared/conformance/real-dumps",
  "../shared/conformance/real-dumps/ipset",
  "../shared/seeds",
];

/** The samples are always there; dumps of others make it harder. */
const texts = FOLDERS.map((folder) => join(ROOT, folder)).flatMap((folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".txt"))
        .map((name) => readFileSync(join(folder, name), "utf8"))
    : [],
);

/** What no tool prints, or only in part. */
const SPOILS =
  "\u0000\u001b[31m|\u00a0|\u200b|“|–|\t|\\|\"|'|`|{|}|[{|$|#|%|>|❯|!|*|:|-A|-j|-I X 99|-D|-N|-P|\r|\ufeff|\ud800|Chain X (1 references)|Name: x|create x hash:ip|2: eth0: <UP>|inet|default|nexthop|COMMIT|*nat|```|kubectl get svc|apiVersion: v1|10.0.0.1/33|::1|src=1.1.1.1|0: from".split(
    "|",
  );

const piece = fc
  .record({
    text: fc.constantFrom(...texts),
    from: fc.nat(),
    length: fc.nat(1500),
    spoils: fc.array(
      fc.record({ at: fc.nat(), cut: fc.nat(6), put: fc.oneof(fc.constantFrom(...SPOILS), fc.string()) }),
      {
        maxLength: 6,
      },
    ),
  })
  .map(({ text, from, length, spoils }) => {
    const start = from % text.length;
    let some = text.slice(start, start + length);
    for (const { at, cut, put } of spoils) {
      const place = at % (some.length + 1);
      some = some.slice(0, place) + put + some.slice(place + cut);
    }
    return some;
  });

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
