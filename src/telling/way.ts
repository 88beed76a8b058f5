/**
 * An outcome's way as one line: `eth0 → KUBE-SERVICES → default/nginx → 10.244.0.13:80`.
 *
 * On it stand the chains that led to what happened: to a rewritten destination, or to the rule that ended the way. All
 * else that was asked and let the packet pass is left out.
 */
import { placeText } from "../netfilter/address";
import { chainMeanings, explainChain } from "../kubernetes/chain-meaning";
import type { Packet } from "../netfilter/packet";
import { portsOf } from "../netfilter/packet";
import type { Paste } from "../paste/paste";
import type { Outcome, RuleStep, Step } from "../netfilter/trace";
import { endingStep, firstPacket } from "./outcome-steps";
import { destinationText, packetText, sourceText } from "./packet-words";
import type { WayStop } from "./story";
import { verdictSentence } from "./verdict-sentence";

/** The stops of an outcome's way, start and end included. */
export function wayOf(outcome: Outcome, paste: Paste): readonly WayStop[] {
  let packet = firstPacket(outcome);
  let inside: readonly Entered[] = [];
  const stops: WayStop[] = [];
  for (const [index, step] of outcome.steps.entries()) {
    inside = enteredAfter(inside, step, index, paste);
    if (destinationText(packet) !== destinationText(step.packet)) {
      stops.push(...leading(inside), changed(destinationText(step.packet), "destination", step.packet, index));
    }
    if (sourceText(packet) !== sourceText(step.packet)) {
      stops.push(changed(`as ${knownSource(step.packet)}`, "source", step.packet, index));
    }
    packet = step.packet;
  }
  return [startOf(outcome), ...settled([...stops, ...endOf(outcome, paste, inside)])];
}

/** A jump that the packet is inside of. */
interface Entered {
  /** How deep the rules of the entered chain stand. */
  readonly depth: number;
  readonly chain: string;
  readonly stop: WayStop;
}

/** The jumps that a packet is inside of after a step. */
function enteredAfter(inside: readonly Entered[], step: Step, index: number, paste: Paste): readonly Entered[] {
  if (step.kind !== "rule") return step.kind === "policy" ? [] : inside;
  const kept = step.depth === 0 ? [] : inside.filter(({ depth }) => depth <= step.depth);
  const jump = jumpOf(step, index, paste);
  return jump ? [...kept, jump] : kept;
}

function jumpOf(step: RuleStep, index: number, paste: Paste): Entered | undefined {
  const [, word, chain] = /^(JUMP|GOTO) (.+)$/s.exec(step.verdict) ?? [];
  if (chain === undefined) return undefined;
  const ruleset = paste.rulesets[step.packet.family];
  const label = chainMeanings(ruleset, paste.cluster).get(`${step.table}/${chain}`) ?? chain;
  const explained =
    explainChain(ruleset, paste.cluster, step.table, chain) ?? `The chain ${chain} of the table ${step.table}`;
  const hint = label === chain ? explained : `${chain}: ${explained}`;
  return { depth: word === "JUMP" ? step.depth + 1 : step.depth, chain, stop: { label, hint, step: index } };
}

/** Chains of a Service that only lead to its endpoints' chain: a Service is one stop. */
const ANTEROOM = /^KUBE-(EXT|XLB|FW)-/;

function leading(inside: readonly Entered[]): WayStop[] {
  return inside
    .filter(({ chain }, index) => index === inside.length - 1 || !ANTEROOM.test(chain))
    .map(({ stop }) => stop);
}

function changed(label: string, what: string, packet: Packet, step: number): WayStop {
  return { label, hint: `The ${what} from here on: ${packetText(packet)}`, step };
}

/** The source, without a port that nobody knows. */
function knownSource(packet: Packet): string {
  return placeText(packet.src, portsOf(packet)?.sport ?? null);
}

function startOf(outcome: Outcome): WayStop {
  const packet = firstPacket(outcome);
  const text = packetText(packet);
  if (packet.in === null) return { label: "this node", hint: `A process of this node sends ${text}`, step: null };
  return { label: packet.in, hint: `${text} arrives on ${packet.in}`, step: null };
}

function endOf(outcome: Outcome, paste: Paste, inside: readonly Entered[]): WayStop[] {
  const index = outcome.steps.length - 1;
  const stop = (label: string): WayStop => ({
    label,
    hint: verdictSentence(outcome, paste.rulesets[outcome.packet.family]),
    step: index < 0 ? null : index,
  });
  switch (outcome.verdict) {
    case "forwarded":
    case "sent":
    case "delivered":
      return [stop(destinationText(outcome.packet))];
    case "unroutable":
      return [stop("no route")];
    default:
      return [...ledToEnd(outcome, index, paste, inside), stop(outcome.verdict)];
  }
}

/** The chains that led to the rule or policy that ended a way; at the least the built-in one. */
function ledToEnd(outcome: Outcome, index: number, paste: Paste, inside: readonly Entered[]): WayStop[] {
  const last = endingStep(outcome);
  if (!last) return [];
  if (inside.length > 0) return leading(inside);
  const ruleset = paste.rulesets[outcome.packet.family];
  const hint =
    explainChain(ruleset, paste.cluster, last.table, last.chain) ??
    `The chain ${last.chain} of the table ${last.table}`;
  return [{ label: `${last.table} ${last.chain}`, hint, step: index }];
}

/** Where two stops say the same, the later one is kept. */
function settled(stops: readonly WayStop[]): WayStop[] {
  return stops.filter(({ label }, index) => !stops.slice(index + 1).some((later) => later.label === label));
}
