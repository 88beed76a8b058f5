/**
 * The end of an outcome in a sentence, and why in a second one.
 */
import { commentOf, ruleOption } from "../kubernetes/rule-option";
import type { Packet } from "../netfilter/packet";
import type { Rule, Ruleset } from "../netfilter/ruleset";
import { findChain } from "../netfilter/ruleset";
import type { Outcome, RuleStep, Step } from "../netfilter/trace";
import { destinationText, sourceText } from "./packet-words";

/** `Forwarded to 10.244.0.13:80 by cni0`, `Dropped by the policy of filter/FORWARD`. */
export function verdictSentence(outcome: Outcome, ruleset: Ruleset): string {
  const to = destinationText(outcome.packet);
  switch (outcome.verdict) {
    case "forwarded":
      return `Forwarded to ${to}${byDevice(outcome.out)}`;
    case "sent":
      return `Sent to ${to}${byDevice(outcome.out)}`;
    case "delivered":
      return `Delivered to a process of this node at ${to}`;
    case "dropped":
      return `Dropped${byWhom(outcome)}`;
    case "rejected":
      return `Rejected${byWhom(outcome)}${rejectedWith(outcome, ruleset)}`;
    case "queued":
      return `Handed to a program (NFQUEUE)${byWhom(outcome)}`;
    case "unroutable":
      return capitalised(outcome.reason ?? `no route to ${to}`);
    case "invalid":
      return `Refused by the kernel: ${outcome.reason ?? "it would not take this ruleset or packet"}`;
  }
}

/** What else is worth saying: how the addresses were rewritten, or what the deciding rule's comment says; null for neither. */
export function verdictDetail(outcome: Outcome, ruleset: Ruleset): string | null {
  const [first] = outcome.steps;
  const rewritten = first ? rewrittenText(packetBefore(first), outcome.packet) : null;
  const step = lastRule(outcome);
  const rule = step && findRule(ruleset, step);
  const comment = rule && outcome.verdict !== "rejected" ? commentOf(rule) : undefined;
  const stopped = outcome.verdict === "dropped" || outcome.verdict === "queued";
  const said = stopped && comment !== undefined ? `The rule says of itself: ${comment}` : policyDetail(outcome);
  const parts = [said, rewritten].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(". ");
}

function policyDetail({ steps, verdict }: Outcome): string | null {
  const last = steps.at(-1);
  return verdict === "dropped" && last?.kind === "policy" ? `No rule of ${last.table}/${last.chain} let it through` : null;
}

/** The packet as it came to an outcome's first step. */
export function packetBefore(step: Step): Packet {
  return step.kind === "rule" || step.kind === "policy" ? step.scene.packet : step.packet;
}

/** The rule of a step. */
export function findRule(ruleset: Ruleset, step: RuleStep): Rule | undefined {
  return findChain(ruleset, step.table, step.chain)?.rules[step.rule - 1];
}

/** The same with a capital first letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function byDevice(out: string | null): string {
  return out === null ? "" : ` by ${out}`;
}

/** ` by rule 3 of filter/KUBE-FORWARD`, or what else ended it. */
function byWhom({ steps, reason }: Outcome): string {
  const last = steps.at(-1);
  if (last?.kind === "rule") return ` by rule ${String(last.rule)} of ${last.table}/${last.chain}`;
  if (last?.kind === "policy") return ` by the policy of ${last.table}/${last.chain}`;
  return reason === null ? "" : `: ${reason}`;
}

function lastRule({ steps }: Outcome): RuleStep | undefined {
  const last = steps.at(-1);
  return last?.kind === "rule" ? last : undefined;
}

/** ` (icmp-port-unreachable): "default/svc5:http has no endpoints"` */
function rejectedWith(outcome: Outcome, ruleset: Ruleset): string {
  const step = lastRule(outcome);
  const rule = step && findRule(ruleset, step);
  if (!rule) return "";
  const answer = ruleOption(rule, "--reject-with")?.value;
  const comment = commentOf(rule);
  return `${answer === undefined ? "" : ` (${answer})`}${comment === undefined ? "" : `: "${comment}"`}`;
}

/** `The destination 10.0.91.63:80 became 10.244.0.13:80, the source 192.168.1.20:40000 became 10.244.0.1:?` */
function rewrittenText(before: Packet, after: Packet): string | null {
  const parts: string[] = [];
  const note = (what: string, from: string, to: string) => {
    if (from !== to) parts.push(`${parts.length === 0 ? "The" : "the"} ${what} ${from} became ${to}`);
  };
  note("destination", destinationText(before), destinationText(after));
  note("source", sourceText(before), sourceText(after));
  return parts.length === 0 ? null : parts.join(", ");
}
