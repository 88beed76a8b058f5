/**
 * Pieces of real pastes, cut and spoiled, for those who read anything: fast-check makes and shrinks them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { repeated, type Unit } from "./unit";

const FOLDERS = [
  "samples",
  "../shared/conformance/real-dumps",
  "../shared/conformance/real-dumps/ipset",
  "../shared/seeds",
];

/** The pastes that are there, from the project's folder: the samples always are; dumps of others make it harder. */
export function pastesIn(root: string): string[] {
  return FOLDERS.map((folder) => join(root, folder)).flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith(".txt"))
          .map((name) => readFileSync(join(folder, name), "utf8"))
      : [],
  );
}

/** What no tool prints, or only in part. */
const SPOILS =
  "\u0000\u001b[31m|\u00a0|\u200b|“|–|\t|\\|\"|'|`|{|}|[{|$|#|%|>|❯|!|*|:|-A|-j|-I X 99|-D|-N|-P|\r|\ufeff|\ud800|Chain X (1 references)|Name: x|create x hash:ip|2: eth0: <UP>|inet|default|nexthop|COMMIT|*nat|```|kubectl get svc|apiVersion: v1|10.0.0.1/33|::1|src=1.1.1.1|0: from".split(
    "|",
  );

/** A piece of one of some pastes, up to a length, with a few things cut and put in. */
export function piecesOf(pastes: readonly string[], longest: number): fc.Arbitrary<string> {
  return fc
    .record({
      text: fc.constantFrom(...pastes),
      from: fc.nat(),
      length: fc.nat(longest),
      spoils: fc.array(
        fc.record({ at: fc.nat(), cut: fc.nat(6), put: fc.oneof(fc.constantFrom(...SPOILS), fc.string()) }),
        { maxLength: 6 },
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
}

/** Units of one or two such pieces each, repeated; the same seed gives the same ones. */
export function unitsOf(pastes: readonly string[], count: number, seed: number): Unit[] {
  const some = fc.tuple(piecesOf(pastes, 800), fc.constantFrom("\n", "", "\n\n$ "), piecesOf(pastes, 800));
  return fc
    .sample(some, { numRuns: count, seed })
    .map(([first, between, second], index) =>
      repeated(`pieces of real pastes, seed ${String(seed)}, ${String(index + 1)}`, `${first}${between}${second}\n`),
    );
}
