/**
 * What a terminal, a chat or a log added to the lines of a paste is taken off before they are read: colours, timestamps,
 * curly quotes, blanks that do not break, and the breaks of lines that were too long. Line n stays line n.
 */
import { Lines } from "../netfilter/read/lines";
import { rareReaders } from "#rare-readers";
import { isPlain } from "./plain-text";
import { takeOffPrefixes } from "./line-prefixes";
import { MovedLines, type Place } from "./moved-lines";
import { findObjectRuns, type ObjectRun } from "./object-runs";
import { joinWrapped } from "./wrapped-lines";

/** Lines to read, and where their columns stand in the text. */
export interface CleanText {
  readonly lines: Lines;
  /** What kubectl printed of objects, which stands as it was. */
  readonly runs: readonly ObjectRun[];
  /** The place in the text of a column of a clean line; both count from 1. */
  readonly place: (line: number, column: number) => Place;
}

/** Takes off a text's lines what is none of their own. Linear in its length. */
export function cleanText(text: string): CleanText {
  const lines = new Lines(text);
  const runs = findObjectRuns(lines);
  const moved = new MovedLines(lines, runs);
  if (!isPlain(text, lines.bytes.ascii)) rareReaders().plainCharacters(moved);
  takeOffPrefixes(moved);
  joinWrapped(moved, text.includes("\\"));
  return { lines, runs, place: (line, column) => moved.place(line, column) };
}
