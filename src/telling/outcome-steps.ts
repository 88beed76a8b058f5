/**
 * What an outcome's steps hold: the packet at their beginning, the rule of one, and the one that ended the way.
 */
import type { Packet } from "../netfilter/packet";
import type { Rule, Ruleset } from "../netfilter/ruleset";
import { findChain } from "../netfilter/ruleset";
import { ruleOf } from "../netfilter/read/printed-chain";
import type { Outcome, PolicyStep, RuleStep, Step } from "../netfilter/trace";

/** The packet as it came. */
export function firstPacket({ steps, packet }: Outcome): Packet {
  const [first] = steps;
  return first ? packetBefore(first) : packet;
}

/** The packet as a step found it; what routing or connection tracking found, they do not tell. */
export function packetBefore(step: Step): Packet {
  return step.kind === "rule" || step.kind === "policy" ? step.scene.packet : step.packet;
}

/** The rule of a step. */
export function findRule(ruleset: Ruleset, step: RuleStep): Rule | undefined {
  const chain = findChain(ruleset, step.table, step.chain);
  return chain && ruleOf(chain, step.rule);
}

/** The rule or policy that stopped a packet; undefined where it was let through, or stopped by something else (its time to live). */
export function endingStep({ steps, verdict, reason }: Outcome): RuleStep | PolicyStep | undefined {
  const last = steps.at(-1);
  if (verdict !== "dropped" && verdict !== "rejected" && verdict !== "queued") return undefined;
  if (last?.kind === "policy") return last.verdict === "DROP" ? last : undefined;
  return last?.kind === "rule" && reason?.includes(`${last.table}/${last.chain}`) === true ? last : undefined;
}
