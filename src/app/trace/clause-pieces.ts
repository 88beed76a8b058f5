/**
 * The words of a clause, each run of them with where it stands in its rule.
 */
import type { Place } from "./rule-spans";

export interface ClausePiece {
  readonly text: string;
  /** Where it begins in the rule's text, from 0; null for words that stand elsewhere in it (`-m tcp`). */
  readonly at: number | null;
}

/** A clause's words in pieces that joined are the words; `places` are those of its options in the rule, in its order. */
export function clausePieces(source: string, places: readonly Place[]): readonly ClausePiece[] {
  const pieces: ClausePiece[] = [];
  let end = source.length;
  // A clause ends with its options, a blank before each; what loads them stands before.
  for (const { from, to } of [...places].reverse()) {
    const start = end - (to - from);
    if (start < 0) break;
    pieces.unshift({ text: source.slice(start, end), at: from });
    end = start;
    if (source[end - 1] !== " ") break;
    pieces.unshift({ text: " ", at: null });
    end--;
  }
  return end > 0 ? [{ text: source.slice(0, end), at: null }, ...pieces] : pieces;
}
