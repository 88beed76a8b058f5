/**
 * Lines that a terminal, a mail or a chat broke because they were too long, put together again.
 */
import { isInterfaceLine } from "../netfilter/read/ip-addr";
import { isRouteLine } from "../netfilter/read/ip-route";
import { isSetCommand, isSetCreation } from "../netfilter/read/node-signs";
import { isRuleLine } from "../netfilter/read/iptables-save";
import type { Lines } from "../netfilter/read/lines";
import { ProblemList } from "../netfilter/read/problems";
import { readRule } from "../netfilter/read/rule";
import { mayBeChain } from "../netfilter/read/table-draft";
import { splitWords } from "../netfilter/read/words";
import type { MovedLines } from "./moved-lines";
import { isChangingLine } from "./loose-signs";

/** The shortest line that a terminal or a mail would have broken. */
const SHORTEST_BROKEN = 40;
/** No rule is broken into more lines than this. */
const MOST_LINES = 8;

/** Joins a line to those that it was broken into; those lines are then empty. `mayContinue`: whether the text has a backslash. */
export function joinWrapped(moved: MovedLines, mayContinue: boolean): void {
  const widths = new Widths(moved);
  if (mayContinue)
    moved.each((index) => {
      if (index + 1 < moved.lines.length) joinAt(moved, index, widths);
    });
  // What begins a rule or a chain is no rest of another.
  else for (const next of moved.unprinted) if (next > 0) joinAt(moved, next - 1, widths);
}

/** Joins the line at an index to what follows it, where that belongs to it. */
function joinAt(moved: MovedLines, index: number, widths: Widths): void {
  const line = moved.at(index);
  const continued = line.endsWith("\\");
  if (!continued && moved.lines.isPrinted(index + 1)) return;
  if (continued && (isRuleLine(line) || isChangingLine(line))) {
    widths.work();
    joinContinued(moved, index);
  } else if (isRuleLine(line)) {
    if (isRest(moved.at(index + 1))) joinRule(moved, index, widths.work().rules);
  } else if (line.length >= SHORTEST_BROKEN && isRest(moved.at(index + 1))) joinOther(moved, index, widths);
}

/** Where a terminal broke rules, and all lines: worked out before the first line is joined, as nearly no text has a broken one. */
class Widths {
  readonly #moved: MovedLines;
  #worked: { readonly rules: number; readonly all: number } | undefined;

  constructor(moved: MovedLines) {
    this.#moved = moved;
  }

  work(): { readonly rules: number; readonly all: number } {
    const { lines } = this.#moved;
    this.#worked ??= { rules: terminalWidth(lines, isRuleLine), all: terminalWidth(lines, () => true) };
    return this.#worked;
  }
}

/**
 * Where a terminal broke the lines in the middle of words: many have the same length, and none is longer. Zero where that
 * is not so.
 */
function terminalWidth(lines: Lines, counts: (line: string) => boolean): number {
  let width = 0;
  let count = 0;
  for (let index = 0; index < lines.length; index++) {
    const line = lines.at(index);
    if (!counts(line)) continue;
    const { length } = line.trimEnd();
    if (length > width) {
      width = length;
      count = 0;
    }
    if (length === width) count++;
  }
  return count >= 2 && width >= SHORTEST_BROKEN ? width : 0;
}

/** A line that a backslash continues, as shells take it. */
function joinContinued(moved: MovedLines, index: number): void {
  const between: string[] = [];
  for (let at = index; moved.at(at).endsWith("\\") && at + 1 < moved.lines.length; at++) {
    moved.lines.put(at, moved.at(at).slice(0, -1));
    between.push(/\s$/.test(moved.at(at)) && at === index ? "" : " ");
  }
  moved.join(index, between);
}

/** A rule: only so much as makes it one that can be read. */
function joinRule(moved: MovedLines, index: number, width: number): void {
  let joined = moved.at(index);
  const alone = faultOf(joined);
  const by: string[] = [];
  /** How many lines belong to it, by what is known so far. */
  let count = 0;
  for (let at = index + 1; at < moved.lines.length && by.length < MOST_LINES; at++) {
    const source = moved.at(at);
    const rest = source.trim();
    const { length } = moved.at(at - 1);
    if (length < SHORTEST_BROKEN || !isRest(source)) break;
    // Broken at a blank, or in the middle of a word: whichever reads better. What reads well alone takes flags only.
    const spaced = faultOf(joinedBy(joined, " ", rest));
    const whole = faultOf(joined + rest);
    const between = whole < spaced || (whole === spaced && length === width) || joined.endsWith(" ") ? "" : " ";
    if (alone === 0 && !rest.startsWith("-") && !(between === "" && isPartOfName(joined, rest))) break;
    joined += between + rest;
    by.push(between);
    if (Math.min(spaced, whole) === 0) count = by.length;
  }
  if (count > 0) moved.join(index, by.slice(0, count));
}

function joinedBy(line: string, between: string, rest: string): string {
  return line.endsWith(" ") ? line + rest : line + between + rest;
}

/** `-j KUBE-SVC-2CMXP7` and `HKUVJN7L6M`: a chain's name that was broken. */
function isPartOfName(line: string, rest: string): boolean {
  return /^[A-Z0-9-]{1,28}$/.test(rest) && /\s-[jg]\s+[A-Z]+-[A-Z0-9-]*$/.test(line);
}

/** Words that stand in lines of `ip addr`, `ip route` and `ipset save` behind others. */
const LATER_WORDS =
  /^\s*(?:mtu|qdisc|state|group|qlen|mode|default|noqueue|brd|scope|global|dynamic|noprefixroute|valid_lft|preferred_lft|forever|link|host|proto|kernel|src|dev|via|metric|onlink|linkdown|pref|hashsize|maxelem|bucketsize|initval|family|timeout|counters|comment)(?=\s|$)/;

/** A line of the node: what a terminal broke in the middle of a word, or what begins with a word of its own. */
function joinOther(moved: MovedLines, index: number, widths: Widths): void {
  const line = moved.at(index);
  const known = isInterfaceLine(line) || /^\s+inet6?\s/.test(line) || isRouteLine(line) || isSetCreation(line);
  if (!known) return;
  const rest = moved.at(index + 1);
  if (isRouteLine(rest) || isSetCommand(rest) || isInterfaceLine(rest) || /^\s+(?:inet|link|valid)/.test(rest)) return;
  if (line.length === widths.work().all) moved.join(index, [rest.startsWith(" ") ? " " : ""]);
  else if (LATER_WORDS.test(rest)) moved.join(index, [" "]);
}

/** True for a line that can be the rest of one above: it begins nothing of its own. */
function isRest(line: string): boolean {
  return (
    line.trim() !== "" &&
    !/^\s*(?:-[A-Z](?:\s|$)|[:*#[]|COMMIT\b|```|~~~|Chain\s|\d+:\s|(?!->)\S*[#$%>]\s)/.test(line) &&
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
