/**
 * What a terminal, a chat or a log added to the lines of a paste is taken off before they are read: colours, timestamps,
 * curly quotes, blanks that do not break, and the breaks of lines that were too long. Line n stays line n.
 */
import { isPlain, plainCharacters } from "./characters";
import { takeOffPrefixes } from "./line-prefixes";
import { MovedLines, type Place } from "./moved-lines";
import { joinWrapped } from "./wrapped-lines";

/** Lines to read, and where their columns stand in the text. */
export interface CleanText {
  readonly lines: readonly string[];
  /** The place in the text of a column of a clean line; both count from 1. */
  readonly place: (line: number, column: number) => Place;
}

/** The lines of a text; a carriage return ends a line like a line feed, as it does in the editor. */
export function linesOf(text: string): string[] {
  const bare = text.startsWith("\ufeff") ? text.slice(1) : text;
  return bare.includes("\r") ? bare.split(/\r\n?|\n/) : bare.split("\n");
}

/** Takes off a text's lines what is none of their own. Linear in its length. */
export function cleanText(text: string): CleanText {
  const moved = new MovedLines(linesOf(text));
  if (!isPlain(text)) plainCharacters(moved);
  takeOffPrefixes(moved);
  joinWrapped(moved, text.includes("\\"));
  return { lines: moved.lines, place: (line, column) => moved.place(line, column) };
}
