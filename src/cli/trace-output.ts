/**
 * A trace as the command line prints it: JSON for scripts, text for people.
 */
import { formatAddress } from "../netfilter/address";
import type { Packet } from "../netfilter/packet";
import { portsOf } from "../netfilter/packet";
import { protocolName } from "../netfilter/protocols";
import type { Paste } from "../paste/paste";
import type { Outcome, Step } from "../netfilter/trace";
import { printStory } from "../telling/print-story";
import { tellTrace } from "../telling/tell-trace";
import type { TracedPacket } from "./trace";

/** One line of JSON. What was filled in for the user stands among each outcome's assumptions. */
export function traceJson(traced: TracedPacket): string {
  const outcomes = traced.trace?.outcomes.map((outcome) => outcomeJson(outcome, traced.filled)) ?? [];
  return `${JSON.stringify({ id: traced.id, outcomes })}\n`;
}

function outcomeJson(outcome: Outcome, filled: readonly string[]) {
  return {
    probability: outcome.probability,
    assumptions: [...filled, ...outcome.assumptions],
    verdict: outcome.verdict,
    out: outcome.out,
    packet: packetJson(outcome.packet),
    steps: outcome.steps.map(stepJson),
  };
}

function packetJson(packet: Packet) {
  const ports = portsOf(packet);
  return {
    src: formatAddress(packet.src),
    sport: ports?.sport ?? null,
    dst: formatAddress(packet.dst),
    dport: ports?.dport ?? null,
    proto: protocolName(packet.proto),
    mark: `0x${packet.mark.toString(16)}`,
  };
}

function stepJson(step: Step) {
  switch (step.kind) {
    case "rule":
      return { hook: step.hook, table: step.table, chain: step.chain, rule: step.rule, verdict: step.verdict };
    case "policy":
      return { hook: step.hook, table: step.table, chain: step.chain, rule: "policy", verdict: step.verdict };
    default:
      return { hook: step.hook, kind: step.kind, text: step.text };
  }
}

/** The traces in words, one after the other. */
export function traceText(traced: readonly TracedPacket[], paste: Paste): string {
  return traced
    .map(({ id, trace, filled }) => {
      const title = traced.length > 1 ? `${id}\n` : "";
      const assumed = filled.map((text) => `(${text})\n`).join("");
      return title + assumed + (trace ? printStory(tellTrace(trace, paste)) : "nothing came through to answer\n");
    })
    .join("\n");
}
