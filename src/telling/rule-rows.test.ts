import { describe, expect, it } from "vitest";
import { ruleRows } from "./rule-rows";
import type { RuleWindow } from "./story";
import { pasteOf, traceOf } from "./told.fixture";

const PACKET = { in: "eth0", src: "192.168.1.20", dst: "10.244.0.13", proto: "tcp", dport: 80 } as const;
const ALL: RuleWindow = { chain: null, first: 1, last: null, query: "", skip: 0, count: 50 };

const FILTER = `*filter
:FORWARD ACCEPT [0:0]
:marking - [0:0]
-A FORWARD -d 10.244.0.99/32 -j DROP
-A FORWARD -m mark --mark 0x1 -j DROP
-A FORWARD -j marking
-A FORWARD ! -s 192.168.0.0/16 -j DROP
-A FORWARD -p tcp -m tcp --dport 80 -j ACCEPT
-A FORWARD -m mark --mark 0x1 -j DROP
-A marking -j MARK --set-xmark 0x1/0xffffffff
COMMIT
`;

/** The rows of a window at the first step that a chain has. */
function rowsOf(rules: string, chain: string, window: Partial<RuleWindow> = {}) {
  const paste = pasteOf(rules);
  const [outcome] = traceOf(paste, PACKET).outcomes;
  const step =
    outcome?.steps.findIndex((one) => one.kind !== "tracking" && "chain" in one && one.chain === chain) ?? -1;
  if (!outcome || step < 0) throw new Error(`no step in ${chain}`);
  return ruleRows(paste, outcome, step, { ...ALL, ...window });
}

describe("the rules of a chain", () => {
  it("say each in a sentence why it did not match", () => {
    expect(
      rowsOf(FILTER, "FORWARD")
        .rows.slice(0, 4)
        .map(({ number, met, reason }) => [number, met, reason]),
    ).toEqual([
      [1, "passed", "destination 10.244.0.13 is not 10.244.0.99"],
      [2, "passed", "the mark 0x0 is not 0x1"],
      [3, "matched", "it has no condition"],
      [4, "passed", "source 192.168.1.20 is in 192.168.0.0/16, and the rule wants it outside"],
    ]);
  });

  it("are each asked as the packet stood there: with what the chains called before had changed", () => {
    const { rows } = rowsOf(FILTER, "FORWARD");
    expect(rows.map(({ holds }) => holds)).toEqual(["no", "no", "yes", "no", "yes", "yes"]);
    expect(rows.at(-1)).toMatchObject({ met: "unreached", reason: "all its conditions hold" });
  });

  it("are counted without being told", () => {
    expect(rowsOf(FILTER, "FORWARD", { count: 0 })).toEqual({
      rows: [],
      found: 6,
      counts: { yes: 3, no: 3, unknown: 0, random: 0 },
      total: 6,
    });
  });

  it("are found by what they say, by all the words, in capitals or not", () => {
    const found = rowsOf(FILTER, "FORWARD", { query: "MARK drop" });
    expect(found.rows.map(({ number }) => number)).toEqual([2, 6]);
    expect(found.counts).toMatchObject({ no: 1, yes: 1 });
  });

  it("are taken from a range, and from there on", () => {
    expect(
      rowsOf(FILTER, "FORWARD", { first: 2, last: 5, skip: 1, count: 2 }).rows.map(({ number }) => number),
    ).toEqual([3, 4]);
  });

  it("of a chain that the packet never came to are asked as it stands at the step", () => {
    const rules = FILTER.replace("COMMIT", ":other - [0:0]\n-A other -p udp -j DROP\nCOMMIT");
    expect(rowsOf(rules, "FORWARD", { chain: "other" }).rows[0]).toMatchObject({
      met: "unreached",
      reason: "protocol tcp is not udp",
    });
  });

  it("say of chance and of what nobody knows how it went on this way", () => {
    const rules =
      "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m statistic --mode random --probability 0.25 -j DROP\n-A FORWARD -m limit --limit 5/sec -j DROP\nCOMMIT\n";
    const paste = pasteOf(rules);
    const outcome = traceOf(paste, PACKET).outcomes.find(({ verdict }) => verdict === "forwarded");
    if (!outcome) throw new Error("one that goes through was expected");
    const step = outcome.steps.findIndex(({ kind, hook }) => kind === "policy" && hook === "FORWARD");
    expect(ruleRows(paste, outcome, step, ALL).rows.map(({ reason }) => reason)).toEqual([
      "it is random, and holds for 25 % of all; here it did not",
      "nobody knows whether packets come no faster than 5/sec; here it did not",
    ]);
  });

  it("are found by the name of the Service that they lead to", () => {
    const rules = `*nat
:PREROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-SVC-2CMXP7HKUVJN7L6M - [0:0]
:KUBE-SEP-RPYTXMYI33B6SF5E - [0:0]
-A PREROUTING -j KUBE-SERVICES
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M
-A KUBE-SVC-2CMXP7HKUVJN7L6M -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-RPYTXMYI33B6SF5E
-A KUBE-SEP-RPYTXMYI33B6SF5E -p tcp -m comment --comment "default/nginx" -m tcp -j DNAT --to-destination 10.244.0.13:80
COMMIT
`;
    const found = rowsOf(rules, "PREROUTING", { chain: "KUBE-SERVICES", query: "nginx" });
    expect(found.rows[0]).toMatchObject({ number: 1, meaning: "default/nginx" });
    expect(rowsOf(rules, "PREROUTING", { chain: "KUBE-SERVICES", query: "apache" }).found).toBe(0);
  });
});
