/**
 * Each extension's explanation is held against examples written by hand: true and false, or both of the answers where
 * nobody knows. An extension without such examples fails.
 */
import { describe, expect, it } from "vitest";
import { all } from "../answer";
import type { Answer, World } from "../extension";
import { allExtensions, findMatch, findTarget, HEAD_MATCHES } from "../index";
import { read, world } from "../rule-in-hand";
import { HEAD } from "./head.fixture";
import { MATCHES_A_TO_D } from "./matches-a-to-d.fixture";
import { MATCHES_E_TO_M } from "./matches-e-to-m.fixture";
import { MATCHES_N_TO_Z } from "./matches-n-to-z.fixture";
import { TARGETS } from "./targets.fixture";

const MATCHES = { ...HEAD, ...MATCHES_A_TO_D, ...MATCHES_E_TO_M, ...MATCHES_N_TO_Z };

/** What hangs on chance or on what no dump holds, so that no packet is certain to fit: its examples say both answers. */
const NEVER_CERTAIN = [
  "cgroup",
  "connlimit",
  "cpu",
  "hashlimit",
  "ipvs",
  "limit",
  "listing",
  "nfacct",
  "osf",
  "physdev",
  "policy",
  "rateest",
  "socket",
  "statistic",
  "time",
];

/** What holds of every packet. */
const ALWAYS = ["comment"];

/** How a match of a rule answers a world clause by clause, and what is said of it. */
function explained(rule: string, name: string, asked: World) {
  const found = read(rule, asked.packet.family, asked.table);
  expect(found.problems).toEqual([]);
  const match = found.rule?.matches.find((one) => one.name === name);
  const extension = findMatch(name);
  if (match?.kind !== "known" || !extension) throw new Error(`${rule} has no ${name}`);
  const clauses = extension.clauses(match.options);
  const answers = clauses.map((clause) => extension.test(clause, asked));
  const says = clauses.map((clause, index) => {
    const because = extension.because(clause, asked);
    return because ?? openText(answers[index] ?? true) ?? extension.tell(clause);
  });
  return { whole: extension.test(match.options, asked), answer: all(answers), says: says.join("; ") };
}

function openText(answer: Answer): string | undefined {
  return typeof answer === "object" && answer.kind === "unknown"
    ? `${answer.question.yes} | ${answer.question.no}`
    : undefined;
}

function holdsOf(answer: Answer): string {
  if (typeof answer === "boolean") return answer ? "yes" : "no";
  return answer.kind === "unknown" ? "unknown" : "random";
}

describe.each(Object.entries(MATCHES))("the match %s", (name, examples) => {
  for (const [rule, holds, says, asked = world()] of examples) {
    it(`${rule}: ${holds}, ${says}`, () => {
      const found = explained(rule, name, asked);
      expect(found.says).toBe(says);
      expect(holdsOf(found.answer)).toBe(holds);
      // Its clauses together answer as the whole of it does.
      expect(found.answer).toEqual(found.whole);
    });
  }

  it("is shown to hold and not to hold", () => {
    const shown = new Set(examples.map(([, holds]) => holds));
    if (ALWAYS.includes(name)) expect([...shown]).toEqual(["yes"]);
    else if (NEVER_CERTAIN.includes(name)) expect(shown.has("unknown") || shown.has("random")).toBe(true);
    else expect([...shown]).toEqual(expect.arrayContaining(["yes", "no"]));
  });
});

describe.each(Object.entries(TARGETS))("the target %s", (name, examples) => {
  for (const [rule, says, table = "filter", family = 4] of examples) {
    it(`${rule}: ${says}`, () => {
      const { rule: found, problems } = read(rule, family, table);
      expect(problems).toEqual([]);
      const target = found?.target;
      if (target?.kind !== "known" || target.name !== name) throw new Error(`${rule} has no ${name}`);
      expect(findTarget(name)?.tell(target.options)).toBe(says);
    });
  }
});

it("every extension has its examples", () => {
  const known = [...HEAD_MATCHES, ...allExtensions()];
  const without = known.filter(({ kind, name }) => ((kind === "match" ? MATCHES : TARGETS)[name] ?? []).length === 0);
  expect(without.map(({ name }) => name)).toEqual([]);
});
