/**
 * Pictures of real walks: every packet of the recorded nodes, where the records are at hand, with its answer.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { readPacket } from "../netfilter/read/packet";
import { readPaste } from "../paste/paste";
import { replyPacket } from "../netfilter/walk/conversation";
import { walk } from "../netfilter/walk/walk";
import { tellTrace } from "../telling/tell-trace";
import { flawsOf } from "./flaws.fixture";
import { layoutWalk } from "./layout-walk";
import { FIRST_LOOK } from "./picture";

const RECORDS = join(import.meta.dirname, "../../../shared/kernel-traces");
const RECORD = v.object({
  context: v.record(v.string(), v.string()),
  packets: v.array(
    v.looseObject({
      in: v.nullish(v.string()),
      src: v.optional(v.string()),
      dst: v.optional(v.string()),
      proto: v.optional(v.union([v.string(), v.number()])),
      dport: v.optional(v.number()),
    }),
  ),
});
/** Of each packet so many outcomes are drawn. */
const OUTCOMES = 3;

describe.skipIf(!existsSync(RECORDS))(
  "the picture of each recorded packet (skipped where there are no records)",
  () => {
    const names = existsSync(RECORDS) ? readdirSync(RECORDS).filter((name) => name.endsWith(".json")) : [];

    test.each(names)("is sound: %s", (name) => {
      const { context, packets } = v.parse(RECORD, JSON.parse(readFileSync(join(RECORDS, name), "utf8")));
      const paste = readPaste(
        ["ip addr", "ip route", "ipset save", "save"].map((part) => context[part] ?? "").join("\n"),
      );
      let drawn = 0;
      for (const { in: device, src, dst, proto, dport } of packets) {
        if (src === undefined || dst === undefined || proto === undefined) continue;
        const fields = { in: device ?? null, src, dst, proto, ...(dport === undefined ? {} : { dport }) };
        const read = readPacket(fields, paste.node);
        if (read.kind === "unreadable") throw new Error(JSON.stringify(read.errors));
        const first = walk(paste.rulesets[read.packet.family], paste.node, read.packet);
        const answer = first.outcomes[0] && replyPacket(first.outcomes[0]);
        const connection = first.outcomes[0]?.connection ?? undefined;
        const second = answer ? [walk(paste.rulesets[answer.family], paste.node, answer, { connection })] : [];
        for (const trace of [first, ...second]) {
          const { outcomes } = tellTrace(trace, paste);
          for (const [index, outcome] of trace.outcomes.slice(0, OUTCOMES).entries()) {
            const story = outcomes[index];
            if (!story) continue;
            const graph = layoutWalk(paste, outcome, story, FIRST_LOOK);
            expect(graph.stops).toHaveLength(outcome.steps.length);
            expect(flawsOf(graph), JSON.stringify(fields)).toEqual([]);
            drawn++;
          }
        }
      }
      expect(drawn).toBeGreaterThan(0);
    });
  },
);
