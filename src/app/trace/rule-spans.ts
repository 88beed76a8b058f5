/**
 * A rule's text cut where something is said of it: at its parts, and at what is pointed at.
 */
import type { PartStory, StepStory, Story } from "../../telling/story";
import type { RuleName } from "../../worker/engine";
import type { Pointer } from "../present/clause";

export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface RuleSpan {
  readonly text: string;
  /** The part that it is; null for what stands between parts. */
  readonly part: PartStory | null;
  /** True where a mark overlaps it. */
  readonly marked: boolean;
}

/** The text in spans that together are the text. Parts that overlap another, or lie outside, are left out. */
export function ruleSpans(text: string, parts: readonly PartStory[], marks: readonly Place[]): readonly RuleSpan[] {
  const spans: RuleSpan[] = [];
  let at = 0;
  const add = (to: number, part: PartStory | null) => {
    if (to > at) spans.push({ text: text.slice(at, to), part, marked: part !== null && isMarked(part, marks) });
    at = to;
  };
  for (const part of [...parts].sort((a, b) => a.from - b.from)) {
    if (part.from < at || part.to > text.length || part.to <= part.from) continue;
    add(part.from, null);
    add(part.to, part);
  }
  add(text.length, null);
  return spans;
}

function isMarked(part: Place, marks: readonly Place[]): boolean {
  return marks.some(({ from, to }) => from < part.to && part.from < to);
}

/** The rule of a step by its name; null where none decided. */
export function ruleOf({ table, chain, rule }: StepStory, { family }: Pick<Story, "family">): RuleName | null {
  return table === null || chain === null || rule === null ? null : { family, table, chain, rule };
}

const NOWHERE: readonly Place[] = [];

/** Where the clause that is pointed at stands in the rule's text. */
export function markedBy({ conditions }: StepStory, { clause }: Pointer): readonly Place[] {
  return clause === null ? NOWHERE : (conditions[clause]?.at ?? NOWHERE);
}
