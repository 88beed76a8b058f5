/** What is read line by line is what the YAML library reads; what is not, is left to it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { cleanText } from "../../paste/clean";
import { findSections } from "../../paste/sections";
import { readPlainYaml } from "./plain-yaml";

const REAL = join(import.meta.dirname, "../../../../shared/conformance/real-dumps");

const byLibrary = (text: string): unknown => {
  try {
    return parse(text, { maxAliasCount: 20, uniqueKeys: false, logLevel: "silent" }) as unknown;
  } catch {
    return "no YAML";
  }
};

const key = fc.oneof(
  fc.constantFrom(
    "kind",
    "metadata",
    "spec",
    "ports",
    "clusterIP",
    "app.kubernetes.io/name",
    "a b",
    "null",
    "1",
    "x: y",
  ),
  fc.string({ maxLength: 8 }),
);
const scalar = fc.oneof(
  fc.constantFrom(
    "",
    "true",
    "10.96.0.10",
    "fd00::1",
    "8080",
    "a: b",
    "- x",
    "a\nb\n",
    "a\n\n  b",
    "#",
    "~",
    "0x10",
    "1e3",
  ),
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
const { object } = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof({ depthSize: "small" }, scalar, fc.array(tie("value"), { maxLength: 4 }), tie("object")),
  object: fc.dictionary(key, tie("value"), { maxKeys: 6 }),
}));

/** Lines that look like YAML and need be none. */
const line = fc
  .tuple(
    fc.nat(4),
    fc.constantFrom("", "- ", "-", "- - ", "-  "),
    fc.constantFrom("", "a:", "a: ", "b: ", '"c": ', "'d': ", "a:  ", "? "),
    fc.constantFrom(
      "",
      "x",
      "1",
      "|",
      "|-",
      ">",
      '"x"',
      "'x'",
      "[]",
      "{}",
      "x: y",
      "x #y",
      "#y",
      "&a",
      "*a",
      "!t",
      "-x",
      "- x",
      "---",
      "...",
      "true",
      "1.5",
      "0o7",
      " x ",
      '"x',
      "~",
      "x:",
      "-1",
      "+1",
      ".5",
      "<<: 1",
    ),
  )
  .map(([indent, dash, name, value]) => " ".repeat(indent) + dash + name + value);

describe("YAML that is read line by line", () => {
  it("is what kubectl prints, all of it", () => {
    const text = stringify(
      {
        kind: "Service",
        metadata: { name: "web", labels: { a: "b" }, annotations: { note: "a: b\n- c\n", empty: "" } },
        spec: {
          clusterIP: "10.0.0.1",
          ports: [{ port: 80, name: "http" }, { port: 53 }],
          externalIPs: [],
          selector: {},
        },
        status: { ok: true, since: null },
      },
      { indentSeq: false },
    );
    expect(readPlainYaml(text.split("\n"))).toEqual(parse(text));
  });

  it.skipIf(!existsSync(REAL))("is read to its end in real dumps (skipped without ../shared)", () => {
    const found = readdirSync(REAL).flatMap((name) => {
      if (!name.endsWith(".txt")) return [];
      const { lines, runs } = cleanText(readFileSync(join(REAL, name), "utf8"));
      const yaml = findSections(lines, runs).filter(({ kind }) => kind === "kubectl-yaml");
      return yaml.map(({ from, to }) => lines.slice(from, to));
    });
    expect(found.length).toBeGreaterThan(0);
    for (const lines of found) expect(readPlainYaml(lines)).toEqual(byLibrary(lines.join("\n")));
  });

  it("is read as the library reads it, whatever the object", () => {
    fc.assert(
      fc.property(object, fc.boolean(), fc.constantFrom(0, 80), (value, indentSeq, lineWidth) => {
        const text = stringify(value, { indentSeq, lineWidth });
        const read = readPlainYaml(text.split("\n"));
        if (read !== undefined) expect(read).toEqual(byLibrary(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("is read as the library reads it, whatever the lines", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 7 }), (lines) => {
        const read = readPlainYaml(lines);
        if (read !== undefined) expect(read).toEqual(byLibrary(lines.join("\n")));
      }),
      { numRuns: 20_000 },
    );
  });
});
