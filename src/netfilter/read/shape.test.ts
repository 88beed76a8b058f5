/** Reading a rule by its shape is reading it in full, whatever the rule. */
import fc from "fast-check";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeCluster } from "../../../bench/dump/cluster";
import { kubeProxyDump } from "../../../bench/dump/kube-proxy";
import { Dice } from "../../../tests/kernel/random/dice";
import { groundOf } from "../../../tests/kernel/random/ground";
import { rulesetOf } from "../../../tests/kernel/random/ruleset";
import type { Family } from "../address";
import { asksSomething, findMatch, findTarget, HEAD_MATCHES } from "../extensions/index";
import { holeEnd, HOLES, holeValue } from "./hole";
import { readSave } from "./iptables-save";
import { flagsOf } from "./option-flags";
import { lentMatches, lentTarget, PastedRule } from "./pasted-rule";
import { ProblemList } from "./problems";
import { readRule } from "./rule";
import { linesSection } from "./section.fixture";
import { mayBeChain } from "./table-draft";
import { TextBytes } from "./text-bytes";

/** The rules and problems of a text as they are read, and as they are when each rule is read in full. */
function bothWays(text: string, family: Family = 4) {
  const lost = new ProblemList();
  const [byShape, inFull] = [new ProblemList(), new ProblemList()];
  const drafts = readSave(linesSection(text), family, lost);
  const read = drafts.flatMap((draft) =>
    [...draft.read(family, byShape).chains.values()].flatMap(({ rules }) => rules),
  );
  const expected = drafts.flatMap(({ name, chains, whole, line: first }) =>
    [...chains.values()].flatMap((chain) =>
      chain.rules.map(({ words, text, line, counters }, index) => {
        const has = (other: string) => chains.has(other) || (!whole && mayBeChain(other));
        const context = { family, table: name, chains: { has }, line: line ?? first, problems: inFull };
        const parts = readRule(words.call(chain.rules[index]), context);
        const { matches, target } = parts;
        const rule = { number: index + 1, text, line, counters: parts.counters ?? counters, matches, target };
        return { lent: { matches: matches.filter(asksSomething), target }, rule };
      }),
    ),
  );
  const kept = byShape.kept().filter(({ message }) => !message.includes("in a circle"));
  return {
    read: {
      rules: read.map((rule) => ({
        lent: structuredClone({ matches: lentMatches(rule).filter(asksSomething), target: lentTarget(rule) }),
        rule: rule instanceof PastedRule ? rule.toJSON() : rule,
      })),
      problems: kept,
    },
    expected: { rules: expected, problems: inFull.kept() },
    shaped: read.filter((rule) => rule instanceof PastedRule && rule.shaped).length,
  };
}

function expectTheSame(text: string, family: Family = 4): number {
  const { read, expected, shaped } = bothWays(text, family);
  expect(read).toEqual(expected);
  return shaped;
}

describe("rules read by their shapes are those read in full", () => {
  it.each(["1.30", "1.22"] as const)("of kube-proxy %s, nearly all by their shapes", (release) => {
    for (const comments of [true, false]) {
      const dump = kubeProxyDump(makeCluster(150, 3, 3), release, comments);
      const rules = dump.filter((line) => line.startsWith("-A")).length;
      expect(expectTheSame(dump.join("\n"))).toBeGreaterThan(rules * 0.9);
      expectTheSame(dump.map((line) => line.replace(/^-A/, "[12:720] -A")).join("\n"));
    }
  });

  it("of random rulesets", () => {
    for (let seed = 1; seed <= 30; seed++) {
      const dice = new Dice(seed);
      const text = rulesetOf(dice, groundOf(dice), new Set(), { built: 30, own: 20 });
      expectTheSame(text);
      // Each rule again, so that each shape is met once more.
      expectTheSame(text.replace(/^-A .*$/gm, "$&\n$&"));
    }
  });

  it.skipIf(!existsSync("../shared/conformance"))("of real dumps (skipped without ../shared)", () => {
    for (const folder of ["real-dumps", "kube-proxy/rulesets", "kube-proxy/restore-input"])
      for (const file of readdirSync(join("../shared/conformance", folder))) {
        if (!/\.(txt|rules)$/.test(file)) continue;
        const text = readFileSync(join("../shared/conformance", folder, file), "utf8");
        const whole = /^\*/m.test(text) ? text : `*filter\n${text}\nCOMMIT\n`;
        for (const family of [4, 6] as const)
          expectTheSame(whole.replace(/^(\[\d+:\d+\] )?-A .*$/gm, "$&\n$&"), family);
      }
  });

  it.skipIf(!existsSync("../shared/conformance"))("of iptables' own suite (skipped without ../shared)", () => {
    const suite = JSON.parse(readFileSync("../shared/conformance/iptables-extensions.json", "utf8")) as {
      readonly entries?: unknown;
    };
    const entries = (Array.isArray(suite) ? suite : suite.entries) as {
      readonly rule: string;
      readonly table: string;
    }[];
    expect(entries.length).toBeGreaterThan(1000);
    for (const table of ["raw", "mangle", "nat", "filter", "security"]) {
      const rules = entries.filter((entry) => entry.table === table).map(({ rule }) => `-A FORWARD ${rule}`);
      const text = `*${table}\n:FORWARD ACCEPT [0:0]\n${rules.flatMap((rule) => [rule, rule]).join("\n")}\nCOMMIT\n`;
      expectTheSame(text, 4);
      expectTheSame(text, 6);
    }
  });
});

/** What may stand where a value stands, or anywhere. */
const PIECES = [
  ..."10.0.0.1,10.0.0.256,010.1.1.1,10.1.1.1/33,10.1.1.1/0,10.1.1.1/08,1.2.3,1.2.3.4.5,::1,80,080,65536,80:90".split(
    ",",
  ),
  ...'http,!,! x,ACCEPT,DROP,DNAT,X,KUBE-A,KUBE-B,KUBE-,--dport,-j,-s,-m,--comment,-d 1.1.1.1,\\,",é,\u00a0'.split(","),
  ...'"","a b","a,"a\\"b","a"b,"é"," ",a"b,x.,a/b c,x-y_z/w:1,-x,[::1]:80'.split(","),
  ..."fd00::1,fd00::1/128,fd00::/64,fd00:0::1,fd00::0:1,FD00::1,fd00::01,::,::/0,::/129,::ffff:10.0.0.1,::ffff:a00:1,::a00:1".split(
    ",",
  ),
  ..."1:2:3:4:5:6:7:8,1:2:3:4:5:6:7,1::3:4:5:6:7:8,1::4:5:6:7:8,1:0:0:4::8,1:0:3:0:5:6:7:8,1:2:3:4:5:6:7:8:9,1::2::3,:1::2,12345::1,fd00::1/064".split(
    ",",
  ),
  ..."[fd00::1]:80,[fd00::1],[fd00::1]:080,[fd00::1]:,[fd00::1]80,fd00::1:80,[FD00::1]:80,[fd00::1-fd00::2]:80".split(
    ",",
  ),
  ..."1.1.1.1:80,1.1.1.1:,1.1.1.1:80-90,1.1.1.1:080,1.1.1.1-1.1.1.9,:80,\t,\ta, ,".split(","),
];
const EXTENSIONS = [
  ...HEAD_MATCHES,
  ...["comment", "tcp", "udp", "sctp", "dccp", "udplite", "recent", "multiport"].flatMap(
    (name) => findMatch(name) ?? [],
  ),
  ...["DNAT", "SNAT"].flatMap((name) => findTarget(name) ?? []),
];
const SAMPLES = [
  '-A KUBE-A -d 10.96.0.10/32 -p tcp -m comment --comment "a/b:http cluster IP" -m tcp --dport 80 -j KUBE-B',
  "-A KUBE-A ! -s 10.128.0.0/9 -d 10.96.0.10 -p udp -m udp --sport 53 --dport 53 -j KUBE-B",
  "-A KUBE-B -s 10.244.0.7/32 -m comment --comment a/b -j KUBE-A",
  "-A KUBE-B -p tcp -m recent --set --name KUBE-B --mask 255.255.255.255 --rsource -m tcp -j DNAT --to-destination 10.244.0.7:80",
  "-A KUBE-B -p tcp -j DNAT --to-destination 10.244.0.7",
  "-A KUBE-B -m statistic --mode random --probability 0.50000000000 -g KUBE-A",
  '[3:180] -A KUBE-A -i eth0 -m mark --mark 0x4000/0x4000 -m comment --comment "" -j DROP',
];

const SAMPLES_OF_IPV6 = [
  '-A KUBE-A -d fd00:96::a/128 -p tcp -m comment --comment "a/b:http cluster IP" -m tcp --dport 80 -j KUBE-B',
  "-A KUBE-A ! -s fd00:10::/64 -d fd00:96::a -p udp -m udp --dport 53 -j KUBE-B",
  "-A KUBE-B -p tcp -j DNAT --to-destination [fd00:10::7]:80",
  "-A KUBE-B -p tcp -j DNAT --to-destination fd00:10::7",
];

const table = (rules: readonly string[], more = "") =>
  `*nat\n:KUBE-A - [0:0]\n:KUBE-B - [0:0]\n${more}${[...SAMPLES, ...rules, ...SAMPLES].join("\n")}\nCOMMIT`;
const tableOfIpv6 = (rules: readonly string[]) =>
  `*nat\n:KUBE-A - [0:0]\n:KUBE-B - [0:0]\n${[...SAMPLES_OF_IPV6, ...rules, ...SAMPLES_OF_IPV6].join("\n")}\nCOMMIT`;

it.each(SAMPLES)("%s is read as it would be in full with any of its words another", (rule) => {
  const words = rule.split(" ");
  for (const at of words.keys())
    // Few at a time, so that all problems are kept.
    for (let first = 0; first < PIECES.length; first += 12) {
      const changed = PIECES.slice(first, first + 12).map((piece) => words.with(at, piece).join(" "));
      expectTheSame(table(changed));
      expectTheSame(table(changed, ":DROP - [0:0]\n:DNAT - [0:0]\n"));
    }
});

it.each(SAMPLES_OF_IPV6)("%s is read as it would be in full with any of its words another", (rule) => {
  expect(expectTheSame(tableOfIpv6([]), 6)).toBe(SAMPLES_OF_IPV6.length);
  const words = rule.split(" ");
  for (const at of words.keys())
    for (let first = 0; first < PIECES.length; first += 12)
      expectTheSame(tableOfIpv6(PIECES.slice(first, first + 12).map((piece) => words.with(at, piece).join(" "))), 6);
});

it("a rule that is changed anywhere is read as it would be in full", () => {
  const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 }));
  fc.assert(
    fc.property(fc.constantFrom(...SAMPLES), fc.nat(), fc.nat(12), piece, (rule, at, length, put) => {
      const from = at % rule.length;
      expectTheSame(table([rule.slice(0, from) + put.replaceAll(/[\n\r]/g, " ") + rule.slice(from + length)]));
    }),
    { numRuns: 1000 },
  );
});

it.each([...HOLES])("what fills a hole behind %s is read as by whatever option goes by it", (flag, kinds) => {
  const owners = EXTENSIONS.flatMap((extension) => flagsOf(extension).get(flag) ?? []);
  expect(owners.length + (kinds.includes("chain") ? 1 : 0)).toBeGreaterThan(0);
  for (const { spec } of owners)
    for (const family of [4, 6] as const)
      for (const piece of PIECES)
        for (const kind of kinds)
          if (
            kind !== "chain" &&
            holeEnd(kind, new TextBytes(`${piece}"`).bytes, 0, piece.length + 1, family) === piece.length
          )
            expect({ piece, read: spec.read([piece], family) }).toEqual({
              piece,
              read: holeValue(kind, `x${piece}"`, 1, piece.length + 1),
            });
});
