/**
 * Every option of every match and target says what it means by itself, and by which name the manual has it.
 */
import { describe, expect, it } from "vitest";
import { allExtensions, HEAD_MATCHES } from "../netfilter/extensions/index";
import { readPaste } from "../paste/paste";
import { lineStory } from "./line-parts";
import { OPTION_RULES, type OptionRule } from "./option-words.fixture";

/** A rule read as one of a paste, and its parts, each with the words that it covers. */
function read([rule, table = "filter", family = 4]: OptionRule) {
  const line = `-A FORWARD ${rule}`;
  const paste = readPaste(
    `$ ip${family === 6 ? "6" : ""}tables-save\n*${table}\n:FORWARD ACCEPT [0:0]\n${line}\nCOMMIT\n`,
  );
  const found = paste.rulesets[family].tables.get(table)?.chains.get("FORWARD")?.rules[0];
  const parts = lineStory(paste, { line: 4, text: line }).parts.map((part) => ({
    ...part,
    text: line.slice(part.from, part.to),
  }));
  return { rule: found, parts, problems: paste.problems.map(({ message }) => message) };
}

describe.each(OPTION_RULES.map((rule) => ({ rule, text: rule[0] })))("$text", ({ rule }) => {
  const { parts, problems } = read(rule);

  it("is read without a problem", () => {
    expect(problems).toEqual([]);
  });

  it("has words of its own for every option", () => {
    const options = parts.filter(({ kind }) => kind === "option");
    expect(options.filter(({ words }) => words === "" || /undefined|NaN|\[object/.test(words))).toEqual([]);
    // `--next` may stand there several times, and means the same.
    const texts = new Set(options.map(({ text }) => text));
    expect(new Set(options.map(({ words }) => words)).size).toBe(texts.size);
  });

  it("says of no option of its target what the whole target does", () => {
    const target = parts.find(({ kind }) => kind === "target");
    const behind = parts.filter(({ kind, from }) => kind === "option" && target && from > target.from);
    expect(behind.filter(({ words }) => words === target?.words)).toEqual([]);
  });

  it("names every option as the manual does", () => {
    const options = parts.filter(({ kind }) => kind === "option");
    for (const { text, manual } of options) {
      const flag = /--?[\w-]+/.exec(text)?.[0] ?? "";
      expect(manual?.option ?? "").toContain(flag);
    }
  });
});

it("the rules give every option of every extension", () => {
  const given = new Set<string>();
  for (const one of OPTION_RULES) {
    const { rule } = read(one);
    for (const match of rule?.matches ?? [])
      if (match.kind === "known")
        for (const option of Object.keys(match.options)) given.add(`-m ${match.name} ${option}`);
    if (rule?.target.kind === "known")
      for (const option of Object.keys(rule.target.options)) given.add(`-j ${rule.target.name} ${option}`);
  }
  const missing = [...HEAD_MATCHES, ...allExtensions()]
    // What a listing tells in words of its own has no option in a rule.
    .filter(({ name }) => name !== "listing")
    .flatMap(({ kind, name, options }) =>
      Object.keys(options).map((option) => `${kind === "match" ? "-m" : "-j"} ${name} ${option}`),
    )
    .filter((option) => !given.has(option));
  expect(missing).toEqual([]);
});

/** Rules with what is said of their options, in their order, written by hand. */
const SAID: readonly (readonly [rule: OptionRule, ...words: readonly string[]])[] = [
  [
    ["-j DNAT -p tcp --to-destination 10.244.0.13:80 --random", "nat"],
    "protocol is tcp",
    "the new destination: 10.244.0.13 port 80",
    "the new port is drawn at random, as with --random-fully since Linux 5.0",
  ],
  [["-j SNAT --to-source 10.0.0.1-10.0.0.9", "nat"], "the new source: 10.0.0.1 to 10.0.0.9"],
  [
    ["-p tcp -j DNAT --to-destination :1000-2000/8000", "nat"],
    "protocol is tcp",
    "the new destination: port 1000 to 2000, in the same order as the ports from 8000 on",
  ],
  [
    ["-p tcp -j DNAT --to-destination [fd00::1]:80", "nat", 6],
    "protocol is tcp",
    "the new destination: fd00::1 port 80",
  ],
  [["-j MARK --set-xmark 0x4000/0x4000", "mangle"], "on the packet's mark: sets bit 0x4000"],
  [["-j MARK --set-xmark 0x13/0x3", "mangle"], "on the packet's mark: sets bits 0x3 and turns over the bits 0x10"],
  [
    ["-j MARK --set-xmark 0x10/0x3", "mangle"],
    "on the packet's mark: clears the bits 0x3 and turns over the bits 0x10",
  ],
  [["-j TOS --xor-tos 0x10", "mangle"], "on the TOS: turns over the bits 0x10"],
  [["-j TOS --set-tos 0x10/0x3f", "mangle"], "on the TOS: sets the bits 0x3f to 0x10"],
  [["-j CONNMARK --or-mark 0x80", "mangle"], "on the connection's mark: sets bit 0x80"],
  [
    ["-p tcp -j MASQUERADE --to-ports 1024-2048 --random-fully", "nat"],
    "protocol is tcp",
    "the new source port, out of 1024 to 2048",
    "the new port is drawn at random",
  ],
  [
    ['-j LOG --log-prefix "seen: " --log-level info'],
    'what the line in the log begins with: "seen: "',
    "how urgent the line in the log is: info (6)",
  ],
  [["-p tcp -j REJECT --reject-with tcp-reset"], "protocol is tcp", "its sender is answered with a TCP reset"],
  [
    ["-j SET --add-set seen src,dst --timeout 0"],
    "adds its source, destination to the set seen",
    "the entry stays for good",
  ],
  [["-j CT --zone mark", "raw"], "the zone in which its connection is looked up: the number of its mark"],
  [
    ["-m statistic --mode random ! --probability 0.25"],
    "each packet is drawn by chance",
    "chance: 75 % of those that come here",
  ],
  [
    ["-m rateest --rateest a --rateest-gt --rateest-bps 8kbit"],
    "the estimator that is asked: a",
    "the rate is more",
    "the rate that it is compared with: 8000bit a second",
  ],
  [
    ["-m recent ! --rcheck --seconds 60 --name a"],
    "the address is not in the list",
    "it was seen within the last 60 seconds",
    "the name of the list: /proc/net/xt_recent/a",
  ],
  [
    ["-m limit --limit 3/min --limit-burst 7"],
    "on average packets come no faster than 3/min",
    "so many may come at once before the rate counts: 7",
  ],
  [
    ["-m addrtype ! --dst-type LOCAL --limit-iface-in"],
    "destination is not an address of this node, on the device it comes in by",
    "an address counts as this node's own only where it is on the device that the packet comes in by",
  ],
];

it.each(SAID.map(([rule, ...words]) => ({ rule, words, text: rule[0] })))(
  "$text is said in terms of the values that it gives",
  ({ rule, words }) => {
    const options = read(rule).parts.filter(({ kind }) => kind === "option");
    expect(options.map((part) => part.words)).toEqual(words);
  },
);
