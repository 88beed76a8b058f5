/**
 * One ruleset told in three ways by the real tools, of both backends: iptables-save, iptables -S and iptables -L -n -v.
 * What is read of all three is the same, but for what a listing hides. Needs root, iptables and ipset.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../../samples";
import type { Family } from "../../../src/netfilter/address";
import { printParts } from "../../../src/netfilter/print";
import type { Counters, Ruleset } from "../../../src/netfilter/ruleset";
import { readPaste } from "../../../src/paste/paste";
import { specOf } from "../random/spec";
import { manyRules } from "./many-extensions";

const SHARED = join(import.meta.dirname, "../../../../shared");
const KUBE = join(SHARED, "conformance/kube-proxy/rulesets");
const DUMPS = join(SHARED, "conformance/real-dumps");

interface Given {
  readonly name: string;
  readonly family: Family;
  readonly sets: string;
  /** As iptables-save prints it; a rule that the tool refuses is left out. */
  readonly text: string;
}

/** Its words stand right behind those before them, without a blank: such a rule is told as not read. */
const RUN_TOGETHER = new Set(["bpf"]);

const given = [...byHand(), ...random(), ...kubeProxy(), ...real(), ...(await samples())];

function byHand(): Given[] {
  return ([4, 6] as const).map((family) => {
    const rules = manyRules(family);
    const tables = [...new Set(rules.map(({ table }) => table))].map((table) => {
      const lines = rules.filter((rule) => rule.table === table).map(({ line }) => line);
      const own = table === "filter" ? ":OWN - [0:0]\n" : "";
      return `*${table}\n${own}${lines.join("\n")}\nCOMMIT\n`;
    });
    // What others measure must be there before them.
    const text = [...tables].sort((a) => (a.startsWith("*mangle") ? -1 : 0)).join("");
    return { name: `many extensions of IPv${String(family)}`, family, sets: sets(["four"], family), text };
  });
}

function random(): Given[] {
  return [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
    const { family, ruleset, ipsets } = specOf(seed, 0, RUN_TOGETHER);
    return { name: `random seed ${String(seed)}`, family, sets: ipsets, text: ruleset };
  });
}

function kubeProxy(): Given[] {
  if (!existsSync(KUBE)) return [];
  return readdirSync(KUBE)
    .filter((file) => file.endsWith(".saved.rules"))
    .filter((_, index) => index % 5 === 0)
    .map((file) => {
      const text = readFileSync(join(KUBE, file), "utf8");
      return { name: file, family: /-[sd] [0-9a-f]*:[0-9a-f:]*\//.test(text) ? 6 : 4, sets: "", text };
    });
}

function real(): Given[] {
  if (!existsSync(DUMPS)) return [];
  return [
    "docker-topos4",
    "ufw-2022",
    "k8s-weave-kubeadm-1.11",
    "tails-1.5",
    "shorewall-2014",
    "firewalld-nft-save",
  ].map((name) => {
    const text = readFileSync(join(DUMPS, `${name}.txt`), "utf8");
    const used = [...text.matchAll(/--match-set (\S+)/g)].map(([, set = ""]) => set);
    return { name, family: 4, sets: sets(used, 4), text };
  });
}

async function samples(): Promise<Given[]> {
  return Promise.all(
    SAMPLES.map(async ({ id, load }) => ({
      name: `sample ${id}`,
      family: 4 as const,
      sets: "",
      text: saveOf(await load()),
    })),
  );
}

/** The lines of iptables-save in a paste that holds more. */
function saveOf(text: string): string {
  return text
    .split("\n")
    .filter((line) => /^(?:\*|:|-A|COMMIT|\[\d)/.test(line))
    .map((line) => line.replace(/^\[\d+:\d+\] /, ""))
    .join("\n");
}

function sets(names: readonly string[], family: Family): string {
  return [...new Set(names)]
    .map((name) => `create ${name} hash:ip timeout 0 counters skbinfo family ${family === 4 ? "inet" : "inet6"}\n`)
    .join("");
}

const TABLES = ["raw", "mangle", "nat", "filter", "security"];

/** What the tools of a backend print of a ruleset in a fresh namespace. */
function toldBy(kind: "nft" | "legacy", { family, sets: ipsets, text }: Given) {
  const tool = `${family === 4 ? "iptables" : "ip6tables"}-${kind}`;
  const load = loading(text).map((part) => `${tool}-restore -n 2>/dev/null <<'HERE'\n${part}\nHERE\n`);
  const each = (flags: string) =>
    TABLES.map((table) => `echo '$ ${tool} -t ${table} ${flags}'; ${tool} -t ${table} ${flags}`);
  const script = [
    `ipset restore <<'HERE'\n${ipsets}HERE`,
    ...load,
    `echo '$ ${tool}-save'; ${tool}-save -c`,
    "echo ======",
    ...each("-S"),
    "echo ======",
    ...each("-L -n -v --line-numbers"),
  ].join("\n");
  const ran = spawnSync("unshare", ["-n", "sh"], { input: script, encoding: "utf8", maxBuffer: 2 ** 27 });
  const [saved = "", rules = "", listing = ""] = ran.stdout.split("======\n");
  return { saved, rules, listing };
}

/** First the chains of all tables, then the rules in runs; a run that is refused is loaded rule by rule. */
function loading(text: string): string[] {
  const parts: string[] = [];
  let table = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("*")) table = line;
    else if (line.startsWith(":")) parts.push(`${table}\n${line}\nCOMMIT`);
    else if (line.startsWith("-A ")) parts.push(`${table}\n${line}\nCOMMIT`);
  }
  return parts;
}

/**
 * What a listing hides, rubbed out of a rule as iptables-save prints it. The rest must be the same.
 */
const HIDDEN: readonly (readonly [words: RegExp, left: string])[] = [
  // The name of the table in the kernel; and a rate is told for one second of its interval.
  [/ --hashlimit-name \S+/, ""],
  [/ --hashlimit-(?:upto|above) \S+(?=.*--hashlimit-rate-interval)/, ""],
  // Whether a quota has a `!`.
  [/-m quota (?:! )?(?:--quota \d+|"quota: \d+ bytes")/, "-m quota"],
  [/ --ttl \d+(?= |$)(?=.*| --log)/, ""],
  [/ --log \d+(?= |$)/, ""],
  // A range that holds every port.
  [/ --[sd]port 0:65535/, ""],
  // What -j NOTRACK is to the kernel.
  [/-j NOTRACK/, "-j CT --notrack"],
  // iptables-nft lists nothing for it.
  [/ ?-m eui64/, ""],
  // ip6tables lists no number for a whole address.
  [/-j HMARK (?:HMARK .*src-prefix dst-prefix|--hmark-src-prefix 128 --hmark-dst-prefix 128).*/, "-j HMARK"],
  // Uses that stand one behind the other read as one.
  [/(-m conntrack .*?) -m conntrack(?= )/, "$1"],
];

function erased(rule: string): string {
  return HIDDEN.reduce((text, [words, left]) => text.replace(words, left), rule).trim();
}

/** A ruleset as lines that can be compared. Built-in chains with ACCEPT and nothing in them are not told by all. */
function linesOf(ruleset: Ruleset, plain: (rule: string) => string): string[] {
  return [...ruleset.tables.values()].flatMap(({ name, chains }) =>
    [...chains.values()].flatMap((chain) => {
      const rules = chain.rules.map(
        (rule) => `${name} ${chain.name} ${String(rule.number)}: ${plain(printParts(rule, ruleset.family))}`,
      );
      const policy = `${name} ${chain.name} ${chain.policy ?? "-"}`;
      return rules.length === 0 && chain.policy === "ACCEPT" ? [] : [policy, ...rules];
    }),
  );
}

function countersOf(ruleset: Ruleset): (Counters | undefined)[] {
  return [...ruleset.tables.values()].flatMap(({ chains }) =>
    [...chains.values()].flatMap(({ rules }) => rules.map(({ counters }) => counters)),
  );
}

/** A listing rounds large counters: 99,999 stands as it is, 12,345,678 as 12M. */
function isRounded(listed: number, counted: number): boolean {
  return counted < 100_000 ? listed === counted : Math.abs(listed - counted) <= counted / 20;
}

const read = (text: string, family: Family) => readPaste(text, { said: {}, supply: false }).rulesets[family];
const asItIs = (rule: string) => rule;

describe.each(["nft", "legacy"] as const)("what iptables-%s tells", (kind) => {
  it.each(given)("is the same by -save, -S and -L -n -v: $name", (ruleset) => {
    const { saved, rules, listing } = toldBy(kind, ruleset);
    const { family } = ruleset;
    const ofSave = read(saved, family);
    const ofRules = read(rules, family);
    const ofListing = read(listing, family);
    const sorted = (lines: string[]) => lines.sort();
    const wanted = ruleset.text.match(/^-A /gm)?.length ?? 0;
    // What this machine's kernel or tools do not have is left out by them.
    expect(countersOf(ofSave).length).toBeGreaterThan(wanted * 0.8);
    expect(sorted(linesOf(ofRules, asItIs))).toEqual(sorted(linesOf(ofSave, asItIs)));
    expect(sorted(linesOf(ofListing, erased))).toEqual(sorted(linesOf(ofSave, erased)));
    const counted = countersOf(ofSave);
    expect(countersOf(ofListing)).toHaveLength(counted.length);
  });

  it("has counters that are the listing's, rounded", () => {
    const first = given[0];
    if (!first) throw new Error("no ruleset is given");
    const { saved, listing } = toldBy(kind, first);
    const [counted, listed] = [read(saved, 4), read(listing, 4)].map(
      (ruleset) =>
        ruleset.tables
          .get("filter")
          ?.chains.get("OWN")
          ?.rules.map(({ counters }) => counters) ?? [],
    );
    expect(counted).toHaveLength(3);
    for (const [index, one] of (counted ?? []).entries()) {
      const other = listed?.[index];
      expect(isRounded(other?.packets ?? -1, one?.packets ?? -2)).toBe(true);
      expect(isRounded(other?.bytes ?? -1, one?.bytes ?? -2)).toBe(true);
    }
  });
});

it("is asked of at least twenty rulesets", () => {
  expect(given.length).toBeGreaterThanOrEqual(existsSync(SHARED) ? 20 : 13);
});
