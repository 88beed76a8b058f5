/**
 * Two ways to walk, held against each other on random rulesets.
 */
import fc from "fast-check";
import * as v from "valibot";
import { expect } from "vitest";
import type { Packet } from "../../../src/netfilter/packet";
import { readPacket } from "../../../src/netfilter/read/packet";
import type { walk } from "../../../src/netfilter/walk/walk";
import { type Paste, readPaste } from "../../../src/paste/paste";
import type { Spec } from "./spec";

type Walk = typeof walk;

/** What a comparison has seen. */
interface Seen {
  outcomes: number;
  steps: number;
}

/** Walks the packets of random specs both ways, where `node` tells of the node; both must give the same. */
export function compareWalks(
  runs: number,
  make: (seed: number) => Spec,
  node: (spec: Spec) => string,
  one: Walk,
  other: Walk,
): Seen {
  const seen = { outcomes: 0, steps: 0 };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const spec = make(seed);
      const paste = readPaste(`${spec.ruleset}${spec.ipsets}\n${node(spec)}`);
      for (const packet of packetsOf(spec, paste)) {
        const ruleset = paste.rulesets[packet.family];
        const trace = one(ruleset, paste.node, packet);
        expect(trace).toEqual(other(ruleset, paste.node, packet));
        seen.outcomes += trace.outcomes.length;
        seen.steps += trace.outcomes.reduce((sum, { steps }) => sum + steps.length, 0);
      }
    }),
    { numRuns: runs },
  );
  return seen;
}

/** Nothing is told of the node. */
export const nobody = (): string => "";

/** What `ip addr` and `ip route` print of the node. */
export function nodeText({ interfaces, routes }: Spec): string {
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
