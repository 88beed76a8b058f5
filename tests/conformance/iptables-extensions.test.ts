/**
 * iptables' own extension suite: what iptables takes is read here without a problem and printed as iptables-save prints it.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { Family } from "../../src/netfilter/address";
import { findMatch, findTarget } from "../../src/netfilter/extensions/index";
import { printRuleset } from "../../src/netfilter/print";
import { readPaste } from "../../src/netfilter/read/paste";

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
  }),
);

type Entry = v.InferOutput<typeof ENTRIES>[number];

function readAs(entry: Entry, family: Family) {
  const chain = entry.chains[0] ?? "FORWARD";
  const command = family === 4 ? "iptables-save" : "ip6tables-save";
  return readPaste(`$ ${command}\n*${entry.table}\n:${chain} ACCEPT [0:0]\n-A ${chain} ${entry.rule}\nCOMMIT\n`);
}

function printed(paste: ReturnType<typeof readPaste>, family: Family): string {
  return /^-A \S+ ?(.*)$/m.exec(printRuleset(paste.rulesets[family]))?.[1] ?? "";
}

const families = (entry: Entry): Family[] => (entry.family === "both" ? [4, 6] : [entry.family === "ipv4" ? 4 : 6]);

const VERDICTS = new Set(["ACCEPT", "DROP", "RETURN", "QUEUE"]);

/** True where every match and target of the rule is one that is known here. */
function isImplemented({ rule }: Entry): boolean {
  const known = ([, option, name = ""]: RegExpMatchArray) =>
    option === "-m" ? findMatch(name) !== undefined : VERDICTS.has(name) || findTarget(name) !== undefined;
  return [...rule.matchAll(/(-m|-j) (\S+)/g)].every(known);
}

/** Rules that iptables takes and that are not printed alike here. */
const GAPS: Readonly<Record<string, string>> = {
  "-c 2,3 -j ACCEPT": "counters are read before a rule, as iptables-save prints them, and not within it",
};

const HEAD = "an option needs -p of a protocol: extensions do not see the rule's head";
const HOOK = "only the kernel refuses it, for the chain that it stands in";

/** Rules that iptables or the kernel refuses and that are read here: no iptables-save prints them. */
const TAKEN: Readonly<Record<string, string>> = {
  "-j DNAT --to-destination 1.1.1.1:1025-65535": HEAD,
  "-j DNAT --to-destination [dead::beef]:1025-65535": HEAD,
  "-j SNAT --to-source 1.1.1.1:1025-65535": HEAD,
  "-j SNAT --to-source [dead::beef]:1025-65535": HEAD,
  "-j REDIRECT --to-ports 42": HEAD,
  "-j REJECT --reject-with tcp-reset": HEAD,
  "-p tcp -j TCPMSS --set-mss 42": "an option needs --syn of another extension",
  "-m icmp": HEAD,
  "-m tcp --dport 1": HEAD,
  "-m udp --dport 1": HEAD,
  "-m tcpmss --mss 42": HEAD,
  "-m owner --uid-owner root": HOOK,
  "-m owner --suppl-groups --gid-owner 0-10": "the order of an extension's options is not looked at",
  "-m set --match-set foo src,dst": "the kernel refuses it because there is no such set",
  "-m statistic --mode nth ! --every 5": "--packet is taken to be 0 where it is missing",
};

describe.skipIf(!existsSync(SUITE))("iptables' own extension suite (skipped without ../shared)", () => {
  const entries = existsSync(SUITE) ? v.parse(ENTRIES, JSON.parse(readFileSync(SUITE, "utf8"))) : [];
  const uses = entries.filter(isImplemented).flatMap((entry) => families(entry).map((family) => ({ entry, family })));
  const isPrintedAlike = ({ entry, family }: (typeof uses)[number]) => {
    const paste = readAs(entry, family);
    return paste.problems.length === 0 && printed(paste, family) === entry.save;
  };

  it("has every rule that iptables takes read without a problem and printed as iptables-save prints it", () => {
    const taken = uses.filter(({ entry }) => entry.result === "OK");
    const differing = taken.filter((use) => !isPrintedAlike(use)).map(({ entry }) => entry.rule);
    expect(new Set(differing)).toEqual(new Set(Object.keys(GAPS)));
    expect(taken.length - differing.length).toBeGreaterThanOrEqual(809);
  });

  it("has every rule that iptables refuses reported, but for those that depend on what an extension cannot see", () => {
    const refused = uses.filter(({ entry }) => entry.result === "FAIL");
    const read = refused
      .filter(({ entry, family }) => readAs(entry, family).problems.length === 0)
      .map(({ entry }) => entry.rule);
    expect(new Set(read)).toEqual(new Set(Object.keys(TAKEN)));
    expect(refused.length - read.length).toBeGreaterThanOrEqual(268);
  });
});
