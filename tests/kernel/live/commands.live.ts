/**
 * What a script's commands leave of a table is what the tools leave of it: random commands are given to iptables of both
 * kinds in a namespace of its own, and to us. Needs root and iptables.
 */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { printRuleset } from "../../../src/netfilter/print";
import { readPaste } from "../../../src/paste/paste";
import { Dice } from "../random/dice";

const SCRIPTS = 60;
const COMMANDS = 40;

const DUMP = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:a - [0:0]
:b - [0:0]
-A INPUT -j a
-A FORWARD -s 10.0.0.1/32 -g b
-A b -j RETURN
COMMIT
`;

const BUILT_IN = ["INPUT", "FORWARD", "OUTPUT"];
const OWN = ["a", "b", "c", "d"];
const ANY = [...BUILT_IN, ...OWN];

function command(dice: Dice): string {
  const any = () => dice.pick(ANY);
  const own = () => dice.pick(OWN);
  const place = () => String(dice.number(1, 4));
  const target = () =>
    dice.pick(["-j DROP", "-j RETURN", `-j ${own()}`, `-g ${own()}`, `-m comment --comment -j -j ${own()}`]);
  const rule = () => `${dice.pick(["-s 10.0.0.1", "-s 10.0.0.2", ""])} ${target()}`;
  return dice.pick([
    () => `-A ${any()} ${rule()}`,
    () => `-A ${any()} ${rule()}`,
    () => `-I ${any()} ${rule()}`,
    () => `-I ${any()} ${place()} ${rule()}`,
    () => `-R ${any()} ${place()} ${rule()}`,
    () => `-D ${any()} ${place()}`,
    () => `-D ${any()} ${rule()}`,
    () => `-N ${any()}`,
    () => `-N ${dice.pick(["DROP", "MARK", "x".repeat(28), "x".repeat(29)])}`,
    () => `-X ${own()}`,
    () => `-X ${own()}`,
    // iptables-nft takes away and renames its own chains as well, and cannot show the table from then on.
    () => `-E ${own()} ${any()}`,
    () => `-E ${own()} ${own()}`,
    () => `-P ${any()} ${dice.pick(["DROP", "ACCEPT"])}`,
    () => `-F ${any()}`,
    () => `-F ${any()}`,
    () => dice.pick(["-X", "-X", "-X", "-F"]),
  ])();
}

/** What the tools say of each command, and what is left of the table; `dump`: what was loaded before. */
function asked(kind: "nft" | "legacy", commands: readonly string[], dump = DUMP) {
  const tool = `iptables-${kind}`;
  const lines = commands.map((one) => `${tool} ${one} && echo done || echo refused`);
  const loading = dump === "" ? [] : [`${tool}-restore <<'END'\n${dump}END`];
  const shell = [...loading, ...lines, `${tool}-save -t filter`].join("\n");
  const out = execFileSync("unshare", ["-n", "sh", "-c", `exec 2>/dev/null\n${shell}`], { encoding: "utf8" }).split(
    "\n",
  );
  const said = out.slice(0, commands.length);
  return { isDone: said.map((word) => word === "done"), table: inOrder(out.slice(commands.length)) };
}

function ours(commands: readonly string[], dump = DUMP) {
  const { rulesets, problems } = readPaste(dump + commands.map((one) => `iptables ${one}\n`).join(""));
  const first = dump.split("\n").length;
  return {
    table: inOrder(printRuleset(rulesets[4]).split("\n")),
    kernelRefuses: problems.some(({ message }) => message.includes("the kernel refuses")),
    // Chains in a circle that no built-in one leads to are told as well.
    passedOver: problems.flatMap(({ line, message }) =>
      message.endsWith("the command is passed over") ? `${commands[line - first] ?? ""}: ${message}` : [],
    ),
  };
}

/** The chains and rules, chain by chain in the order of their names; the order of rules in a chain stays. */
function inOrder(lines: readonly string[]): string[] {
  const chains = lines.filter((line) => line.startsWith(":")).map((line) => line.replace(/ \[\d+:\d+\]$/, ""));
  const rules = lines.filter((line) => line.startsWith("-A "));
  const chainOf = (rule: string) => rule.split(" ")[1] ?? "";
  return [...chains.sort(), ...rules.sort((a, b) => (chainOf(a) < chainOf(b) ? -1 : chainOf(a) > chainOf(b) ? 1 : 0))];
}

describe.each(["nft", "legacy"] as const)("iptables-%s", (kind) => {
  it("leaves of a table what we say, and refuses what we pass over", () => {
    let refused = 0;
    for (let seed = 1; seed <= SCRIPTS; seed++) {
      const dice = new Dice(seed);
      const commands = Array.from({ length: COMMANDS }, () => command(dice));
      const { isDone, table } = asked(kind, commands);
      const done = commands.filter((_, index) => isDone[index]);
      expect({ seed, ...ours(done) }).toMatchObject({ seed, table, passedOver: [] });
      for (const [index, one] of commands.entries()) {
        if (isDone[index]) continue;
        const before = commands.slice(0, index).filter((_, at) => isDone[at]);
        refused++;
        const own = ours([...before, one]);
        // A rule by which chains go in a circle, or lead to a built-in one, is kept and told.
        if (own.kernelRefuses && /^-[AIR]/.test(one)) continue;
        expect({ seed, one, table: own.table }).toEqual({ seed, one, table: ours(before).table });
        expect(own.passedOver).toEqual([expect.stringContaining(`${one}: `)]);
      }
    }
    expect(refused).toBeGreaterThan(SCRIPTS);
  });

  // Each chain is made at the end, so that none is taken as one that the node had before.
  it("leaves of an empty node's table what we say of a script that uses chains before it makes them", () => {
    for (let seed = 1; seed <= SCRIPTS; seed++) {
      const dice = new Dice(seed);
      const begin = ["-F", ...BUILT_IN.map((chain) => `-P ${chain} ACCEPT`)];
      const between = Array.from({ length: COMMANDS / 2 }, () => command(dice));
      const commands = [...begin, ...between, ...OWN.map((chain) => `-N ${chain}`)];
      expect({ seed, table: ours(commands, "").table }).toEqual({ seed, table: asked(kind, commands, "").table });
    }
  });
});
