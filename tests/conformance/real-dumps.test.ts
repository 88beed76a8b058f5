/**
 * Dumps of real machines, read whole: no exception, and no line that vanishes. And what iptables-save printed is
 * printed again to the letter.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Family } from "../../src/netfilter/address";
import { printRuleset } from "../../src/netfilter/print";
import { MOST_PROBLEMS } from "../../src/netfilter/read/problems";
import { readPaste, type Paste } from "../../src/paste/paste";
import type { Match, Rule, Target } from "../../src/netfilter/ruleset";

const SHARED = "../shared";
const DUMPS = join(SHARED, "conformance/real-dumps");
const RULESETS = join(SHARED, "conformance/kube-proxy/rulesets");
const TRACES = join(SHARED, "kernel-traces");

interface Dump {
  readonly file: string;
  readonly kind: string;
  readonly text: string;
  /** True where iptables-restore of one of the backends loads it. */
  readonly loads: boolean;
}

const dumps = realDumps();

function realDumps(): Dump[] {
  if (!existsSync(DUMPS)) return [];
  const index = JSON.parse(readFileSync(join(DUMPS, "index.json"), "utf8")) as {
    readonly file: string;
    readonly kind: string;
    /** The table of lines that stand outside of any. */
    readonly table?: string;
    readonly realTool?: Readonly<Record<string, { readonly loads?: boolean; readonly accepts?: boolean } | null>>;
  }[];
  return index.map(({ file, kind, table, realTool }) => {
    const text = readFileSync(join(DUMPS, file), "utf8");
    const loads = Object.values(realTool ?? {}).some((tool) => tool?.loads ?? tool?.accepts ?? false);
    return { file, kind, text: table === undefined ? text : `*${table}\n${text}\nCOMMIT\n`, loads };
  });
}

function rulesOf(paste: Paste): Rule[] {
  const tables = [...paste.rulesets[4].tables.values(), ...paste.rulesets[6].tables.values()];
  return tables.flatMap((table) => [...table.chains.values()].flatMap((chain) => chain.rules));
}

function isLoadable({ kind, loads }: Dump): boolean {
  return loads && /^(iptables-save|iptables-restore|rule-fragment|parser-torture)/.test(kind);
}

describe.skipIf(dumps.length === 0)("a real dump", () => {
  it.each(dumps)("is read without an exception: $file", ({ text }) => {
    const { problems } = readPaste(text);
    expect(problems.length).toBeLessThanOrEqual(MOST_PROBLEMS + 1);
  });

  it.each(dumps.filter(({ kind }) => kind === "iptables-save"))(
    "has each of its -A lines as a rule or a problem: $file",
    ({ text }) => {
      const paste = readPaste(text);
      const read = new Set(rulesOf(paste).map(({ line }) => line));
      const told = new Set(paste.problems.map(({ line }) => line));
      const lost = text
        .split("\n")
        .flatMap((line, index) =>
          /^\s*(\[\d+:\d+\] )?-A /.test(line) && !read.has(index + 1) && !told.has(index + 1) ? [line] : [],
        );
      expect(lost).toEqual([]);
      expect(read.size).toBeGreaterThan(0);
    },
  );

  it.each(dumps.filter(isLoadable))("that iptables-restore loads is read without a problem: $file", ({ text }) => {
    expect(readPaste(text).problems).toEqual([]);
  });

  it("is loaded by iptables-restore in 51 of the texts", () => {
    expect(dumps.filter(isLoadable)).toHaveLength(51);
  });

  it("may be cut, spliced and mixed, and is still read", () => {
    const texts = dumps.map(({ text }) => text.split("\n"));
    const piece = fc
      .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(40), fc.nat(200))
      .map(([lines, at, count, cut]) => {
        const from = at % lines.length;
        const some = lines.slice(from, from + count);
        return [...some.slice(0, -1), (some.at(-1) ?? "").slice(0, cut)].join("\n");
      });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        expect(readPaste(pieces.join("\n")).rulesets[4].family).toBe(4);
      }),
      { numRuns: 300 },
    );
  });
});

/** What iptables-save printed, without its comments. */
function printed(text: string): string {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => `${line}\n`)
    .join("");
}

const saved = savedTexts();

function savedTexts(): { readonly name: string; readonly family: Family; readonly text: string }[] {
  const texts: { name: string; family: Family; text: string }[] = [];
  if (existsSync(RULESETS)) {
    for (const name of readdirSync(RULESETS).filter((file) => file.endsWith("saved.rules"))) {
      texts.push({ name, family: 4, text: readFileSync(join(RULESETS, name), "utf8") });
    }
  }
  if (existsSync(TRACES)) {
    for (const name of readdirSync(TRACES).filter((file) => file.endsWith(".json"))) {
      const record = JSON.parse(readFileSync(join(TRACES, name), "utf8")) as {
        readonly family: Family;
        readonly context: { readonly save: string };
      };
      texts.push({ name, family: record.family, text: record.context.save });
    }
  }
  return texts;
}

describe.skipIf(saved.length === 0)("what iptables-save printed", () => {
  it.each(saved)("is printed again to the letter: $name", ({ family, text }) => {
    expect(printRuleset(readPaste(text).rulesets[family], { counters: true })).toBe(printed(text));
  });

  it.each(saved)("is read without a problem: $name", ({ text }) => {
    expect(readPaste(text).problems).toEqual([]);
  });

  it.each(saved)("means the same when it is printed and read again: $name", ({ family, text }) => {
    const once = readPaste(text);
    const header = `# Generated by ${family === 6 ? "ip6" : "ip"}tables-save\n`;
    const twice = readPaste(header + printRuleset(once.rulesets[family], { counters: true }));
    expect(meaning(twice, family)).toEqual(meaning(once, family));
  });
});

/** The model without where it stands in its text. */
function meaning(paste: Paste, family: Family): unknown {
  return [...paste.rulesets[family].tables.values()].map(({ name, chains }) => ({
    name,
    chains: [...chains.values()].map((chain) => ({ ...chain, line: 0, rules: chain.rules.map(meaningOf) })),
  }));
}

function meaningOf({ number, counters, matches, target }: Rule): {
  number: number;
  counters: Rule["counters"];
  matches: readonly Match[];
  target: Target;
} {
  return { number, counters, matches, target };
}
