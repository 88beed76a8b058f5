/**
 * What a chain's card shows: the rules that matched and those beside them, gaps that count the rest, and the policy.
 * Its cost is that of what it shows, however long the chain is.
 */
import { ruleCount, ruleOf } from "../netfilter/read/printed-chain";
import type { Chain, Rule } from "../netfilter/ruleset";
import type { Outcome } from "../netfilter/trace";
import type { OutcomeStory } from "../telling/story";
import type { Visit } from "./calls";
import { ruleListHeight } from "./lists";
import {
  CARD_FOOT,
  CARD_MARGIN,
  CARD_WIDTHS,
  CHARACTER,
  DIGIT,
  DIGITS,
  EFFECT_ROW,
  GAP_LINE,
  HEADER,
  HEADER_WITH_MEANING,
  LINE_AIR,
  MATCHED_ROWS,
  NEIGHBOURS,
  POLICY_LINE,
  RULES_OF_UNMATCHED,
  RULES_PER_CARD,
  TEXT_ROW,
  UNMATCHED_ROWS,
} from "./measure";
import { fit, longestRow, pieces, withoutChain } from "./rule-text";
import { effectsOf } from "./effects";
import type { ChainLine, Effect, GapLine, PolicyLine, RuleLine } from "./picture";

export interface Card {
  readonly meaning: string | null;
  readonly lines: readonly ChainLine[];
  /** How much further right than usual the rules begin, in pixels: long numbers need room. */
  readonly indent: number;
  readonly width: number;
  readonly height: number;
  /** The height of the list of all its rules; 0 where it is not opened. */
  readonly list: number;
}

/** An outcome and what is said of it, with the same indexes. */
export interface Told {
  readonly outcome: Outcome;
  readonly story: OutcomeStory;
}

/** The card of one chain as the packet met it, at most `widest` pixels wide; with the list of its rules where that is opened. */
export function cardOf(visit: Visit, told: Told, widest: number, opened: boolean): Card {
  const { story } = told;
  const meaning =
    visit.steps.map((index) => story.steps[index]?.meaning ?? null).find((found) => found !== null) ?? null;
  const lines = linesOf(visit, told, widest);
  const list = opened ? ruleListHeight(visit.chain) : 0;
  return {
    meaning,
    lines,
    indent: indentOf(visit.chain),
    width: widthOf(visit.chain, meaning, lines, widest),
    height: headerOf(meaning) + lines.reduce((sum, line) => sum + line.height, 0) + CARD_FOOT + list,
    list,
  };
}

function indentOf(chain: Chain): number {
  return Math.max(0, String(ruleCount(chain)).length - DIGITS) * DIGIT;
}

/** The height of a card's header. */
export function headerOf(meaning: string | null): number {
  return meaning === null ? HEADER : HEADER_WITH_MEANING;
}

/** How far below the card's top the line is in which a rule (by its number) or the policy stands: the middle of its first row. */
export function heightOfLine(card: Card, which: number | "policy"): number {
  let y = headerOf(card.meaning);
  for (const line of card.lines) {
    if (holds(line, which)) return y + (line.kind === "rule" ? (LINE_AIR + TEXT_ROW) / 2 : line.height / 2);
    y += line.height;
  }
  return headerOf(card.meaning) / 2;
}

function holds(line: ChainLine, which: number | "policy"): boolean {
  switch (line.kind) {
    case "rule":
      return line.number === which;
    case "gap":
      return which !== "policy" && line.from <= which && which < line.from + line.count;
    case "policy":
      return which === "policy";
  }
}

function linesOf(visit: Visit, told: Told, widest: number): ChainLine[] {
  const { chain, policy } = visit;
  const lines: ChainLine[] = [];
  let from = 1;
  for (const number of [...chosenOf(visit), ruleCount(chain) + 1]) {
    const skipped = number - from;
    const only = ruleOf(chain, from);
    if (skipped === 1 && only) lines.push(ruleLine(visit, only, told, widest));
    else if (skipped > 0) lines.push(gapLine(visit, from, skipped));
    const rule = ruleOf(chain, number);
    if (rule) lines.push(ruleLine(visit, rule, told, widest));
    from = number + 1;
  }
  if (ruleCount(chain) === 0) lines.push(chain.absent ? ABSENT : EMPTY);
  if (chain.policy !== null) lines.push(policyLine(chain.policy, policy));
  return lines;
}

const EMPTY: GapLine = { kind: "gap", height: GAP_LINE, count: 0, from: 1, line: null, words: "no rules", steps: [] };
const ABSENT: GapLine = { ...EMPTY, words: "not in this paste" };

/** The numbers of the rules that are drawn, ascending. */
function chosenOf({ chain, matched }: Visit): readonly number[] {
  const all = ruleCount(chain);
  if (matched.size === 0) return upTo(Math.min(all, RULES_OF_UNMATCHED));
  if (all <= RULES_PER_CARD) return upTo(all);
  const hits = [...matched.keys()].sort((a, b) => a - b);
  const half = Math.floor(RULES_PER_CARD / 2);
  if (hits.length > RULES_PER_CARD) return [...hits.slice(0, half), ...hits.slice(half - RULES_PER_CARD)];
  const chosen = new Set(hits);
  for (let distance = 1; distance <= NEIGHBOURS; distance++) {
    for (const neighbour of hits.flatMap((hit) => [hit - distance, hit + distance])) {
      if (chosen.size < RULES_PER_CARD && neighbour >= 1 && neighbour <= all) chosen.add(neighbour);
    }
  }
  return [...chosen].sort((a, b) => a - b);
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function ruleLine(visit: Visit, rule: Rule, told: Told, widest: number): RuleLine {
  const steps = visit.matched.get(rule.number) ?? [];
  const text = withoutChain(rule.text);
  const columns = Math.floor((widest - CARD_MARGIN - indentOf(visit.chain)) / CHARACTER);
  const shown = fit(
    pieces(text, rule.text.length - text.length),
    columns,
    steps.length > 0 ? MATCHED_ROWS : UNMATCHED_ROWS,
  );
  const effects = steps.flatMap((index) => effectsAt(index, told));
  return {
    kind: "rule",
    height: LINE_AIR + Math.max(1, shown.length) * TEXT_ROW + effects.length * EFFECT_ROW,
    number: rule.number,
    text,
    shown,
    line: rule.line,
    steps,
    asked: rule.number <= visit.askedTo,
    effects,
  };
}

function effectsAt(index: number, { outcome, story }: Told): Effect[] {
  const step = outcome.steps[index];
  return step ? effectsOf(index, step, story.steps[index]) : [];
}

function gapLine(visit: Visit, from: number, count: number): GapLine {
  const hidden = [...visit.matched].filter(([number]) => from <= number && number < from + count);
  return {
    kind: "gap",
    height: GAP_LINE,
    count,
    from,
    line: ruleOf(visit.chain, from)?.line ?? null,
    words: gapWords(visit, from, count, hidden.length),
    steps: hidden.flatMap(([, steps]) => steps).sort((a, b) => a - b),
  };
}

function gapWords(visit: Visit, from: number, count: number, matched: number): string {
  const rules = `${count.toLocaleString("en")} rules`;
  if (matched > 0) return `${rules}, ${matched.toLocaleString("en")} of them matched`;
  return from > visit.askedTo ? `${rules} were not asked` : `${rules} did not match`;
}

function policyLine(policy: NonNullable<Chain["policy"]>, step: number | null): PolicyLine {
  return { kind: "policy", height: POLICY_LINE, policy, steps: step === null ? [] : [step] };
}

/** The narrowest class of width that holds all that the card says. */
function widthOf(chain: Chain, meaning: string | null, lines: readonly ChainLine[], widest: number): number {
  const rows = lines.map((line) => {
    if (line.kind === "rule") return longestRow(line.shown);
    return line.kind === "gap" ? line.words.length : 0;
  });
  // A name that means something may be cut: the meaning tells it.
  const title = meaning === null ? chain.name.length : Math.min(chain.name.length, meaning.length);
  const needed = Math.max(title, ...rows) * CHARACTER + CARD_MARGIN + indentOf(chain);
  return Math.min(CARD_WIDTHS.find((width) => width >= needed) ?? widest, widest);
}
