/**
 * A walk by the index of long chains is the walk that asks one rule after the other, to the step.
 */
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import type { Packet } from "../../src/netfilter/packet";
import { readPacket } from "../../src/netfilter/read/packet";
import { walk as indexedWalk } from "../../src/netfilter/walk/walk";
import { type Paste, readPaste } from "../../src/paste/paste";
import { type Spec, specOf } from "./random/spec";

/** The same walk where no chain has an index. */
vi.doMock("../../src/netfilter/walk/chain-index", async (load) => ({ ...(await load<object>()), indexOf: () => null }));
vi.resetModules();
const { walk: linearWalk } = await import("../../src/netfilter/walk/walk");

const NOTHING = new Set<string>();

describe("a walk by the index of long chains", () => {
  it("is that of asking one rule after the other", () => {
    expect(stepsOf(15, (seed) => specOf(seed, 8, NOTHING, { built: 60, own: 40 }), nodeText)).toBeGreaterThan(500);
  });

  it("is so where nobody knows the devices and addresses of the node", () => {
    const nobody = () => "";
    expect(stepsOf(10, (seed) => specOf(seed, 4, NOTHING, { built: 20, own: 14 }), nobody)).toBeGreaterThan(100);
  });
});

/** Holds both walks of the packets of random specs against each other; gives how many steps were compared. */
function stepsOf(runs: number, make: (seed: number) => Spec, node: (spec: Spec) => string): number {
  let compared = 0;
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const spec = make(seed);
      const paste = readPaste(`${spec.ruleset}${spec.ipsets}\n${node(spec)}`);
      for (const packet of packetsOf(spec, paste)) {
        const ruleset = paste.rulesets[packet.family];
        const indexed = indexedWalk(ruleset, paste.node, packet);
        expect(indexed).toEqual(linearWalk(ruleset, paste.node, packet));
        compared += indexed.outcomes.reduce((sum, { steps }) => sum + steps.length, 0);
      }
    }),
    { numRuns: runs },
  );
  return compared;
}

/** What `ip addr` and `ip route` print of the node. */
function nodeText({ interfaces, routes }: Spec): string {
  const devices = Object.entries(interfaces).map(([name, addresses], index) =>
    [
      `${String(index + 2)}: ${name}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500`,
      ...addresses.map((one) => `    ${one.includes(":") ? "inet6" : "inet"} ${one} scope global ${name}`),
    ].join("\n"),
  );
  return [...devices, ...routes, ""].join("\n");
}

const SENT = v.object({
  in: v.nullable(v.string()),
  src: v.string(),
  dst: v.string(),
  proto: v.union([v.string(), v.number()]),
  sport: v.optional(v.number()),
  dport: v.optional(v.number()),
  mark: v.optional(v.number()),
  tos: v.optional(v.number()),
});

/** The spec's packets that begin something, as far as they can be read. */
function packetsOf(spec: Spec, paste: Paste): Packet[] {
  return spec.packets.flatMap((sent) => {
    const fields = v.safeParse(SENT, sent);
    if (!fields.success) return [];
    const { sport, dport, mark, tos, ...rest } = fields.output;
    const read = readPacket(
      {
        ...rest,
        ...(sport === undefined ? {} : { sport: String(sport) }),
        ...(dport === undefined ? {} : { dport: String(dport) }),
        ...(mark === undefined ? {} : { mark: String(mark) }),
        ...(tos === undefined ? {} : { tos }),
      },
      paste.node,
    );
    return read.kind === "unreadable" ? [] : [read.packet];
  });
}
