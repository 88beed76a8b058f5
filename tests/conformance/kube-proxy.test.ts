/**
 * The packet flows that Kubernetes' own unit tests assert of kube-proxy's rules, on what iptables-save prints of them.
 *
 * The suite knows no routes: its node (192.168.0.2) is given here as `ip addr` and `ip route`, with all pods beyond cni0.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { formatAddress } from "../../src/netfilter/address";
import { portsOf } from "../../src/netfilter/packet";
import { readPacket } from "../../src/netfilter/read/packet";
import { type Paste, readPaste } from "../../src/paste/paste";
import type { Outcome } from "../../src/netfilter/trace";
import { walk } from "../../src/netfilter/walk/walk";

const SUITE = join(import.meta.dirname, "../../../shared/conformance/kube-proxy");

const FLOWS = v.array(
  v.object({
    saved: v.string(),
    test: v.string(),
    line: v.number(),
    name: v.string(),
    source: v.string(),
    destination: v.string(),
    protocol: v.string(),
    port: v.number(),
    masquerade: v.boolean(),
    localAddresses: v.array(v.string()),
    expect: v.object({
      kind: v.picklist(["dnat", "reject", "drop", "accept", "none"]),
      endpoints: v.array(v.string()),
    }),
  }),
);

type Flow = v.InferOutput<typeof FLOWS>[number];

const NODE = `
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 state UNKNOWN
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    inet 192.168.0.2/24 brd 192.168.0.255 scope global eth0
3: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
    inet 10.180.200.1/24 scope global cni0
default via 192.168.0.1 dev eth0
10.0.0.0/8 dev cni0 scope link
192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.2
`;

type Sent = Pick<Flow, "source" | "destination" | "protocol" | "port" | "localAddresses">;

function outcomesOf(flow: Flow): readonly Outcome[] {
  return outcomesIn(readPaste(NODE + readFileSync(join(SUITE, flow.saved), "utf8")), flow);
}

function outcomesIn(paste: Paste, flow: Sent): readonly Outcome[] {
  const arrives = flow.source.startsWith("10.") ? "cni0" : "eth0";
  const read = readPacket(
    {
      in: flow.localAddresses.includes(flow.source) ? null : arrives,
      src: flow.source,
      dst: flow.destination,
      proto: flow.protocol,
      dport: flow.port,
    },
    paste.node,
  );
  if (read.kind === "unreadable") throw new Error(JSON.stringify(read.errors));
  return walk(paste.rulesets[4], paste.node, read.packet).outcomes;
}

const place = ({ packet }: Outcome) => `${formatAddress(packet.dst)}:${String(portsOf(packet)?.dport)}`;
const marked = ({ steps }: Outcome) => steps.some((step) => step.kind === "rule" && step.chain === "KUBE-MARK-MASQ");

/** Their tracer does not run KUBE-FIREWALL: what that drops has passed for them. */
function passes({ verdict, reason }: Outcome): boolean {
  return ["forwarded", "sent", "delivered"].includes(verdict) || (reason?.endsWith("filter/KUBE-FIREWALL") ?? false);
}

describe.skipIf(!existsSync(SUITE))("the flows that kube-proxy's own tests assert", () => {
  const flows = existsSync(SUITE) ? v.parse(FLOWS, JSON.parse(readFileSync(join(SUITE, "flows.json"), "utf8"))) : [];

  it("are 210", () => {
    expect(flows).toHaveLength(210);
  });

  it.each(flows.map((flow) => [`${flow.test} ${String(flow.line)}: ${flow.name}`, flow] as const))("%s", (_, flow) => {
    expectEnd(flow, outcomesOf(flow));
  });
});

/** Holds our outcomes against what Kubernetes expects of a packet. */
function expectEnd(
  flow: Pick<Flow, "destination" | "port" | "masquerade" | "expect">,
  outcomes: readonly Outcome[],
  marks: (outcomes: readonly Outcome[]) => readonly boolean[] = eachMark,
) {
  const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
  const ends = new Set(outcomes.map(place));
  switch (flow.expect.kind) {
    case "dnat":
      expect([...ends].sort()).toEqual([...flow.expect.endpoints].sort());
      expect(outcomes.filter((outcome) => !passes(outcome))).toEqual([]);
      expect(marks(outcomes)).toEqual([flow.masquerade]);
      break;
    case "reject":
      expect([...verdicts]).toEqual(["rejected"]);
      break;
    case "drop":
      expect([...verdicts]).toEqual(["dropped"]);
      break;
    case "accept":
    case "none":
      expect([...ends]).toEqual([`${flow.destination}:${String(flow.port)}`]);
      expect(outcomes.filter((outcome) => !passes(outcome))).toEqual([]);
      break;
  }
}

function eachMark(outcomes: readonly Outcome[]): readonly boolean[] {
  return [...new Set(outcomes.map(marked))];
}

/** Their tracer walks all endpoints in one go: a hairpin to one of them marks the packet for all. */
function anyMark(outcomes: readonly Outcome[]): readonly boolean[] {
  return [outcomes.some(marked)];
}

const TRACED = v.array(
  v.object({
    ruleset: v.string(),
    source: v.string(),
    destination: v.string(),
    protocol: v.string(),
    port: v.number(),
    masquerade: v.boolean(),
    reachable: v.boolean(),
    expect: v.object({
      kind: v.picklist(["dnat", "reject", "drop", "accept", "none"]),
      endpoints: v.optional(v.array(v.string()), []),
    }),
  }),
);

/** What is the node's own to their tracer. */
const OWN = ["192.168.0.2", "127.0.0.1"];

describe.skipIf(!existsSync(SUITE))("the packets that kube-proxy's own tracer was asked of", () => {
  const file = join(SUITE, "tracer-flows.json");
  const flows = existsSync(SUITE)
    ? v.parse(TRACED, JSON.parse(readFileSync(file, "utf8"))).filter(({ reachable }) => reachable)
    : [];
  const rulesets = [...new Set(flows.map(({ ruleset }) => ruleset))];

  it("are 2,222 that a real packet can reach", () => {
    expect(flows).toHaveLength(2222);
  });

  it.each(rulesets)("end as it says: %s", (ruleset) => {
    const paste = readPaste(NODE + readFileSync(join(SUITE, ruleset.replace(".rules", ".saved.rules")), "utf8"));
    for (const flow of flows.filter((one) => one.ruleset === ruleset)) {
      expectEnd(flow, outcomesIn(paste, { ...flow, localAddresses: OWN }), anyMark);
    }
  });
});
