/**
 * Where the chains of one row stand: the base chain left, each jump a column to the right, what stands in one column
 * from top to bottom in the order in which the packet came, and below it what stands beside the way. It knows nothing
 * of the other rows, so that these cannot move it.
 */
import type { Chain } from "../netfilter/ruleset";
import type { RowOfChains } from "./beside";
import type { Call, Visit } from "./calls";
import { callsOf } from "./calls";
import type { Card, Told } from "./card";
import { cardOf, headerOf, heightOfLine } from "./card";
import {
  BESIDE_WIDTH,
  CARD_NARROW,
  CARD_WIDEST,
  CHAINS_PER_ROW,
  COLUMN_GAP,
  END_HEIGHT,
  END_WIDTH,
  GUTTER,
  LABEL_ROOM,
  MANY_COLUMNS,
  OVER_CARDS,
  ROW_FOOT,
  ROW_LABEL,
  SPINE_INSET,
  STRAIGHTENED,
} from "./measure";
import type { Point } from "./picture";
import type { Column, PlacedCard } from "./placed";
import { nextColumn } from "./placed";
import type { PlacedBeside } from "./place-beside";
import { placeBeside } from "./place-beside";
import type { RowStation } from "./rows";
import { callWay, entryOf } from "./ways";

/** A row with chains drawn in it, its upper left corner at 0, 0. */
export interface PlacedRow {
  readonly cards: readonly PlacedCard[];
  readonly edges: readonly PlacedCall[];
  readonly beside: readonly PlacedBeside[];
  readonly width: number;
  readonly height: number;
  /** The steps of this row and the place of the line in which each stands. */
  readonly lines: ReadonlyMap<number, Line>;
  /** Where the end of the way stands, if it ends in this row. */
  readonly end: Point;
  /** How many chains are left out because there are too many. */
  readonly left: number;
}

export interface PlacedCall extends Call {
  readonly points: readonly Point[];
}

/** A line of a card: where the packet stands in it, and where something leaves it to the right. */
export interface Line {
  readonly card: PlacedCard;
  readonly at: Point;
  readonly exit: Point;
  /** The right side of the card's column. */
  readonly columnRight: number;
}

/** The top of the highest cards of a row. */
const TOP = ROW_LABEL + LABEL_ROOM;

/** Lays out one row that has something to show; `ends` where the way ends in it. */
export function placeRow(station: RowStation, base: Chain, row: RowOfChains, told: Told, ends: boolean): PlacedRow {
  const { visits, calls, left } = callsOf(station, base, row.chains, CHAINS_PER_ROW);
  const widest = Math.max(...visits.map(({ column }) => column)) + 1 < MANY_COLUMNS ? CARD_WIDEST : CARD_NARROW;
  const sized = visits.map((visit) => ({
    visit,
    card: cardOf(visit, told, widest, row.opened.has(`chain:${row.name}/${visit.chain.name}`)),
  }));
  const columns = columnsOf(sized);
  const bottoms = columns.map(() => ROW_LABEL);
  const placed = new Map<Visit, PlacedCard>();
  const firstCalls = new Map<Visit, Call>();
  for (const call of calls) if (!firstCalls.has(call.to)) firstCalls.set(call.to, call);

  for (const { visit, card } of sized) {
    const call = firstCalls.get(visit);
    const caller = call && placed.get(call.from);
    const highest = Math.max((bottoms[visit.column] ?? ROW_LABEL) + LABEL_ROOM, caller?.y ?? 0);
    const header = headerOf(card.meaning);
    const calling = call && caller ? caller.y + heightOfLine(caller, call.rule) : null;
    const straight = calling === null ? highest : calling - header / 2;
    const y = straight > highest && straight < highest + STRAIGHTENED ? straight : highest;
    const entry = calling === null ? null : entryOf(calling - y, header);
    placed.set(visit, { ...card, visit, x: columns[visit.column]?.x ?? GUTTER, y, entry });
    bottoms[visit.column] = y + card.height;
  }

  const lineAt = (card: PlacedCard, which: number | "policy"): Line => {
    const y = card.y + heightOfLine(card, which);
    return {
      card,
      at: { x: card.x + SPINE_INSET, y },
      exit: { x: card.x + card.width, y },
      columnRight: columns[card.visit.column]?.right ?? GUTTER,
    };
  };
  const lines = linesOf(station, [...placed.values()], lineAt);
  const edges = calls.flatMap((call): PlacedCall[] => {
    const from = placed.get(call.from);
    const to = placed.get(call.to);
    if (!from || !to) return [];
    const { exit, columnRight } = lineAt(from, call.rule);
    const enter = { x: to.x, y: to.y + (to.entry ?? 0) };
    return [{ ...call, points: callWay(exit, enter, columnRight, call.to.column - call.from.column, OVER_CARDS) }];
  });
  const last = station.steps.at(-1);
  const lastLine = last && lines.get(last.index);
  const end = endOf(lastLine, columns, bottoms);
  if (ends && lastLine) keepRoomForEnd(lastLine.card.visit.column + 1, end, columns, bottoms);
  const beside = placeBeside(placed, row, columns, bottoms);
  const right = Math.max(...columns.map((column) => column.right));
  return {
    cards: [...placed.values()],
    edges,
    beside,
    width: right + ROW_FOOT,
    height: Math.max(...bottoms) + ROW_FOOT,
    lines,
    end,
    left,
  };
}

/** The line of each step; steps in chains that are left out stand in the line before them that is drawn. */
function linesOf(
  station: RowStation,
  cards: readonly PlacedCard[],
  lineAt: (card: PlacedCard, which: number | "policy") => Line,
): Map<number, Line> {
  const lines = new Map<number, Line>();
  for (const card of cards) {
    for (const [rule, steps] of card.visit.matched) for (const step of steps) lines.set(step, lineAt(card, rule));
    if (card.visit.policy !== null) lines.set(card.visit.policy, lineAt(card, "policy"));
  }
  let last: Line | undefined;
  for (const { index } of station.steps) {
    const line = lines.get(index) ?? last;
    if (line) lines.set(index, line);
    last = line;
  }
  return lines;
}

function columnsOf(sized: readonly { readonly visit: Visit; readonly card: Card }[]): Column[] {
  const widths: number[] = [];
  for (const { visit, card } of sized) widths[visit.column] = Math.max(widths[visit.column] ?? 0, card.width);
  const columns: Column[] = [];
  // A column may be empty where chains were left out.
  for (const width of Array.from(widths, (found: number | undefined) => found ?? BESIDE_WIDTH))
    columns.push(nextColumn(columns, width));
  return columns;
}

/** Right of the line where the way ends, below what stands there already. */
function endOf(line: Line | undefined, columns: readonly Column[], bottoms: readonly number[]): Point {
  if (!line) return { x: GUTTER, y: TOP };
  const next = line.card.visit.column + 1;
  const x = columns[next]?.x ?? line.columnRight + COLUMN_GAP;
  const wanted = line.exit.y - END_HEIGHT / 2;
  const above = bottoms.filter((_, index) => index >= next && (columns[index]?.x ?? 0) < x + END_WIDTH);
  return { x, y: Math.max(wanted, TOP, ...above.map((bottom) => bottom + LABEL_ROOM)) };
}

/** What stands beside the way stands below the end, in every column over which it lies. */
function keepRoomForEnd(first: number, end: Point, columns: Column[], bottoms: number[]): void {
  for (let index = first; ; index++) {
    const column = columns[index] ?? nextColumn(columns, BESIDE_WIDTH);
    if (index > first && column.x >= end.x + END_WIDTH) return;
    columns[index] = column;
    bottoms[index] = Math.max(bottoms[index] ?? ROW_LABEL, end.y + END_HEIGHT);
  }
}

/** The right and bottom of an end that stands in its row. */
export function aroundEnd(row: PlacedRow): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(row.width, row.end.x + END_WIDTH + ROW_FOOT),
    height: Math.max(row.height, row.end.y + END_HEIGHT + ROW_FOOT),
  };
}
