import { describe, expect, it } from "vitest";
import { MOST_PROBLEMS, ProblemList, quoted } from "./problems";

describe("the problems of a paste", () => {
  it("stand in the order of the lines", () => {
    const problems = new ProblemList();
    problems.warn(3, 1, "later");
    problems.warn(1, 5, "second");
    problems.warn(1, 2, "first");
    expect(problems.kept().map(({ message }) => message)).toEqual(["first", "second", "later"]);
  });

  it("are bounded, and the last says how many more there are", () => {
    const problems = new ProblemList();
    for (let line = 1; line <= 1000; line++) problems.warn(line, 1, "the same");
    const kept = problems.kept();
    expect(kept).toHaveLength(MOST_PROBLEMS + 1);
    expect(kept.at(-1)?.message).toContain(String(1000 - MOST_PROBLEMS));
  });

  it("keep an error and a rare one that come after many of one kind", () => {
    const problems = new ProblemList();
    for (let line = 1; line <= 1000; line++) problems.warn(line, 1, "the same");
    problems.warn(1001, 1, "rare");
    for (let line = 1002; line <= 1005; line++) problems.add("error", line, 1, "wrong");
    const messages = problems.kept().map(({ message }) => message);
    expect(messages).toContain("rare");
    expect(messages.filter((message) => message === "wrong")).toHaveLength(4);
  });

  it("quote a long line by its beginning", () => {
    expect(quoted("x".repeat(1000)).length).toBeLessThan(90);
  });
});
