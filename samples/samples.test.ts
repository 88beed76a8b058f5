/**
 * Every sample is read whole, and its packet walks as the kernel recorded it.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatAddress } from "../src/netfilter/address";
import { portsOf } from "../src/netfilter/packet";
import { readPacket } from "../src/netfilter/read/packet";
import type { Paste } from "../src/paste/paste";
import { readPaste } from "../src/paste/paste";
import type { Outcome } from "../src/netfilter/trace";
import { replyPacket } from "../src/netfilter/walk/conversation";
import { walk } from "../src/netfilter/walk/walk";
import { SAMPLES } from "./index";

type RuleEvent = readonly [table: string, chain: string, rule: number | "policy", verdict: string];
type Event = readonly ["packet", ...unknown[]] | RuleEvent;

interface Recorded {
  readonly results: readonly {
    readonly id: string;
    readonly events: readonly Event[];
    readonly out: readonly {
      readonly dev: string;
      readonly src: string;
      readonly dst: string;
      readonly dport: number;
      readonly own: boolean;
    }[];
  }[];
}

/** What a record says of one packet: the rules that matched, and how it left. */
function recorded(id: string, which: string) {
  const record = JSON.parse(readFileSync(new URL(`${id}.kernel.json`, import.meta.url), "utf8")) as Recorded;
  const result = record.results.find((one) => one.id === which);
  if (!result) return undefined;
  const rules = result.events.flatMap((event) =>
    event[0] === "packet" ? [] : [`${event[0]} ${String(event[1])} ${String(event[2])}`],
  );
  const left = result.out.filter(({ own }) => own).map(({ dev, src, dst, dport }) => ({ dev, src, dst, dport }));
  return { rules, left };
}

/** The same of an outcome. */
function walked(outcome: Outcome) {
  const rules = outcome.steps.flatMap((step) => {
    if (step.kind === "rule") return [`${step.table} ${step.chain} ${String(step.rule)}`];
    return step.kind === "policy" ? [`${step.table} ${step.chain} policy`] : [];
  });
  const { packet, out } = outcome;
  const left =
    out === null
      ? []
      : [{ dev: out, src: formatAddress(packet.src), dst: formatAddress(packet.dst), dport: portsOf(packet)?.dport }];
  return { rules, left };
}

async function open(id: string): Promise<{ readonly paste: Paste; readonly outcomes: readonly Outcome[] }> {
  const sample = SAMPLES.find((one) => one.id === id);
  if (!sample) throw new Error(`no sample ${id}`);
  const paste = readPaste(await sample.load());
  const read = readPacket(sample.packet, paste.node);
  if (read.kind !== "read") throw new Error(JSON.stringify(read.errors));
  return { paste, outcomes: walk(paste.rulesets[4], paste.node, read.packet).outcomes };
}

describe.each(SAMPLES.map(({ id }) => id))("the sample %s", (id) => {
  it("is read without a problem", async () => {
    const { paste } = await open(id);
    expect(paste.problems).toEqual([]);
  });

  it("walks its packet as the kernel did", async () => {
    const { outcomes } = await open(id);
    expect(outcomes.map(walked)).toContainEqual(recorded(id, "packet"));
  });

  it("walks the reply as the kernel did", async () => {
    const expected = recorded(id, "reply");
    const { paste, outcomes } = await open(id);
    const kernelRules = recorded(id, "packet")?.rules;
    const outcome = outcomes.find((one) => JSON.stringify(walked(one).rules) === JSON.stringify(kernelRules));
    const reply = outcome && replyPacket(outcome);
    expect(reply === undefined).toBe(expected === undefined);
    if (!reply || !outcome.connection) return;
    const [first] = walk(paste.rulesets[4], paste.node, reply, { connection: outcome.connection }).outcomes;
    expect(first && walked(first)).toEqual(expected);
  });
});
