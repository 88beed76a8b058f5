import { describe, expect, it } from "vitest";
import type { Fork, Outcome } from "../netfilter/trace";
import { outcomeTree } from "./outcome-tree";
import { pasteOf, tell, traceOf } from "./told.fixture";

const THREE = `*nat
:PREROUTING ACCEPT [0:0]
:KUBE-SVC-AAAAAAAAAAAAAAAA - [0:0]
-A PREROUTING -d 10.96.0.1/32 -p tcp -m comment --comment "default/web cluster IP" -j KUBE-SVC-AAAAAAAAAAAAAAAA
-A KUBE-SVC-AAAAAAAAAAAAAAAA -p tcp -m statistic --mode random --probability 0.33333333349 -j DNAT --to-destination 10.244.0.2
-A KUBE-SVC-AAAAAAAAAAAAAAAA -p tcp -m statistic --mode random --probability 0.50000000000 -j DNAT --to-destination 10.244.0.3
-A KUBE-SVC-AAAAAAAAAAAAAAAA -p tcp -j DNAT --to-destination 10.244.0.4
COMMIT
`;

describe("the tree of outcomes", () => {
  it("is the outcome itself where there is one", () => {
    expect(tell("*filter\n:FORWARD DROP [0:0]\nCOMMIT\n", { dst: "10.244.0.9" }).tree).toEqual({
      kind: "outcome",
      outcome: 0,
    });
  });

  it("shows a chain that draws among three as one choice of three", () => {
    const { tree, outcomes } = tell(THREE, { dst: "10.96.0.1" });
    expect(tree).toEqual({
      kind: "choice",
      title: "nat/KUBE-SVC-AAAAAAAAAAAAAAAA: one of 3, at random",
      branches: [
        { label: "Rule 1 holds", share: "33.3 %", tree: { kind: "outcome", outcome: endingAt("10.244.0.2") } },
        { label: "Rule 2 holds", share: "33.3 %", tree: { kind: "outcome", outcome: endingAt("10.244.0.3") } },
        { label: "None holds", share: "33.3 %", tree: { kind: "outcome", outcome: endingAt("10.244.0.4") } },
      ],
    });
    function endingAt(address: string): number {
      return outcomes.findIndex(({ sentence }) => sentence.includes(address));
    }
  });

  it("names what is assumed on either side, and stands a chance below it", () => {
    const limited = "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m limit --limit 1/sec -j DROP\nCOMMIT\n";
    const { tree } = tell(THREE + limited, { dst: "10.96.0.1" });
    const [first] = tree.kind === "choice" ? tree.branches : [];
    expect(first?.label).toBe("Rule 1 holds");
    const below = first?.tree.kind === "choice" ? first.tree.branches.map(({ label, share }) => [label, share]) : [];
    expect(below).toHaveLength(2);
    for (const [label, share] of below) {
      expect(label).toMatch(/^If packets come/);
      expect(share).toBeNull();
    }
  });

  it("puts aside what does not hang on a question that others hang on", () => {
    const paste = pasteOf("*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n");
    const [outcome] = traceOf(paste, { in: "eth0", src: "192.168.1.20", dst: "10.244.0.9", dport: 80 }).outcomes;
    if (!outcome) throw new Error("an outcome was expected");
    const asked = (key: string, answer: boolean): Fork => ({
      kind: "question",
      key,
      answer,
      yes: `${key} is so`,
      no: `${key} is not so`,
      chosen: false,
    });
    const hanging = (...forks: Fork[]): Outcome => ({ ...outcome, forks });
    const tree = outcomeTree(
      [
        hanging(asked("b", true)),
        hanging(asked("a", false), asked("b", false)),
        hanging(asked("a", true), asked("b", false)),
      ],
      paste,
    );
    expect(tree).toMatchObject({
      branches: [
        { label: "If b is not so", tree: { branches: [{ label: "If a is not so" }, { label: "If a is so" }] } },
        { label: "If b is so", tree: { kind: "outcome", outcome: 0 } },
      ],
    });
  });

  it("holds every outcome once", () => {
    const mixed = THREE.replace(
      "-A KUBE-SVC-AAAAAAAAAAAAAAAA",
      "-A PREROUTING -m recent --rcheck -j ACCEPT\n-A KUBE-SVC-AAAAAAAAAAAAAAAA",
    );
    const { tree, outcomes } = tell(mixed, { dst: "10.96.0.1" });
    const leaves = (of: typeof tree): number[] =>
      of.kind === "outcome" ? [of.outcome] : of.branches.flatMap(({ tree: below }) => leaves(below));
    expect(leaves(tree).sort((a, b) => a - b)).toEqual(outcomes.map((_, index) => index));
  });
});
