/**
 * What we print is what iptables-save prints: each sample is loaded into the kernel by iptables-restore, of both kinds,
 * and saved again. Needs root and iptables.
 */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../../samples";
import { printRuleset } from "../../../src/netfilter/print";
import { readPaste } from "../../../src/netfilter/read/paste";

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
