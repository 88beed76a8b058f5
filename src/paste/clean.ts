/**
 * What a terminal, a chat or a log added to the lines of a paste is taken off before they are read: colours, timestamps,
 * curly quotes, blanks that do not break, and the breaks of lines that were too long. Line n stays line n.
 */
import { isRuleLine } from "../netfilter/read/iptables-save";
import { mayBeChain } from "../netfilter/read/table-draft";
import { ProblemList } from "../netfilter/read/problems";
import { readRule } from "../netfilter/read/rule";
import { splitWords } from "../netfilter/read/words";

/** Lines to read, and where their columns stand in the text. */
export interface CleanText {
  readonly lines: readonly string[];
  /** The place in the text of a column of a clean line; both count from 1. */
  readonly place: (line: number, column: number) => { readonly line: number; readonly column: number };
}

/** One line that is not as it stands in the text: pieces of it, with the column where each stood. */
interface Piece {
  /** Where it begins in the clean line, from 0. */
  readonly at: number;
  readonly line: number;
  /** Where it begins in the text's line, from 0. */
  readonly from: number;
}

/** The lines of a text; a carriage return ends a line like a line feed, as it does in the editor. */
export function linesOf(text: string): string[] {
  return text.replace(/^\ufeff/, "").split(/\r\n?|\n/);
}

/** Takes off a text's lines what is none of their own. Linear in its length. */
export function cleanText(text: string): CleanText {
  const lines = linesOf(text);
  const moved = new Map<number, Piece[]>();
  for (const [index, line] of lines.entries()) {
    const clean = cleanLine(line);
    if (clean.text === line) continue;
    lines[index] = clean.text;
    if (clean.pieces.length > 0)
      moved.set(
        index,
        clean.pieces.map(({ at, from }) => ({ at, from, line: index })),
      );
  }
  takeOffPrefixes(lines, moved);
  joinWrapped(lines, moved);
  return {
    lines,
    place: (line, column) => {
      const piece = moved.get(line - 1)?.findLast(({ at }) => at < column);
      return piece ? { line: piece.line + 1, column: column - piece.at + piece.from } : { line, column };
    },
  };
}

/** Colours and other escapes of a terminal (ECMA-48, control sequences and operating system commands). */
const ESCAPES =
  /\u001b(?:\[[0-9;:?]*[ -/]*[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[()][A-Z0-9]|[=>78cDEHM])/g;
const ODD = /[\u001b\u00a0\u2007\u202f\u200b\ufeff\u201c-\u201f\u2018-\u201b\u2013\u2014\t]/;

function cleanLine(line: string): { readonly text: string; readonly pieces: { at: number; from: number }[] } {
  if (!ODD.test(line)) return { text: line, pieces: [] };
  const pieces: { at: number; from: number }[] = [];
  let text = "";
  let from = 0;
  if (line.includes("\u001b")) {
    for (const found of line.matchAll(ESCAPES)) {
      pieces.push({ at: text.length, from });
      text += line.slice(from, found.index);
      from = found.index + found[0].length;
    }
  }
  if (from > 0) pieces.push({ at: text.length, from });
  return { text: plainCharacters(text + line.slice(from)), pieces };
}

/** Each character becomes one, so that columns stay. A dash that was two (`–dport`) is left to `readRule`, which knows flags. */
function plainCharacters(text: string): string {
  const plain = text.replace(/[\u00a0\u2007\u202f\u200b\ufeff]/g, " ");
  // Within straight quotes a curly one is a character of a comment.
  return plain.includes('"') ? plain : plain.replace(/[\u201c-\u201f]/g, '"').replace(/[\u2018-\u201b]/g, "'");
}

/** What programs put before each line that they pass on: `2026-11-23T01:02:03Z stdout F `, `Nov 23 01:02:03 node app[12]: `. */
const PREFIX =
  /^(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?(?:\s+(?:stdout|stderr)\s+[FP])?(?:\s+(?:INFO|DEBUG|WARN(?:ING)?|ERROR|info|debug|warn|error))?:?\s|[A-Z][a-z]{2}\s+\d{1,2}\s\d\d:\d\d:\d\d\s\S+\s[\w./-]+(?:\[\d+\])?:\s|[\w.-]{1,60}\s{1,3}\|\s|\[?pod\/[\w.-]+\/[\w.-]+\]\s|>\s)/;

/** Most lines of a run must bear it: one alone is somebody's words. */
const FEWEST_PREFIXED = 3;

function takeOffPrefixes(lines: string[], moved: Map<number, Piece[]>): void {
  let run: { index: number; length: number }[] = [];
  const finish = () => {
    if (run.length >= FEWEST_PREFIXED) for (const { index, length } of run) cut(lines, moved, index, length);
    run = [];
  };
  for (const [index, line] of lines.entries()) {
    const length = PREFIX.exec(line)?.[0].length;
    if (length !== undefined) run.push({ index, length });
    else if (line.trim() !== "") finish();
  }
  finish();
}

function cut(lines: string[], moved: Map<number, Piece[]>, index: number, length: number): void {
  const before = moved.get(index) ?? [{ at: 0, from: 0, line: index }];
  lines[index] = lines[index]?.slice(length) ?? "";
  const first = before.findLast(({ at }) => at <= length) ?? { at: 0, from: 0, line: index };
  const kept = before.filter(({ at }) => at > length).map((piece) => ({ ...piece, at: piece.at - length }));
  moved.set(index, [{ at: 0, from: first.from + length - first.at, line: index }, ...kept]);
}

/** The shortest line that a terminal or a mail would have broken. */
const SHORTEST_BROKEN = 40;
/** No rule is broken into more lines than this. */
const MOST_LINES = 8;

/** Joins a rule to the lines that it was broken into, where only then it can be read; those lines are then empty. */
function joinWrapped(lines: string[], moved: Map<number, Piece[]>): void {
  for (let index = 0; index + 1 < lines.length; index++) {
    const line = lines[index] ?? "";
    if (!isRuleLine(line)) continue;
    if (line.endsWith("\\")) {
      joinContinued(lines, moved, index);
      continue;
    }
    if (!isRest(lines[index + 1] ?? "")) continue;
    joinRest(lines, moved, index);
  }
}

/** A line that a backslash continues, as shells take it. */
function joinContinued(lines: string[], moved: Map<number, Piece[]>, index: number): void {
  for (let at = index + 1; at < lines.length && lines[index]?.endsWith("\\") === true; at++) {
    lines[index] = lines[index].slice(0, -1);
    join(lines, moved, index, at, " ");
  }
}

function joinRest(lines: string[], moved: Map<number, Piece[]>, index: number): void {
  let joined = lines[index] ?? "";
  const alone = faultOf(joined);
  const by: string[] = [];
  /** How many lines belong to it, by what is known so far. */
  let count = 0;
  for (let at = index + 1; at < lines.length && by.length < MOST_LINES; at++) {
    const rest = (lines[at] ?? "").trim();
    if ((lines[at - 1] ?? "").length < SHORTEST_BROKEN || !isRest(lines[at] ?? "")) break;
    // Broken at a blank, or in the middle of a word: whichever reads better. What reads well alone takes flags only.
    const spaced = faultOf(`${joined} ${rest}`);
    const whole = faultOf(joined + rest);
    const between = whole < spaced ? "" : " ";
    if (alone === 0 && !rest.startsWith("-") && !(between === "" && isPartOfName(joined, rest))) break;
    joined += between + rest;
    by.push(between);
    if (Math.min(spaced, whole) === 0) count = by.length;
  }
  for (const [offset, between] of by.slice(0, count).entries()) join(lines, moved, index, index + 1 + offset, between);
}

/** `-j KUBE-SVC-2CMXP7` and `HKUVJN7L6M`: a chain's name that was broken. */
function isPartOfName(line: string, rest: string): boolean {
  return /^[A-Z0-9-]{1,28}$/.test(rest) && /\s-[jg]\s+[A-Z]+-[A-Z0-9-]*$/.test(line);
}

function join(lines: string[], moved: Map<number, Piece[]>, index: number, at: number, between: string): void {
  const line = lines[index] ?? "";
  const rest = lines[at] ?? "";
  const indent = rest.length - rest.trimStart().length;
  const pieces = moved.get(index) ?? [{ at: 0, from: 0, line: index }];
  const shift = line.length + between.length;
  const own = moved.get(at) ?? [{ at: 0, from: 0, line: at }];
  const first = own.findLast((piece) => piece.at <= indent) ?? { at: 0, from: 0, line: at };
  moved.set(index, [...pieces, { at: shift, from: first.from + indent - first.at, line: at }]);
  lines[index] = line + between + rest.trim();
  lines[at] = "";
}

/** True for a line that can be the rest of a rule: it begins nothing of its own. */
function isRest(line: string): boolean {
  return (
    line.trim() !== "" &&
    !/^\s*(?:-[A-Z](?:\s|$)|[:*#[]|COMMIT\b|```|~~~|Chain\s|\d+:\s|\S*[#$%>]\s)/.test(line) &&
    !/^\s*(?:sudo\s+)?(?:\S*\/)?(?:ip6?tables|ipset|ip|kubectl|conntrack)\s/.test(line)
  );
}

/** How many problems a rule's line has when it is read by itself. */
function faultOf(line: string): number {
  const problems = new ProblemList();
  const start = /-A\s+\S+/.exec(line);
  if (!start) return 1;
  const words = splitWords(line, start.index + start[0].length);
  readRule(words, { family: 4, table: "filter", chains: { has: mayBeChain }, line: 1, problems });
  const parts = words.some(({ closed }) => !closed);
  const bare = !/\s-[jg]\s/.test(line);
  return problems.kept().length + (parts ? 1 : 0) + (bare ? 1 : 0);
}
