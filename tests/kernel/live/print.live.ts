/**
 * What we print is what iptables-save prints: each sample, and each real dump where they are at hand, is loaded into the
 * kernel by iptables-restore, of both kinds, and saved again. Needs root and iptables.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../../samples";
import { printRuleset } from "../../../src/netfilter/print";
import { readPaste } from "../../../src/paste/paste";

/** The rules as a fresh network namespace saves them after loading a text, with counters where the text has them. */
function loadedAndSaved(text: string, kind: "nft" | "legacy"): string {
  const counters = /^\[\d+:\d+\] -A/m.test(text) ? " -c" : "";
  const shell = `iptables-${kind}-restore${counters} && iptables-${kind}-save${counters}`;
  return execFileSync("unshare", ["-n", "sh", "-c", shell], { input: text, encoding: "utf8" }).replaceAll(
    /^#.*\n/gm,
    "",
  );
}

const print = (text: string) => printRuleset(readPaste(text).rulesets[4], { counters: true });

describe.each(["nft", "legacy"] as const)("iptables-%s", (kind) => {
  it.each(SAMPLES.map(({ id, load }) => [id, load] as const))("saves the sample %s as we print it", async (_, load) => {
    const ours = print(await load());
    const saved = loadedAndSaved(ours, kind);
    expect(print(saved)).toBe(saved);
    // The two kinds and the paste differ in the order of tables alone.
    expect(saved.split("\n").sort()).toEqual(ours.split("\n").sort());
  });
});

const DUMPS = join(import.meta.dirname, "../../../../shared/conformance/real-dumps");

/** The real texts of rules alone, lines that stand outside of any table with theirs. */
function realTexts(): { readonly file: string; readonly text: string }[] {
  if (!existsSync(DUMPS)) return [];
  const index = JSON.parse(readFileSync(join(DUMPS, "index.json"), "utf8")) as {
    readonly file: string;
    readonly kind: string;
    readonly table?: string;
  }[];
  return index.flatMap(({ file, kind, table }) => {
    if (!/^(iptables-save|iptables-restore|rule-fragment|parser-torture)/.test(kind)) return [];
    const text = readFileSync(join(DUMPS, file), "utf8");
    return [{ file, text: table === undefined ? text : `*${table}\n${text}\nCOMMIT\n` }];
  });
}

/** What a fresh namespace saves after loading a text, its ipsets made empty; null where the tool refuses it. */
function saved(text: string, kind: "nft" | "legacy", family: 4 | 6): string | null {
  const tool = `${family === 4 ? "iptables" : "ip6tables"}-${kind}`;
  const sets = new Set([...text.matchAll(/--match-set (\S+)/g)].map(([, name = ""]) => name));
  const inet = family === 4 ? "inet" : "inet6";
  const made = [...sets].map((name) => `ipset create ${name} hash:ip family ${inet};`).join(" ");
  const ran = spawnSync("unshare", ["-n", "sh", "-c", `${made} ${tool}-restore && ${tool}-save`], {
    input: text,
    encoding: "utf8",
  });
  return ran.status === 0 ? ran.stdout.replaceAll(/^#.*\n/gm, "").replaceAll(/\[\d+:\d+\]/g, "") : null;
}

const texts = realTexts();

describe.skipIf(texts.length === 0).each(["nft", "legacy"] as const)(
  "a real dump, as iptables-%s saves it (skipped without ../shared)",
  (kind) => {
    it("is the same whether it or our print of it was loaded", () => {
      let compared = 0;
      for (const { file, text } of texts) {
        const { rulesets } = readPaste(text);
        const family = rulesets[6].tables.size > rulesets[4].tables.size ? 6 : 4;
        const theirs = saved(text, kind, family);
        if (theirs === null) continue;
        compared++;
        expect({ file, saved: saved(printRuleset(rulesets[family]), kind, family) }).toEqual({ file, saved: theirs });
      }
      // How many a machine's tools load depends on its kernel; most of them any does.
      expect(compared).toBeGreaterThan(35);
    }, 120_000);
  },
);
