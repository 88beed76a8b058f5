/** Rules that are kept as places in the text are those that are gathered one by one, whatever is done to their chains. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Table } from "../ruleset";
import { readSave } from "./iptables-save";
import { PrintedChain, ruleCount } from "./printed-chain";
import { ProblemList } from "./problems";
import { linesSection } from "./section.fixture";

function read(text: string) {
  const problems = new ProblemList();
  const tables = readSave(linesSection(text), 4, problems).map((draft) => draft.read(4, problems));
  return { tables, problems: problems.kept() };
}

/** What a table holds, as a plain value. */
function plain({ name, chains, line }: Table): unknown {
  const own = [...chains.values()].map((chain) => ({
    ...chain,
    rules: chain.rules.map((rule) => JSON.stringify(rule)),
  }));
  return { name, line, chains: own };
}

const chain = fc.constantFrom("A", "AB", "B", "KUBE-C", "KUBE-SVC-2CMXP7HKUVJN7L6M", "INPUT", "ü", 'q"q');
const body = fc.constantFrom(
  "",
  " -j DROP",
  " -j A",
  " -j KUBE-C",
  " -d 10.0.0.1/32 -j B",
  " -d 10.0.0.2/32 -j KUBE-SVC-2CMXP7HKUVJN7L6M",
  ' -m comment --comment "a b" -j A',
  ' -m comment --comment "ä b" -j A',
  " -j NOWHERE",
  " -j A ",
  "\t-j A",
);
const counters = fc.constantFrom("", "[12:720] ", "[0:0] ", "[1:1234567890123456] ");
const line = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(counters, chain, body).map(([before, name, rest]) => `${before}-A ${name}${rest}`) },
  fc.tuple(chain, fc.constantFrom(" - [0:0]", " - [1:2]", " -", "\u00a0- [0:0]")).map((parts) => `:${parts.join("")}`),
  fc.tuple(fc.constantFrom("-I", "-D", "-F", "-Z", "-X", "-N"), chain).map((words) => words.join(" ")),
  fc.tuple(chain, fc.nat(3)).map(([name, at]) => `-D ${name} ${String(at)}`),
  fc.tuple(chain, fc.nat(3), body).map(([name, at, rest]) => `-I ${name} ${String(at)}${rest}`),
  fc.tuple(chain, chain).map(([from, to]) => `-E ${from} ${to}`),
);

it("rules stand in the chains in which they are gathered one by one, and problems where they are told of these", () => {
  const ends = fc.constantFrom("\n", "\r\n");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), ends, (some, end) => {
      const lines = ["*nat", ":A - [0:0]", ":B - [0:0]", ":KUBE-C - [0:0]", ...some, "COMMIT"];
      const places = read(lines.join(end));
      // Behind a blank nothing is as iptables-save prints it.
      const gathered = read(lines.map((one) => ` ${one}`).join(end));
      expect(places.tables.map(plain)).toEqual(gathered.tables.map(plain));
      const moved = gathered.problems.map((problem) => ({ ...problem, column: Math.max(1, problem.column - 1) }));
      expect(places.problems).toEqual(moved);
    }),
    { numRuns: 500 },
  );
});

it("a chain's rules are made when they are first asked for, and stay the same", () => {
  const chains = read("*nat\n:A - [0:0]\n:B - [0:0]\n-A A -j DROP\n-A A -j B\n-A B -j DROP\n-A A -j DROP\nCOMMIT")
    .tables[0]?.chains;
  const [a, b] = [chains?.get("A"), chains?.get("B")];
  expect([a instanceof PrintedChain, b instanceof PrintedChain]).toEqual([false, true]);
  expect([a, b].map((one) => one && ruleCount(one))).toEqual([3, 1]);
  expect(b?.rules[0]).toBe(b?.rules[0]);
  expect(JSON.parse(JSON.stringify(b))).toMatchObject({ name: "B", absent: false, rules: [{ number: 1, line: 6 }] });
});
