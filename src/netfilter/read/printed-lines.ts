/**
 * The lines that iptables-save prints most, taken into a table by their places in the text: a chain of the user's own that
 * no packet was counted in, and a rule of a chain that is declared. All others are read with more care (iptables-save.ts).
 */
import { countersEnd, isAppendAt, type Lines } from "./lines";
import type { TableDraft } from "./table-draft";
import { TextBytes } from "./text-bytes";

/** What follows the name of a chain. */
const UNTOUCHED = new TextBytes(" - [0:0]");
const SPACE = 32;
const QUOTE = 34;
const DASH = 45;
const COLON = 58;
const BRACKET = 91;
const LAST_PRINTED = 126;

/** Takes lines into a table up to the first that is none of these, or may need more care; gives the index of that, or `to`. */
export function takePrinted(table: TableDraft, lines: Lines, from: number, to: number): number {
  let index = from;
  while (index < to && takeLine(table, lines, index)) index++;
  return index;
}

function takeLine(table: TableDraft, lines: Lines, index: number): boolean {
  const from = lines.from(index);
  if (from < 0) return false;
  const first = lines.bytes.bytes[from];
  if (first === DASH || first === BRACKET) return append(table, lines, index, from);
  return first === COLON && declare(table, lines, index, from);
}

/** `-A CHAIN …`, perhaps with counters before it. */
function append(table: TableDraft, lines: Lines, index: number, from: number): boolean {
  const { bytes } = lines;
  const to = lines.to(index);
  const start = bytes.bytes[from] === BRACKET ? countersEnd(bytes.bytes, from) : from;
  // Blanks at the end are none of the rule's, and a quote may reach over them.
  if (!isAppendAt(bytes.bytes, start) || (bytes.bytes[to - 1] ?? 0) <= SPACE) return false;
  const name = start + "-A ".length;
  const chain = table.chains.near(bytes, name, to);
  if (chain < 0) return false;
  table.printed.add(index, name + table.chains.nameLength(chain));
  table.chains.appendPrinted(chain, table.printed.length - 1);
  return true;
}

/** `:CHAIN - [0:0]` of a chain that is new. */
function declare(table: TableDraft, lines: Lines, index: number, from: number): boolean {
  const { bytes } = lines;
  const name = from + 1;
  const to = plainEnd(bytes.bytes, name);
  const untouched = bytes.same(to, UNTOUCHED, 0, UNTOUCHED.length) && to + UNTOUCHED.length === lines.to(index);
  return to > name && untouched && table.chains.declare(name, to, index + 1);
}

/** Where the characters of a name end that stand for themselves. */
function plainEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let byte = bytes[at] ?? 0; byte > SPACE && byte <= LAST_PRINTED && byte !== QUOTE; byte = bytes[at] ?? 0) at++;
  return at;
}
