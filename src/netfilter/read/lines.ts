/**
 * The lines of a text that is not split: a large dump has 240,000 of them, and most are never needed as strings. A line
 * feed, a carriage return, or both end a line, as they do in the editor; a byte order mark belongs to none.
 */
import { BRACKET, BRACKET_END, CAPITAL_A, COLON, DASH, LINE_FEED, NINE, SPACE, TAB, ZERO } from "../ascii";
import { TextBytes } from "./text-bytes";

/** Numbers of more are read with more care. */
const MOST_DIGITS = 15;
/** Few dumps have lines that are shorter by the mean. */
const USUAL_LENGTH = 64;
const FEWEST_LINES = 16;

export class Lines {
  readonly text: string;
  readonly bytes: TextBytes;
  readonly length: number;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  /**
   * Which lines, in order, do not begin as those of iptables-save's that it prints most (`isPrinted`). One that does may be
   * cleaned, but does not come to begin otherwise, unless it is put to another and empty.
   */
  readonly unprinted: readonly number[];
  /** The lines that are not, or no longer, what stands in the text. */
  readonly #changed = new Map<number, string>();

  constructor(text: string) {
    this.text = text;
    this.bytes = new TextBytes(text);
    const { length, from, to, unprinted } = linesIn(text, this.bytes);
    this.length = length;
    this.#from = from;
    this.#to = to;
    this.unprinted = unprinted;
  }

  /** The line at an index, which counts from 0; empty where there is none. */
  at(index: number): string {
    const changed = this.#changed.size > 0 ? this.#changed.get(index) : undefined;
    return changed ?? this.text.slice(this.#from[index] ?? 0, this.to(index));
  }

  /** Where in the text a line begins; -1 where it is not what stands there. */
  from(index: number): number {
    return this.#changed.size > 0 && this.#changed.has(index) ? -1 : (this.#from[index] ?? 0);
  }

  /** Where in the text it ends. */
  to(index: number): number {
    return this.#to[index] ?? 0;
  }

  /** The code of a character of a line, which counts from 0; NaN behind its end. */
  code(index: number, column: number): number {
    const from = this.from(index);
    if (from < 0) return this.at(index).charCodeAt(column);
    return from + column < this.to(index) ? this.text.charCodeAt(from + column) : NaN;
  }

  /** How many blanks a line begins with. */
  indent(index: number): number {
    let indent = 0;
    for (let code = this.code(index, 0); code === SPACE || code === TAB; code = this.code(index, indent)) indent++;
    return indent;
  }

  /** The text of the lines from an index up to another, with line feeds between them. */
  join(from: number, to: number): string {
    for (let index = from; index + 1 < to; index++) {
      const end = this.to(index);
      const whole =
        this.from(index) >= 0 && this.from(index + 1) === end + 1 && this.text.charCodeAt(end) === LINE_FEED;
      if (!whole) return this.slice(from, to).join("\n");
    }
    return from + 1 < to ? this.text.slice(this.from(from), this.to(to - 1)) : this.slice(from, to).join("");
  }

  /** The lines from an index up to, not including, another; all where none is said. */
  slice(from = 0, to = this.length): string[] {
    const lines: string[] = [];
    for (let index = from; index < to; index++) lines.push(this.at(index));
    return lines;
  }

  /** How many lines from an index on stand behind one another that began so in the text. */
  printedFrom(index: number): number {
    let [low, high] = [0, this.unprinted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.unprinted[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, (this.unprinted[low] ?? this.length) - index);
  }

  /** How many lines from an index on stand behind one another that begin as a chain's declaration in the text. */
  declaringFrom(index: number): number {
    let next = index;
    while (next < this.length && this.bytes.bytes[this.#from[next] ?? 0] === COLON) next++;
    return next - index;
  }

  /** Puts a text in a line's place. */
  put(index: number, text: string): void {
    this.#changed.set(index, text);
  }

  /** Takes the first characters off a line. */
  cut(index: number, length: number): void {
    const from = this.from(index);
    if (from < 0) this.put(index, this.at(index).slice(length));
    else this.#from[index] = Math.min(from + length, this.to(index));
  }

  /**
   * True for a line that begins as those of iptables-save's that it prints most: `-A CHAIN`, `[12:720] -A CHAIN`, `:CHAIN`.
   * Large dumps hold few others.
   */
  isPrinted(index: number): boolean {
    const from = this.from(index);
    return from < 0 ? isPrintedAt(new TextBytes(this.at(index)), 0) : isPrintedAt(this.bytes, from);
  }
}

/** Where in a text its lines begin and end, so many of them, and which are not printed. */
function linesIn(text: string, bytes: TextBytes) {
  const { length } = text;
  let from = new Int32Array(Math.max(FEWEST_LINES, Math.floor(length / USUAL_LENGTH)));
  let to = new Int32Array(from.length);
  const unprinted: number[] = [];
  let count = 0;
  let feed = -1;
  let carriage = text.includes("\r") ? -1 : length;
  for (let begin = text.startsWith("\ufeff") ? 1 : 0; ;) {
    if (feed < begin) feed = placeOf("\n", text, begin);
    if (carriage < begin) carriage = placeOf("\r", text, begin);
    const end = Math.min(feed, carriage);
    if (!isPrintedAt(bytes, begin)) unprinted.push(count);
    if (count === from.length) [from, to] = [doubled(from), doubled(to)];
    from[count] = begin;
    to[count++] = end;
    if (end === length) return { length: count, from, to, unprinted };
    begin = carriage + 1 === feed ? feed + 1 : end + 1;
  }
}

/** The same numbers with as much room behind them. */
function doubled(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}

/** Where a character stands in a text from a place on; the text's length where it does not. */
function placeOf(character: string, text: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? text.length : at;
}

function isPrintedAt({ bytes }: TextBytes, from: number): boolean {
  const first = bytes[from];
  return first === COLON || isAppendAt(bytes, first === BRACKET ? countersEnd(bytes, from) : from);
}

/** True where `-A ` stands at a place of a text. */
export function isAppendAt(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === DASH && bytes[at + 1] === CAPITAL_A && bytes[at + 2] === SPACE;
}

/** Where what follows `[12:720] ` begins; the end of the text where no such counters stand at a place. */
export function countersEnd(bytes: Uint8Array, from: number): number {
  const colon = digitsEnd(bytes, from + 1);
  const bracket = bytes[colon] === COLON ? digitsEnd(bytes, colon + 1) : -1;
  const found = bytes[bracket] === BRACKET_END && bytes[bracket + 1] === SPACE;
  return found ? bracket + 2 : bytes.length;
}

/** The place behind the digits at a place, of which there are at most 15; else -1. */
function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[at] ?? 0) at++;
  return at === from || at - from > MOST_DIGITS ? -1 : at;
}
