/**
 * The lines that iptables-save prints most, taken into a table by their places in the text: a chain of the user's own that
 * no packet was counted in, and a rule of a chain that is declared. All others are read with more care (iptables-save.ts).
 */
import { BRACKET, COLON, SPACE } from "../ascii";
import { countersEnd, isAppendAt, type Lines } from "./lines";
import type { TableDraft } from "./table-draft";
import { TextBytes } from "./text-bytes";

/** What follows the name of a chain. */
const UNTOUCHED = new TextBytes(" - [0:0]");

/** Takes lines into a table up to the first that is none of these, or may need more care; gives the index of that, or `to`. */
export function takePrinted(table: TableDraft, lines: Lines, from: number, to: number): number {
  let index = from;
  for (let next = take(table, lines, index, to); next > index; next = take(table, lines, index, to)) index = next;
  return index;
}

/** Takes a chain, or rules of one that stand behind one another; gives the index of the next line. */
function take(table: TableDraft, lines: Lines, index: number, to: number): number {
  const from = index < to ? lines.from(index) : -1;
  if (from < 0) return index;
  if (lines.bytes.bytes[from] === COLON) return declare(table, lines, index, from) ? index + 1 : index;
  return append(table, lines, index, to);
}

/** `-A CHAIN …`, perhaps with counters before it, and the rules of the same chain right below. */
function append(table: TableDraft, lines: Lines, index: number, to: number): number {
  const { bytes } = lines;
  const first = ruleStart(lines, index);
  if (first < 0 || !isAppendAt(bytes.bytes, first)) return index;
  const chain = table.chains.near(bytes, first + "-A ".length, lines.to(index));
  if (chain < 0) return index;
  const length = "-A ".length + table.chains.nameLength(chain);
  const { printed } = table;
  const before = printed.length;
  let next = index;
  let start = first;
  do {
    printed.add(next, start + length);
    next++;
    start = next < to ? ruleStart(lines, next) : -1;
    // With what stands behind the name, a blank or a line's end.
  } while (start >= 0 && bytes.same(start, bytes, first, length + 1));
  table.chains.appendPrinted(chain, before, printed.length);
  return next;
}

/** Where in a line a rule begins, behind its counters; -1 where it may need more care. */
function ruleStart(lines: Lines, index: number): number {
  const { bytes } = lines.bytes;
  const from = lines.from(index);
  // Blanks at the end are none of the rule's, and a quote may reach over them.
  if (from < 0 || (bytes[lines.to(index) - 1] ?? 0) <= SPACE) return -1;
  return bytes[from] === BRACKET ? countersEnd(bytes, from) : from;
}

/** `:CHAIN - [0:0]` of a chain that is new. */
function declare(table: TableDraft, lines: Lines, index: number, from: number): boolean {
  const { bytes } = lines;
  const name = from + 1;
  const to = lines.to(index) - UNTOUCHED.length;
  const plain = to > name && bytes.same(to, UNTOUCHED, 0, UNTOUCHED.length) && bytes.isWord(name, to);
  return plain && table.chains.declare(name, to, index + 1);
}
