/**
 * A walk by the index of long chains is the walk that asks one rule after the other, to the step.
 */
import { describe, expect, it, vi } from "vitest";
import { readPacket } from "../../src/netfilter/read/packet";
import { walk as indexedWalk } from "../../src/netfilter/walk/walk";
import { readPaste } from "../../src/paste/paste";
import { compareWalks, nobody, nodeText } from "./random/compare-walks";
import { type Spec, specOf } from "./random/spec";

/** The same walk where no chain has an index. */
vi.doMock("../../src/netfilter/walk/chain-index", async (load) => ({ ...(await load<object>()), indexOf: () => null }));
vi.resetModules();
const { walk: linearWalk } = await import("../../src/netfilter/walk/walk");

const NOTHING = new Set<string>();

const stepsOf = (runs: number, make: (seed: number) => Spec, node: (spec: Spec) => string) =>
  compareWalks(runs, make, node, indexedWalk, linearWalk).steps;

describe("a walk by the index of long chains", () => {
  it("is that of asking one rule after the other", () => {
    expect(stepsOf(15, (seed) => specOf(seed, 8, NOTHING, { built: 60, own: 40 }), nodeText)).toBeGreaterThan(500);
  });

  it("is so where nobody knows the devices and addresses of the node", () => {
    expect(stepsOf(10, (seed) => specOf(seed, 4, NOTHING, { built: 20, own: 14 }), nobody)).toBeGreaterThan(100);
  });

  it.each([
    [
      "asks a rule that writes to the connection, though what stands behind the writing does not hold",
      table("filter", "FORWARD", [
        ...others("-s 203.0.113.", "/32 -j DROP"),
        "-p tcp -m connlabel --label 3 --set -m tcp --dport 81 -j DROP",
        "-m connlabel --label 3 -j DROP",
      ]),
      { src: "10.1.0.7", dst: "10.2.0.7" },
      "filter/FORWARD 14 DROP",
    ],
    [
      "finds rules anew where one has rewritten the destination",
      table("mangle", "PREROUTING", [
        ...others("-d fd00:c::", "/128 -j DROP"),
        "-j DNPT --src-pfx fd00:a::/64 --dst-pfx fd00:b::/64",
        "-d fd00:b::/64 -j DROP",
      ]),
      { src: "fd00:1::7", dst: "fd00:a::7" },
      "mangle/PREROUTING 14 DROP",
    ],
    [
      "finds rules anew where one has rewritten the source",
      table("mangle", "POSTROUTING", [
        ...others("-s fd00:c::", "/128 -j DROP"),
        "-j SNPT --src-pfx fd00:a::/64 --dst-pfx fd00:b::/64",
        "-s fd00:b::/64 -j DROP",
      ]),
      { src: "fd00:a::7", dst: "fd00:2::7" },
      "mangle/POSTROUTING 14 DROP",
    ],
    [
      "asks every rule where nobody knows the destination port",
      table("nat", "PREROUTING", ["-p tcp -j DNAT --to-destination 10.2.0.9:1-1000 --random"]) +
        table("filter", "FORWARD", [...others("-p tcp -m tcp --dport ", " -j DROP"), "-j ACCEPT"]),
      { src: "10.1.0.7", dst: "10.2.0.7" },
      "filter/FORWARD 1 DROP",
    ],
    [
      "asks every rule where nobody knows the source port",
      table("nat", "POSTROUTING", ["-p tcp -j SNAT --to-source 10.1.0.1 --random"]) +
        table("raw", "PREROUTING", [...others("-p tcp -m tcp --sport ", " -j DROP"), "-j ACCEPT"]),
      { in: null, src: "10.1.0.1", dst: "10.1.0.1" },
      "raw/PREROUTING 1 DROP",
    ],
  ])("%s", (_what, rules, fields, met) => {
    const paste = readPaste(rules + NODE);
    const read = readPacket({ in: "eth0", proto: "tcp", dport: "80", ...fields }, paste.node);
    if (read.kind === "unreadable") throw new Error(read.errors[0]?.message);
    const ruleset = paste.rulesets[read.packet.family];
    const trace = indexedWalk(ruleset, paste.node, read.packet);
    expect(trace).toEqual(linearWalk(ruleset, paste.node, read.packet));
    const steps = trace.outcomes.flatMap((outcome) =>
      outcome.steps.flatMap((step) =>
        step.kind === "rule" ? [`${step.table}/${step.chain} ${String(step.rule)} ${step.verdict}`] : [],
      ),
    );
    expect(steps).toContain(met);
  });
});

/** A table of one chain, as iptables-save prints it. */
function table(name: string, chain: string, rules: readonly string[]): string {
  return [`*${name}`, `:${chain} ACCEPT [0:0]`, ...rules.map((rule) => `-A ${chain} ${rule}`), "COMMIT\n"].join("\n");
}

/** Rules that make a chain a long one: each asks for another value. */
function others(before: string, behind: string): string[] {
  return Array.from({ length: 12 }, (_, index) => `${before}${String(index + 1)}${behind}`);
}

const NODE = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
    inet 10.1.0.1/24 scope global eth0
    inet6 fd00:1::1/64 scope global
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
    inet 10.2.0.1/24 scope global eth1
    inet6 fd00:2::1/64 scope global
10.1.0.0/24 dev eth0 scope link
10.2.0.0/24 dev eth1 scope link
default via 10.2.0.254 dev eth1
default via fd00:2::fe dev eth1
`;
