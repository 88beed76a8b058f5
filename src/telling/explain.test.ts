import { describe, expect, it } from "vitest";
import { findChain } from "../netfilter/ruleset";
import { explainRule } from "./explain";
import { pasteOf, traceOf } from "./told.fixture";

const paste = pasteOf(`*filter
:FORWARD ACCEPT [0:0]
-A FORWARD -d 10.244.0.99/32 -p tcp -m tcp --dport 443 -j DROP
-A FORWARD -m statistic --mode random --probability 0.25000000000 -m nonsense --never-heard -j DROP
-A FORWARD ! -i cni0 -m comment --comment "from outside" -j ACCEPT
COMMIT
`);

/** The conditions of a rule of FORWARD, as the packet stands there. */
function explained(number: number) {
  const trace = traceOf(paste, { in: "eth0", src: "192.168.1.20", dst: "10.244.0.13", proto: "tcp", dport: 80 });
  const step = trace.outcomes.flatMap(({ steps }) => steps).find(({ kind }) => kind === "rule");
  const rule = findChain(paste.rulesets[4], "filter", "FORWARD")?.rules[number - 1];
  if (step?.kind !== "rule" || !rule) throw new Error("a rule was expected to match");
  return explainRule(paste, step.scene, rule);
}

describe("the conditions of a rule", () => {
  it("say of a rule that did not match which of them failed, and what the packet bore", () => {
    expect(explained(1)).toEqual([
      { source: "-d 10.244.0.99/32", words: "destination is 10.244.0.99", shows: "10.244.0.13", holds: "no" },
      { source: "-p tcp", words: "protocol is tcp", shows: "tcp", holds: "yes" },
      { source: "-m tcp --dport 443", words: "destination port is 443", shows: "80", holds: "no" },
    ]);
  });

  it("tell chance and ignorance apart from yes and no", () => {
    expect(explained(2).map(({ source, holds }) => [source, holds])).toEqual([
      ["-m statistic --mode random --probability 0.25000000000", "random"],
      ["-m nonsense --never-heard", "unknown"],
    ]);
  });

  it("leave a remark out, which asks nothing", () => {
    expect(explained(3)).toEqual([
      { source: "! -i cni0", words: "it does not come in by cni0", shows: "eth0", holds: "yes" },
    ]);
  });
});
