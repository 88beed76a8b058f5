/**
 * iptables' own extension suite: what iptables takes is read here without a problem and printed as iptables-save prints
 * it; what iptables-restore refuses is refused, told with its line, and kept.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { Family } from "../../src/netfilter/address";
import { printRuleset } from "../../src/netfilter/print";
import { readPaste } from "../../src/paste/paste";

const SUITE = join(import.meta.dirname, "../../../shared/conformance/iptables-extensions.json");

const ENTRIES = v.array(
  v.object({
    file: v.string(),
    line: v.number(),
    family: v.picklist(["ipv4", "ipv6", "both"]),
    table: v.string(),
    chains: v.array(v.string()),
    rule: v.string(),
    save: v.string(),
    result: v.picklist(["OK", "FAIL"]),
    /** By FAMILY-BACKEND-VERSION; whether `iptables-restore --test` takes the rule. */
    real: v.record(v.string(), v.object({ restoreTest: v.nullish(v.boolean()) })),
  }),
);

type Entry = v.InferOutput<typeof ENTRIES>[number];

/** An entry in one of its families and one of its chains. */
interface Use {
  readonly entry: Entry;
  readonly family: Family;
  readonly chain: string;
}

function usesOf(entry: Entry): Use[] {
  const families: readonly Family[] = entry.family === "both" ? [4, 6] : [entry.family === "ipv4" ? 4 : 6];
  return families.flatMap((family) => entry.chains.map((chain) => ({ entry, family, chain })));
}

const BUILT_IN = /^(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING)$/;
const RULE_LINE = 4;

function read({ entry, family, chain }: Use) {
  const command = family === 4 ? "iptables-save" : "ip6tables-save";
  const declared = `:${chain} ${BUILT_IN.test(chain) ? "ACCEPT" : "-"} [0:0]`;
  const paste = readPaste(`$ ${command}\n*${entry.table}\n${declared}\n-A ${chain} ${entry.rule}\nCOMMIT\n`);
  const printed = /^-A \S+ ?(.*)$/m.exec(printRuleset(paste.rulesets[family]))?.[1] ?? "";
  const kept = [...paste.rulesets[family].tables.values()].flatMap((table) => table.chains.get(chain)?.rules ?? []);
  return { problems: paste.problems, printed, kept };
}

function isRefused({ entry, family }: Use): boolean {
  return Object.entries(entry.real).some(
    ([key, { restoreTest }]) => key.startsWith(`ipv${String(family)}`) && restoreTest === false,
  );
}

/** Refused by the tool for what no rule tells. */
const NEEDS_THE_NODE = new Map([
  ["-m set --match-set foo src,dst", "there is no such set on the node"],
  ["-j SET --add-set foo src,dst", "there is no such set on the node"],
]);

describe.skipIf(!existsSync(SUITE))("iptables' own extension suite (skipped without ../shared)", () => {
  const entries = existsSync(SUITE) ? v.parse(ENTRIES, JSON.parse(readFileSync(SUITE, "utf8"))) : [];
  const uses = entries.flatMap(usesOf);
  const taken = uses.filter(({ entry }) => entry.result === "OK");
  const refused = uses.filter((use) => use.entry.result === "FAIL" && isRefused(use));

  it("has 1,054 entries, used in each family and each chain that they name", () => {
    expect([entries.length, taken.length, refused.length]).toEqual([1054, 3512, 1251]);
  });

  it("has every rule that iptables takes read without a problem and printed as iptables-save prints it", () => {
    const differing = taken.flatMap((use) => {
      const { problems, printed } = read(use);
      return problems.length === 0 && printed === use.entry.save ? [] : [`${use.entry.rule} → ${printed}`];
    });
    expect([...new Set(differing)]).toEqual([]);
  });

  it("has every rule that iptables-restore refuses told with its line and an option of it, and kept", () => {
    const missed = refused.flatMap((use) => {
      const { rule } = use.entry;
      const { problems, kept } = read(use);
      const named = problems.some(({ line, message }) => line === RULE_LINE && namesPart(message, rule));
      return (named && kept.length === 1) || NEEDS_THE_NODE.has(rule)
        ? []
        : [`${rule} | ${problems[0]?.message ?? ""}`];
    });
    expect([...new Set(missed)]).toEqual([]);
  });
});

/** Whether a message names an option, a match, a target or a value of the rule, or the option that the rule lacks. */
function namesPart(message: string, rule: string): boolean {
  return (
    / -{1,2}[a-z]|^-{1,2}[a-z]/i.test(message) ||
    rule.split(/\s+/).some((word) => word.length > 1 && message.includes(word))
  );
}
