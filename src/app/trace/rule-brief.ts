/**
 * A rule's text where it has one line: what its place says already, and its comments, are not shown.
 */

export interface BriefPart {
  readonly text: string;
  /** Where it begins in the rule, from 0. */
  readonly at: number;
  /** False for what the eye may miss; it stays in the text for those who hear it or search it. */
  readonly shown: boolean;
}

/** Its `[packets:bytes]`, its chain's name, and each comment. */
const QUIET =
  /^\s*(?:\[\d+:\d+\]\s*)?(?:(?:-A|--append)\s+(?:"(?:\\.|[^"\\])*"|\S+)\s*)?|(?:-m|--match)\s+comment\s+--comment\s+(?:"(?:\\.|[^"\\])*"?|\S+)\s*/g;

/** A rule's text in parts that together are the text. A rule that has nothing else is shown whole. */
export function ruleBrief(text: string): readonly BriefPart[] {
  const parts: BriefPart[] = [];
  let at = 0;
  for (const { index, 0: quiet } of text.matchAll(QUIET)) {
    if (quiet === "") continue;
    if (index > at) parts.push({ text: text.slice(at, index), at, shown: true });
    parts.push({ text: quiet, at: index, shown: false });
    at = index + quiet.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), at, shown: true });
  return parts.some(({ shown }) => shown) ? parts : [{ text, at: 0, shown: true }];
}
