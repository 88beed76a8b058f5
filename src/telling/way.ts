/**
 * An outcome's way as one line: `eth0 → KUBE-SERVICES → default/nginx → 10.244.0.13:80`.
 *
 * On it stand the chains that led to what happened: to a rewritten destination, or to the rule that ended the way. All
 * else that was asked and let the packet pass is left out.
 */
import { chainMeanings, explainChain } from "../kubernetes/chain-meaning";
import type { Ruleset } from "../netfilter/ruleset";
import type { Outcome, RuleStep, Step } from "../netfilter/trace";
import { destinationText, packetText, sourceText } from "./packet-words";
import type { WayStop } from "./story";
import { packetBefore, verdictSentence } from "./verdict-sentence";

/** A jump that the packet is inside of. */
interface Entered {
  readonly depth: number;
  readonly stop: WayStop;
}

/** The stops of an outcome's way, start and end included. */
export function wayOf(outcome: Outcome, ruleset: Ruleset): readonly WayStop[] {
  const stops: WayStop[] = [startOf(outcome)];
  let entered: Entered[] = [];
  let before = outcome.steps[0] ? packetBefore(outcome.steps[0]) : outcome.packet;
  const leading = () => {
    for (const { stop } of entered) if (!stops.includes(stop)) stops.push(stop);
  };
  for (const [index, step] of outcome.steps.entries()) {
    if (step.kind === "rule") {
      if (step.depth === 0) entered = [];
      entered = entered.filter(({ depth }) => depth <= step.depth);
      const jump = jumpOf(step, index, ruleset);
      if (jump) entered.push(jump);
    }
    if (destinationText(before) !== destinationText(step.packet)) {
      leading();
      push(stops, { label: destinationText(step.packet), hint: `The destination from here on: ${packetText(step.packet)}`, step: index });
    }
    if (sourceText(before) !== sourceText(step.packet)) {
      push(stops, { label: `as ${sourceText(step.packet)}`, hint: `The source from here on: ${packetText(step.packet)}`, step: index });
    }
    before = step.packet;
  }
  return [...stops, ...endOf(outcome, ruleset, entered, stops)];
}

function startOf(outcome: Outcome): WayStop {
  const first = outcome.steps[0];
  const packet = first ? packetBefore(first) : outcome.packet;
  const hint = packet.in === null ? `A process of this node sends ${packetText(packet)}` : `${packetText(packet)} arrives on ${packet.in}`;
  return { label: packet.in ?? "this node", hint, step: null };
}

function jumpOf(step: RuleStep, index: number, ruleset: Ruleset): Entered | undefined {
  const [, word, chain] = /^(JUMP|GOTO) (.+)$/s.exec(step.verdict) ?? [];
  if (chain === undefined) return undefined;
  const label = chainMeanings(ruleset).get(`${step.table}/${chain}`) ?? chain;
  const hint = explainChain(ruleset, step.table, chain) ?? `The chain ${chain} of the table ${step.table}`;
  return { depth: word === "JUMP" ? step.depth + 1 : step.depth, stop: { label, hint: label === chain ? hint : `${chain}: ${hint}`, step: index } };
}

/** Adds a stop; where the last one already says the same, it takes its place. */
function push(stops: WayStop[], stop: WayStop): void {
  if (stops.at(-1)?.label === stop.label && stops.length > 1) stops.pop();
  stops.push(stop);
}

function endOf(outcome: Outcome, ruleset: Ruleset, entered: readonly Entered[], stops: WayStop[]): WayStop[] {
  const last = outcome.steps.length - 1;
  const hint = verdictSentence(outcome, ruleset);
  switch (outcome.verdict) {
    case "forwarded":
    case "sent":
    case "delivered": {
      const label = destinationText(outcome.packet);
      const known = stops.findLastIndex((stop) => stop.label === label);
      if (known > 0) stops.splice(known, 1);
      return [{ label, hint, step: last < 0 ? null : last }];
    }
    case "unroutable":
      return [{ label: "no route", hint, step: last < 0 ? null : last }];
    default: {
      const step = outcome.steps[last];
      const led = step?.kind === "rule" ? entered.map(({ stop }) => stop).filter((stop) => !stops.includes(stop)) : [];
      const base = step && led.length === 0 ? baseStop(step, last, ruleset) : [];
      return [...base, ...led, { label: outcome.verdict, hint, step: last < 0 ? null : last }];
    }
  }
}

/** The built-in chain in which the way ended, where no chain of another's own led there. */
function baseStop(step: Step, index: number, ruleset: Ruleset): WayStop[] {
  if (step.kind !== "rule" && step.kind !== "policy") return [];
  const hint = explainChain(ruleset, step.table, step.chain) ?? `The chain ${step.chain}`;
  return [{ label: `${step.table} ${step.chain}`, hint, step: index }];
}
