/**
 * Lines of a text while pieces of them are cut out and put together, and where each character of them stood.
 */

import type { Lines } from "../netfilter/read/lines";
import { eachOutside, outside, type ObjectRun } from "./object-runs";

/** A place in the text; line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A part of a line that stood elsewhere in the text. */
interface Piece {
  /** Where it begins in the line as it is now, from 0. */
  readonly at: number;
  readonly line: number;
  /** Where it began in the text's line, from 0. */
  readonly from: number;
}

/** What stays of a line: from where in it, and where that begins in what the line becomes. */
export interface Kept {
  readonly at: number;
  readonly from: number;
}

/** Line n stays line n: a line that is put to another leaves an empty one. */
export class MovedLines {
  readonly lines: Lines;
  readonly #runs: readonly ObjectRun[];
  readonly #moved = new Map<number, readonly Piece[]>();

  /**
   * Where the lines stand, in order, that are neither as iptables-save prints most nor of an object of kubectl's. Before
   * those nothing stands.
   */
  readonly unprinted: readonly number[];

  constructor(lines: Lines, runs: readonly ObjectRun[]) {
    this.lines = lines;
    this.#runs = runs;
    this.unprinted = outside(lines.unprinted, runs);
  }

  /** Does something for each line that is of no object of kubectl's. */
  each(act: (index: number) => void): void {
    eachOutside(this.lines.length, this.#runs, act);
  }

  /** The line at an index; empty where there is none. */
  at(index: number): string {
    return this.lines.at(index);
  }

  /** Puts a text in a line's place; `kept` tells, in order, which parts of it stood where in the line before. */
  change(index: number, text: string, kept: readonly Kept[]): void {
    const before = this.#piecesOf(index);
    this.lines.put(index, text);
    if (kept.length > 0)
      this.#moved.set(
        index,
        kept.map(({ at, from }) => originOf(before, from, at)),
      );
  }

  /** Takes the first characters off a line. */
  cut(index: number, length: number): void {
    const before = this.#piecesOf(index);
    this.lines.cut(index, length);
    const later = before.filter(({ at }) => at > length).map((piece) => ({ ...piece, at: piece.at - length }));
    this.#moved.set(index, [originOf(before, length, 0), ...later]);
  }

  /** Puts the lines below a line behind it, without the blanks around them; `between` is what stands before each. */
  join(index: number, between: readonly string[]): void {
    const parts = [this.at(index)];
    const pieces = [...this.#piecesOf(index)];
    let length = this.at(index).length;
    for (const [offset, gap] of between.entries()) {
      const later = index + 1 + offset;
      const rest = this.at(later);
      const text = rest.trim();
      length += gap.length;
      pieces.push(originOf(this.#piecesOf(later), rest.length - rest.trimStart().length, length));
      parts.push(gap, text);
      length += text.length;
      this.lines.put(later, "");
    }
    this.lines.put(index, parts.join(""));
    this.#moved.set(index, pieces);
  }

  /** Where a column of a line stood in the text. */
  place(line: number, column: number): Place {
    const pieces = this.#moved.get(line - 1);
    const piece = pieces && lastUpTo(pieces, column - 1);
    return piece ? { line: piece.line + 1, column: column - piece.at + piece.from } : { line, column };
  }

  #piecesOf(index: number): readonly Piece[] {
    return this.#moved.get(index) ?? [{ at: 0, line: index, from: 0 }];
  }
}

/** The piece that begins at `at` and was the character `from` of a line. */
function originOf(pieces: readonly Piece[], from: number, at: number): Piece {
  const piece = lastUpTo(pieces, from);
  return piece ? { at, line: piece.line, from: piece.from + from - piece.at } : { at, line: 0, from };
}

/** The last piece that begins at or before a character; pieces are in order. */
function lastUpTo(pieces: readonly Piece[], at: number): Piece | undefined {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return pieces[Math.max(0, low - 1)];
}
