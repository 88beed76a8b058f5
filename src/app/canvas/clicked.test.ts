import { expect, test } from "vitest";
import { chainOf, draw, kubeNode, toNginx } from "../../graph/walk.fixture";
import { clickedOn } from "./clicked";

const ruleset = kubeNode();
const graph = draw(ruleset, toNginx(ruleset));
const mark = chainOf(graph, "nat", "KUBE-MARK-MASQ");
const postrouting = chainOf(graph, "nat", "KUBE-POSTROUTING");

test("a rule that matched leads to its step and to its line", () => {
  expect(clickedOn(mark, 0, 0)).toEqual({ step: mark.steps[0], line: 21 });
});

test("a rule that did not match leads to its line alone", () => {
  expect(clickedOn(postrouting, 0, 0)).toEqual({ step: null, line: 22 });
});

test("a chain's head leads to the next of its steps, then to the first again, and to its declaration", () => {
  const [first = -1, second = -1] = postrouting.steps;
  expect(clickedOn(postrouting, null, 0)).toEqual({ step: first, line: postrouting.line });
  expect(clickedOn(postrouting, null, first).step).toBe(second);
  expect(clickedOn(postrouting, null, second).step).toBe(first);
});

test("a chain in which nothing matched leads to the jump into it", () => {
  const firewall = chainOf(graph, "filter", "KUBE-PROXY-FIREWALL");
  expect(clickedOn(firewall, null, 0).step).toBe(firewall.entered[0]);
});

test("the band behind the chains leads nowhere, a thin row to its policy's step", () => {
  const rows = graph.nodes.filter((node) => node.kind === "row");
  expect(rows.map((row) => [row.quiet, clickedOn(row, null, 0).step])).toEqual([
    [true, 1],
    [false, null],
    [true, rows[2]?.steps[0]],
    [false, null],
    [true, rows[4]?.steps[0]],
    [false, null],
  ]);
});
