import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fit, pieces, withoutChain } from "./rule-text";
import type { Piece } from "./picture";

function shown(text: string, columns: number, rows: number): string[] {
  return fit(pieces(withoutChain(text)), columns, rows).map((row) => row.map((piece) => piece.text).join(" "));
}

const SERVICE = `-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M`;

test("the chain is cut off, quoted or not", () => {
  expect(withoutChain("-A INPUT -j DROP")).toBe("-j DROP");
  expect(withoutChain(`-A "two words" -j DROP`)).toBe("-j DROP");
});

describe("a rule that is too long", () => {
  test("stands whole where it fits in its rows", () => {
    expect(shown(SERVICE, 40, 4)).toEqual([
      `-d 10.0.91.63/32 -p tcp "default/nginx`,
      `cluster IP" -m tcp --dport 80`,
      "-j KUBE-SVC-2CMXP7HKUVJN7L6M",
    ]);
  });

  test("loses its comment first", () => {
    expect(shown(`-A INPUT -s 10.0.0.1/32 -m comment --comment "a long tale of why" -j DROP`, 40, 1)).toEqual([
      "-s 10.0.0.1/32 … -j DROP",
    ]);
  });

  test("keeps its first condition and the beginning of its target in one row", () => {
    expect(shown(SERVICE, 38, 1)).toEqual(["-d 10.0.91.63/32 … -j KUBE-SVC-2CMX…"]);
  });

  test("never ends before a cut with an option that lost its value", () => {
    for (const columns of [30, 34, 38, 42]) expect(shown(SERVICE, columns, 1).join()).not.toMatch(/ -\S+ …/);
  });
});

test("addresses of both families, comments and targets are told apart", () => {
  const kinds = (text: string) => pieces(text).map(({ kind, text: word }): [Piece["kind"], string] => [kind, word]);
  expect(
    kinds(`-s 10.0.0.0/8 ! -d fd00::1/128 --dport 80 -m comment --comment "a b" -j DNAT --to-destination [fd00::2]:80`),
  ).toEqual([
    ["plain", "-s"],
    ["address", "10.0.0.0/8"],
    ["plain", "!"],
    ["plain", "-d"],
    ["address", "fd00::1/128"],
    ["plain", "--dport"],
    ["plain", "80"],
    ["comment", `"a`],
    ["comment", `b"`],
    ["plain", "-j"],
    ["target", "DNAT"],
    ["plain", "--to-destination"],
    ["address", "[fd00::2]:80"],
  ]);
});

test("whatever the text, no row is too long and there are no more than may be", () => {
  const word = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom("-j", "-m", "comment", "--comment", `"two words"`, "10.0.0.1"),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 80 }),
      fc.integer({ min: 24, max: 60 }),
      fc.integer({ min: 1, max: 5 }),
      (words, columns, rows) => {
        const found = shown(words.join(" "), columns, rows);
        expect(found.length).toBeLessThanOrEqual(rows);
        for (const row of found) expect(row.length).toBeLessThanOrEqual(columns);
      },
    ),
  );
});

test("a text of ten megabytes is cut: each look at the whole for each of its words would never end", () => {
  expect(shown("-s 10.0.0.1 ".repeat(900_000), 38, 4)).toHaveLength(4);
});

test("each piece says where it stands in the rule as it was pasted, however it is cut", () => {
  const word = fc.constantFrom(
    ...[
      "-d 10.0.91.63/32",
      "-p  tcp",
      '-m comment --comment "default/nginx cluster  IP"',
      "-m comment --comment short",
    ],
    ...["-m tcp --dport 80", "! -s 10.244.0.0/16", '--string "a \\" b"', "-j KUBE-SVC-2CMXP7HKUVJN7L6M", "-j DROP"],
  );
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 12, max: 60 }),
      fc.nat(4),
      (words, columns, rows) => {
        const pasted = `-A KUBE-SERVICES ${words.join(" ")}`;
        const text = withoutChain(pasted);
        for (const row of fit(pieces(text, pasted.length - text.length), columns, rows + 1))
          for (const { text: piece, at } of row)
            if (at === null) expect(piece).toBe("…");
            else expect(pasted.slice(at)).toSatisfy((rest: string) => rest.startsWith(piece.replace(/…$/, "")));
      },
    ),
  );
});
