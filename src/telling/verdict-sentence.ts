/**
 * The end of an outcome in a sentence, and why in a second one.
 */
import { commentOf, targetOption } from "../kubernetes/rule-option";
import { formatAddress } from "../netfilter/address";
import type { Packet } from "../netfilter/packet";
import type { Ruleset } from "../netfilter/ruleset";
import type { Outcome } from "../netfilter/trace";
import { endingStep, findRule, firstPacket } from "./outcome-steps";
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

/** What else is worth saying: what the deciding rule says of itself, how the addresses were rewritten; null for neither. */
export function verdictDetail(outcome: Outcome, ruleset: Ruleset): string | null {
  const parts = [whyStopped(outcome, ruleset), rewrittenText(firstPacket(outcome), outcome.packet)].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? null : parts.join(". ");
}

/** The same with a capital first letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function byDevice(out: string | null): string {
  return out === null ? "" : ` by ${out}`;
}

/** ` by rule 3 of filter/KUBE-FORWARD`, or what else ended it. */
function byWhom(outcome: Outcome): string {
  const step = endingStep(outcome);
  if (step?.kind === "rule") return ` by rule ${String(step.rule)} of ${step.table}/${step.chain}`;
  if (step?.kind === "policy") return ` by the policy of ${step.table}/${step.chain}`;
  return outcome.reason === null ? "" : `: ${outcome.reason}`;
}

/** ` (icmp-port-unreachable): "default/svc5:http has no endpoints"` */
function rejectedWith(outcome: Outcome, ruleset: Ruleset): string {
  const step = endingStep(outcome);
  const rule = step?.kind === "rule" ? findRule(ruleset, step) : undefined;
  if (!rule) return "";
  const answer = targetOption(rule, "--reject-with");
  const comment = commentOf(rule);
  return `${answer === undefined ? "" : ` (${answer})`}${comment === undefined ? "" : `: "${comment}"`}`;
}

/** Why a packet was dropped or handed on, where the sentence does not say so already. */
function whyStopped(outcome: Outcome, ruleset: Ruleset): string | null {
  const step = endingStep(outcome);
  if (outcome.verdict === "rejected") return answerText(outcome);
  if (!step) return null;
  if (step.kind === "policy") return `No rule of ${step.table}/${step.chain} let it through`;
  const rule = findRule(ruleset, step);
  const comment = rule && commentOf(rule);
  return comment === undefined ? null : `The rule says of itself: ${comment}`;
}

/** Who tells the sender of a rejected packet so. */
function answerText({ answer }: Outcome): string {
  if (!answer) return "Its sender is told nothing";
  return `${formatAddress(answer.dst)} is told so by ${formatAddress(answer.src)}`;
}

/** `The destination 10.0.91.63:80 became 10.244.0.13:80, the source 192.168.1.20:40000 became 10.244.0.1:?` */
function rewrittenText(before: Packet, after: Packet): string | null {
  const changes: string[] = [];
  const note = (what: string, from: string, to: string) => {
    if (from !== to) changes.push(`the ${what} ${from} became ${to}`);
  };
  note("destination", destinationText(before), destinationText(after));
  note("source", sourceText(before), sourceText(after));
  return changes.length === 0 ? null : capitalised(changes.join(", "));
}
