import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lines } from "./lines";

/** Texts of few characters, so that ends of lines stand in every order. */
const text = fc
  .array(fc.constantFrom("\n", "\r", "\r\n", "", "a", "-A b", ":c", "\ufeff"))
  .map((parts) => parts.join(""));

describe("the lines of a text", () => {
  it("are those that it is split into at every end of a line", () => {
    fc.assert(
      fc.property(text, (some) => {
        const lines = new Lines(some);
        const split = some.replace(/^\ufeff/, "").split(/\r\n?|\n/);
        expect(lines.slice()).toEqual(split);
        expect(lines.length).toBe(split.length);
        for (let index = 0; index < lines.length; index++)
          expect(some.slice(lines.from(index), lines.to(index))).toBe(split[index]);
      }),
    );
  });

  it("may each be changed or cut, once and again", () => {
    const change = fc.tuple(fc.nat(6), fc.oneof(fc.nat(4), fc.string()));
    fc.assert(
      fc.property(text, fc.array(change), (some, changes) => {
        const lines = new Lines(some);
        const expected = lines.slice();
        for (const [index, to] of changes) {
          const line = expected[index];
          if (line === undefined) continue;
          expected[index] = typeof to === "number" ? line.slice(to) : to;
          if (typeof to === "number") lines.cut(index, to);
          else lines.put(index, to);
        }
        expect(lines.slice()).toEqual(expected);
        for (const [index, line] of expected.entries()) {
          const from = lines.from(index);
          if (from >= 0) expect(some.slice(from, lines.to(index))).toBe(line);
        }
      }),
    );
  });

  it("are joined, have characters and begin with blanks as their strings do, whatever was cut and put", () => {
    const text = fc.array(fc.constantFrom(" ", "\t", "a", "\n", "\r", "\r\n"), { maxLength: 30 });
    const acts = fc.array(fc.record({ at: fc.nat(9), cut: fc.nat(3), put: fc.constantFrom(null, "", "  b") }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(text, acts, fc.nat(9), fc.nat(9), (characters, changes, from, count) => {
        const lines = new Lines(characters.join(""));
        for (const { at, cut, put } of changes) {
          const index = at % lines.length;
          if (put === null) lines.cut(index, Math.min(cut, lines.at(index).length));
          else lines.put(index, put);
        }
        const to = Math.min(from + count, lines.length);
        expect(lines.join(Math.min(from, to), to)).toBe(lines.slice(Math.min(from, to), to).join("\n"));
        for (const [index, line] of lines.slice().entries()) {
          expect(lines.indent(index)).toBe(/^[ \t]*/.exec(line)?.[0].length);
          for (let column = 0; column < 4; column++) expect(lines.code(index, column)).toBe(line.charCodeAt(column));
        }
      }),
    );
  });

  it("have none before the first and behind the last", () => {
    expect([new Lines("a\nb").at(-1), new Lines("a\nb").at(2)]).toEqual(["", ""]);
  });

  it("begin as iptables-save's do, or not, wherever they stand", () => {
    const begins = fc.constantFrom(
      "-A ",
      "-A",
      "-",
      ":",
      "[1:2] -A ",
      "[1:2]-A ",
      "[:2] -A ",
      "[1:] -A ",
      "[1:2",
      "[1:2] ",
      "",
    );
    const printed = /^(?::|(?:\[\d+:\d+\] )?-A )/;
    fc.assert(
      fc.property(fc.array(fc.tuple(begins, fc.string())), (some) => {
        const lines = new Lines(some.map((parts) => parts.join("")).join("\n"));
        const changed = new Lines("\n".repeat(lines.length - 1));
        for (const [index, line] of lines.slice().entries()) {
          changed.put(index, line);
          expect(lines.isPrinted(index)).toBe(printed.test(line));
          expect(changed.isPrinted(index)).toBe(printed.test(line));
        }
      }),
    );
  });

  it("that began so stand behind one another up to the next that did not", () => {
    fc.assert(
      fc.property(text, fc.nat(9), (some, from) => {
        const lines = new Lines(some);
        let to = from;
        while (to < lines.length && lines.isPrinted(to)) to++;
        expect(lines.printedFrom(from)).toBe(to - from);
      }),
    );
  });
});
