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

test("a chain's title leads to its declaration, and leaves the packet where it is", () => {
  expect(clickedOn(postrouting, null, 0)).toEqual({ step: null, line: postrouting.line });
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
