import { describe, expect, it } from "vitest";
import { ipv4 } from "../address";
import type { Packet } from "../packet";
import { PLAIN } from "../packet";
import type { Choices, Said } from "./choices";
import { type Ending, outcomesOf } from "./outcomes";

const PACKET: Packet = {
  family: 4,
  in: "eth0",
  src: ipv4(1),
  dst: ipv4(2),
  proto: 6,
  transport: { kind: "none" },
  mark: 0,
  tos: 0,
  ttl: 64,
  length: 44,
  uid: 0,
  gid: 0,
  ...PLAIN,
};

const AT = { table: "nat", chain: "KUBE-SVC-A", rule: 1 } as const;

const endedBy = (out: string): Ending => ({
  verdict: "forwarded",
  reason: null,
  out,
  packet: PACKET,
  steps: [],
  connection: null,
  answer: null,
});

type Run = (choices: Choices) => Ending;

/** A walk of a single act, which is done over from its beginning. */
class Act {
  readonly choices: Choices;
  constructor(choices: Choices) {
    this.choices = choices;
  }
  part(choices: Choices): Act {
    return new Act(choices);
  }
}

const trace = (run: Run, said?: Said) =>
  outcomesOf(
    (choices) => new Act(choices),
    ({ choices }) => run(choices),
    said,
  );

const outcomes = (run: (choices: Choices) => string) =>
  trace((choices) => endedBy(run(choices))).outcomes.map(({ out, probability, assumptions }) => ({
    out,
    probability,
    assumptions,
  }));

const QUESTION = { key: "q", yes: "it is so", no: "it is not so" };
const FORK = { kind: "question", ...QUESTION, chosen: false } as const;

describe("the outcomes of a walk", () => {
  it("are one, and certain, where nothing is random or unknown", () => {
    expect(outcomes(() => "a")).toEqual([{ out: "a", probability: 1, assumptions: [] }]);
  });

  it("share out what is random: 1/3, 1/2 and the rest make three equal thirds", () => {
    const found = outcomes((choices) => (choices.draw(1 / 3, AT) ? "a" : choices.draw(1 / 2, AT) ? "b" : "c"));
    expect(found.map(({ out }) => out).sort()).toEqual(["a", "b", "c"]);
    for (const { probability } of found) expect(probability).toBeCloseTo(1 / 3, 12);
  });

  it("stand in the order of their probability", () => {
    const found = outcomes((choices) => (choices.draw(0.1, AT) ? "rare" : choices.draw(0.2, AT) ? "seldom" : "usual"));
    expect(found.map(({ out }) => out)).toEqual(["usual", "seldom", "rare"]);
  });

  it("split at what cannot be known, each saying what it assumed, with no probability", () => {
    expect(outcomes((choices) => (choices.ask(QUESTION) ? "yes" : "no"))).toEqual([
      { out: "no", probability: null, assumptions: ["it is not so"] },
      { out: "yes", probability: null, assumptions: ["it is so"] },
    ]);
  });

  it("tell the share among those that assume the same, where the probability is not known", () => {
    const found = trace((choices) => endedBy(choices.ask(QUESTION) ? "a" : choices.draw(0.4, AT) ? "b" : "c")).outcomes;
    expect(found.map(({ out, probability, chance }) => [out, probability, chance])).toEqual([
      ["c", null, 0.6],
      ["b", null, 0.4],
      ["a", null, 1],
    ]);
  });

  it("leave out a question whose answer changes nothing", () => {
    expect(outcomes((choices) => (choices.ask(QUESTION) ? "same" : "same"))).toEqual([
      { out: "same", probability: 1, assumptions: [] },
    ]);
  });

  it("add up the shares of chances that come to the same end", () => {
    const found = outcomes((choices) => (choices.draw(0.25, AT) ? "a" : choices.draw(0.5, AT) ? "a" : "b"));
    expect(found).toEqual([
      { out: "a", probability: 0.625, assumptions: [] },
      { out: "b", probability: 0.375, assumptions: [] },
    ]);
  });

  it("answer the same question alike for the whole way", () => {
    expect(
      outcomes((choices) => `${String(choices.ask(QUESTION))} ${String(choices.ask(QUESTION))}`).map(({ out }) => out),
    ).toEqual(["false false", "true true"]);
  });

  it("hold what was taken for granted without a second way", () => {
    const found = outcomes((choices) => {
      choices.assume("the sun shines");
      choices.assume("the sun shines");
      return "a";
    });
    expect(found).toEqual([{ out: "a", probability: 1, assumptions: ["the sun shines"] }]);
  });

  it("are bounded, and what is left out is counted", () => {
    const { outcomes: found, left } = trace((choices) => {
      for (let index = 0; index < 5000; index++)
        if (choices.draw(1 / (5000 - index), AT)) return endedBy(`dev${String(index)}`);
      return endedBy("last");
    });
    expect(found).toHaveLength(1024);
    expect(left).toBeGreaterThan(0);
  });

  it("of a thousand endpoints are all told, each with a thousandth", () => {
    const { outcomes: found, left } = trace((choices) => {
      for (let index = 0; index < 999; index++)
        if (choices.draw(1 / (1000 - index), AT)) return endedBy(`dev${String(index)}`);
      return endedBy("last");
    });
    expect(left).toBe(0);
    expect(found).toHaveLength(1000);
    for (const { probability } of found) expect(probability).toBeCloseTo(1 / 1000, 10);
  });

  it("tell at which forks they parted, and leave out one that made no difference", () => {
    const { outcomes } = trace((choices) => {
      choices.ask({ ...QUESTION, key: "idle" });
      return endedBy(choices.ask(QUESTION) ? "yes" : choices.draw(0.25, AT) ? "a" : "b");
    });
    expect(outcomes.map(({ out, forks }) => [out, forks])).toEqual([
      [
        "b",
        [
          { ...FORK, answer: false },
          { kind: "chance", at: AT, held: false, probability: 0.75 },
        ],
      ],
      [
        "a",
        [
          { ...FORK, answer: false },
          { kind: "chance", at: AT, held: true, probability: 0.25 },
        ],
      ],
      ["yes", [{ ...FORK, answer: true }]],
    ]);
  });

  it("are those alone that fit what the reader said of a question", () => {
    const { outcomes } = trace((choices) => endedBy(choices.ask(QUESTION) ? "yes" : "no"), new Map([["q", true]]));
    expect(outcomes).toMatchObject([
      { out: "yes", probability: 1, assumptions: ["it is so"], forks: [{ ...FORK, answer: true, chosen: true }] },
    ]);
  });
});
