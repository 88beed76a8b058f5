import { describe, expect, it } from "vitest";
import { findChain } from "../netfilter/ruleset";
import { explainRule } from "./explain";
import { pasteOf, traceOf } from "./told.fixture";

const paste = pasteOf(`*filter
:FORWARD ACCEPT [0:0]
-A FORWARD -d 10.244.0.99/32 -p tcp -m tcp --dport 443 -j DROP
-A FORWARD -m statistic --mode random --probability 0.25000000000 -m nonsense --never-heard -j DROP
-A FORWARD ! -i cni0 -m comment --comment "from outside" -j ACCEPT
-A FORWARD -p tcp -m conntrack -m tcp --dport 80 --ctstate NEW,RELATED --syn -j ACCEPT
COMMIT
`);

/** The conditions of a rule of FORWARD, as the packet stands there. */
function explained(number: number) {
  const { scene, rule } = met(number);
  return explainRule(paste, scene, rule);
}

function met(number: number) {
  const trace = traceOf(paste, { in: "eth0", src: "192.168.1.20", dst: "10.244.0.13", proto: "tcp", dport: 80 });
  const step = trace.outcomes.flatMap(({ steps }) => steps).find(({ kind }) => kind === "rule");
  const rule = findChain(paste.rulesets[4], "filter", "FORWARD")?.rules[number - 1];
  if (step?.kind !== "rule" || !rule) throw new Error("a rule was expected to match");
  return { scene: step.scene, rule };
}

describe("the conditions of a rule", () => {
  it("say of a rule that did not match which of them failed, and what the packet bore", () => {
    expect(explained(1)).toEqual([
      {
        source: "-d 10.244.0.99/32",
        words: "destination is 10.244.0.99",
        shows: "10.244.0.13",
        holds: "no",
        why: "destination 10.244.0.13 is not 10.244.0.99",
        at: [{ from: 11, to: 28 }],
      },
      {
        source: "-p tcp",
        words: "protocol is tcp",
        shows: "tcp",
        holds: "yes",
        why: "protocol is tcp",
        at: [{ from: 29, to: 35 }],
      },
      {
        source: "-m tcp --dport 443",
        words: "destination port is 443",
        shows: "80",
        holds: "no",
        why: "destination port 80 is not 443",
        at: [{ from: 43, to: 54 }],
      },
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
      {
        source: "! -i cni0",
        words: "it does not come in by cni0",
        shows: "eth0",
        holds: "yes",
        why: "it comes in by eth0, not by cni0",
        at: [{ from: 11, to: 20 }],
      },
    ]);
  });

  it("are the options one by one, each where it stands in the text, whatever stands between", () => {
    const text = "-A FORWARD -p tcp -m conntrack -m tcp --dport 80 --ctstate NEW,RELATED --syn -j ACCEPT";
    expect(explained(4).map(({ at, why }) => [at.map(({ from, to }) => text.slice(from, to)), why])).toEqual([
      [["-p tcp"], "protocol is tcp"],
      [["--ctstate NEW,RELATED"], "the connection's state is NEW"],
      [["--dport 80"], "destination port is 80"],
      [["--syn"], "it begins a TCP connection (SYN)"],
    ]);
  });

  it("have no place where the rule's text is that of a listing", () => {
    const { scene, rule } = met(1);
    const { number, line, counters, matches, target } = rule;
    const text = "DROP tcp -- 0.0.0.0/0 10.244.0.99 tcp dpt:443";
    const listed = { number, line, counters, matches, target, text };
    expect(explainRule(paste, scene, listed).map(({ at }) => at)).toEqual([[], [], []]);
  });
});
