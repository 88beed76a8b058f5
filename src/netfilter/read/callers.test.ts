/** What is counted of a table's rules while commands change it is what stands in the table. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSave } from "./iptables-save";
import { ProblemList } from "./problems";
import { linesSection } from "./section.fixture";

const CHAINS = ["INPUT", "a", "b", "c", "d", "e"];
const GOAL = /-[jg] ([a-e])$/;

function tableOf(commands: readonly string[]) {
  const text = ["*filter", ":INPUT ACCEPT [0:0]", ":a - [0:0]", ":b - [0:0]", ":c - [0:0]", ...commands].join("\n");
  const section = { ...linesSection(text), family: undefined, table: undefined };
  const [table] = readSave(section, 4, new ProblemList());
  if (!table) throw new Error("no table");
  return table;
}

const chain = fc.constantFrom(...CHAINS);
const place = fc.nat(4);
const rule = fc
  .tuple(fc.constantFrom("", "-s 10.0.0.1/32 ", "-m comment --comment -j "), fc.constantFrom("-j", "-g"), chain)
  .map((parts) => `${parts[0]}${parts[1]} ${parts[2]}`);
const command = fc.oneof(
  fc.tuple(chain, rule).map(([own, text]) => `-A ${own} ${text}`),
  fc.tuple(chain, rule).map(([own, text]) => `-A  ${own}  ${text}`),
  fc.tuple(chain, place, rule).map(([own, at, text]) => `-I ${own} ${String(at)} ${text}`),
  fc.tuple(chain, place, rule).map(([own, at, text]) => `-R ${own} ${String(at)} ${text}`),
  fc.tuple(chain, place).map(([own, at]) => `-D ${own} ${String(at)}`),
  fc.tuple(fc.constantFrom("-F", "-X", "-N", "-Z"), chain).map(([verb, own]) => `${verb} ${own}`),
  fc.tuple(chain, chain).map(([own, to]) => `-E ${own} ${to}`),
  chain.map((own) => `:${own} - [0:0]`),
  fc.constantFrom("-X", "-F"),
);

describe("how many rules lead to a chain", () => {
  it("is known after any commands", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        // What comes before the first -X is counted at once, all else as it comes.
        const table = tableOf(["-N nowhere", "-X nowhere", ...commands]);
        const goals = [...table.chains.values()].flatMap(({ rules }) =>
          rules.flatMap(
            (one) =>
              GOAL.exec(
                one
                  .words()
                  .map(({ text }) => text)
                  .join(" ")
                  .replace(/^/, " "),
              )?.[1] ?? [],
          ),
        );
        for (const own of CHAINS.slice(1))
          expect([own, table.callers?.count(own)]).toEqual([own, goals.filter((goal) => goal === own).length]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a chain that gets another name", () => {
  it("is led to by what led to it, however that is written", () => {
    const table = tableOf([
      "-A INPUT -j a",
      "-A b -s 10.0.0.1/32 -g a",
      "-A c -m comment --comment a -j b",
      "-I c 1 -m comment --comment -j -j a",
      "-E a new",
    ]);
    const texts = [...table.chains.values()].map(({ name, rules }) => [name, ...rules.map(({ text }) => text)]);
    expect(texts).toEqual([
      ["INPUT", "-A INPUT -j new"],
      ["b", "-A b -s 10.0.0.1/32 -g new"],
      ["c", "-I c 1 -m comment --comment -j -j new", "-A c -m comment --comment a -j b"],
      ["new"],
    ]);
  });
});
