import { expect, it } from "vitest";
import { ReadChains } from "../netfilter/read/read-chains";
import { readPaste } from "../paste/paste";
import { createEngine } from "./answer";
import { PRACTICE, practiceSource } from "./practice";

it("the practice dump is read as a large one is: all of it, and every rule as iptables-save prints it", () => {
  const { problems, rulesets, supplied } = readPaste(practiceSource(0).text);
  expect(problems).toEqual([]);
  expect(supplied).toBe(0);
  const tables = [...rulesets[4].tables.values()].map(({ name, chains }) => [
    name,
    chains instanceof ReadChains && chains.printed !== undefined,
  ]);
  expect(tables).toEqual([
    ["mangle", true],
    ["filter", true],
    ["nat", true],
  ]);
});

it("its packets come to endpoints of their Services", () => {
  const engine = createEngine();
  const { id } = engine.open(practiceSource(0));
  const ends = PRACTICE.map((asked) => {
    const traced = engine.trace(id, asked);
    return traced.kind === "walked" ? traced.story.outcomes.map(({ sentence }) => sentence) : [];
  });
  expect(ends.map((sentences) => sentences.length)).toEqual([3, 3, 3]);
  for (const sentence of ends.flat()) expect(sentence).toMatch(/^Forwarded to 10\.244\.\d+\.\d+:8080/);
});

it("each round's is a dump of its own", () => {
  expect(practiceSource(0).id).not.toBe(practiceSource(1).id);
});
