/**
 * Takes a row of `iptables -L` apart: `  7  397M ACCEPT  tcp  --  eth0  *  0.0.0.0/0  10.0.0.1  tcp dpt:80`. Columns are
 * as wide as what stands in them, so that words are counted, not places (iptables(8), --list, -v, -n, --line-numbers).
 */
import { protocolNumber } from "../protocols";
import type { Counters } from "../ruleset";

/** Which columns the rows of a chain have, told by the line above them. */
export interface Columns {
  readonly numbered: boolean;
  readonly counted: boolean;
  readonly devices: boolean;
}

/** A word of a row, and where it begins in the line, from 0. */
export interface Cell {
  readonly text: string;
  readonly at: number;
}

export interface Row {
  readonly number: number | undefined;
  readonly counters: Counters | undefined;
  /** True where the counters are rounded (`397M`). */
  readonly rounded: boolean;
  /** Undefined for a rule without a target. */
  readonly target: Cell | undefined;
  readonly protocol: Cell;
  readonly fragment: "-f" | "!f" | undefined;
  readonly devices: { readonly in: Cell; readonly out: Cell } | undefined;
  readonly source: Cell;
  readonly destination: Cell;
  /** What stands behind the addresses: matches and target in words. Its `at` is the line's end where there is nothing. */
  readonly prose: Cell;
  /** Where the row begins behind its number and its counters. */
  readonly start: number;
}

const HEADING = /^\s*(num\s+)?(pkts\s+bytes\s+)?target\s+prot(?:\s+opt)?\s+(in\s+out\s+)?source\s+destination\s*$/;

/** The columns that a heading names; undefined for any other line. */
export function columnsOf(line: string): Columns | undefined {
  const found = HEADING.exec(line);
  return found
    ? { numbered: found[1] !== undefined, counted: found[2] !== undefined, devices: found[3] !== undefined }
    : undefined;
}

/** How far into a line a row's columns reach at most; what follows is words of matches. */
const MOST_CELLS = 11;

/** The row of a line. Without the heading's `columns` they are told by what stands in them; undefined for any other line. */
export function readRow(line: string, columns?: Columns): Row | undefined {
  const cells = cellsOf(line);
  const counts = columns ? (columns.numbered ? 1 : 0) + (columns.counted ? 2 : 0) : countsBefore(cells);
  const numbered = columns ? columns.numbered : counts === 1 || counts === 3;
  const counted = counts >= 2;
  const leading = cells.slice(0, counts);
  if (leading.length < counts || !leading.every(({ text }) => isCount(text))) return undefined;
  const head = headOf(cells.slice(counts));
  if (!head) return undefined;
  const { rest } = head;
  const devices = columns ? columns.devices : counted;
  const [first, second, third, fourth] = rest;
  const ways = devices && first && second ? { in: first, out: second } : undefined;
  const [source, joined] = devices ? [third, fourth] : [first, second];
  if (!source || !joined || (devices && !ways)) return undefined;
  if (!head.known && !isAddressLike(source.text)) return undefined;
  const destination = {
    at: joined.at,
    text: /^!?[\da-fA-F:.]+\/[\d.]+(?=[a-z])/.exec(joined.text)?.[0] ?? joined.text,
  };
  const behind = destination.at + destination.text.length;
  const prose = line.slice(behind).trimStart();
  const [packets, bytes] = counted ? leading.slice(numbered ? 1 : 0) : [];
  return {
    number: numbered ? Number(leading[0]?.text) : undefined,
    counters: packets && bytes ? { packets: countOf(packets.text), bytes: countOf(bytes.text) } : undefined,
    rounded: [packets, bytes].some((cell) => /[A-Z]$/.test(cell?.text ?? "")),
    target: head.target,
    protocol: head.protocol,
    fragment: head.fragment,
    devices: ways,
    source,
    destination,
    prose: { text: prose.trimEnd(), at: line.length - prose.length },
    start: (head.target ?? head.protocol).at,
  };
}

/** A number as the kernel counted it, or rounded as iptables prints it without `-x`: K, M, G, T and P stand for thousands. */
export function countOf(text: string): number {
  const power = "KMGTP".indexOf(text.slice(-1)) + 1;
  return Number.parseInt(text, 10) * 1000 ** (text.length > 0 ? power : 0);
}

function isCount(text: string): boolean {
  return /^\d+[KMGTP]?$/.test(text);
}

function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  for (const { 0: text, index } of line.matchAll(/\S+/g)) {
    cells.push({ text, at: index });
    if (cells.length === MOST_CELLS) break;
  }
  return cells;
}

/** How many numbers stand before the target or the protocol, where no heading tells. A protocol may be a number too. */
function countsBefore(cells: readonly Cell[]): number {
  const mark = cells.findIndex(({ text }) => isMark(text));
  const most = mark < 0 ? 3 : Math.min(3, mark - 1);
  let counts = 0;
  while (counts < most && isCount(cells[counts]?.text ?? "")) counts++;
  return counts;
}

/** The column `opt`: whether the rule asks for fragments. Older ip6tables leave it blank. */
function isMark(text: string): boolean {
  return text === "--" || text === "-f" || text === "!f";
}

interface Head {
  readonly target: Cell | undefined;
  readonly protocol: Cell;
  readonly fragment: Row["fragment"];
  /** True where there is no doubt that it is a rule. */
  readonly known: boolean;
  readonly rest: readonly Cell[];
}

/** Target and protocol, of which the first may lack. */
function headOf(given: readonly Cell[]): Head | undefined {
  const cells = partJoined(given);
  for (const at of [1, 0]) {
    const protocol = cells[at];
    if (!protocol) continue;
    const mark = cells[at + 1]?.text ?? "";
    const marked = isMark(mark);
    // A protocol may have a name that only its machine knows.
    if (marked ? !/^!?\w/.test(protocol.text) : !isProtocol(protocol.text)) continue;
    return {
      target: at === 1 ? cells[0] : undefined,
      protocol,
      fragment: mark === "-f" || mark === "!f" ? mark : undefined,
      known: isProtocol(protocol.text) && marked,
      rest: cells.slice(at + (marked ? 2 : 1)),
    };
  }
  return undefined;
}

/** Older tools print a long protocol without a blank behind it: `mobility-header--`. */
function partJoined(cells: readonly Cell[]): readonly Cell[] {
  const at = cells.slice(0, 2).findIndex(({ text }) => /^!?[\w.+-]*\w(?:--|!f)$/.test(text));
  const joined = cells[at];
  if (!joined) return cells;
  const length = joined.text.length - 2;
  const parts = [
    { text: joined.text.slice(0, length), at: joined.at },
    { text: joined.text.slice(length), at: joined.at + length },
  ];
  return cells.toSpliced(at, 1, ...parts);
}

function isProtocol(text: string): boolean {
  const name = text.startsWith("!") ? text.slice(1) : text;
  return name === "all" || protocolNumber(name) !== undefined;
}

function isAddressLike(text: string): boolean {
  return /^!?(?:anywhere|default|localhost|[\da-fA-F]*:[\da-fA-F:.]*(?:\/[\da-fA-F:]+)?|\d+\.\d+\.\d+\.\d+(?:\/[\d.]+)?)$/.test(
    text,
  );
}
