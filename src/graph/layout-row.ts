/**
 * Where the chains of one row stand: the base chain left, each jump a column to the right, what stands in one column
 * from top to bottom in the order in which the packet came. It knows nothing of the other rows, so that these cannot
 * move it.
 */
import type { Chain } from "../netfilter/ruleset";
import type { Call, Visit } from "./calls";
import { callsOf } from "./calls";
import type { Card, Told } from "./card";
import { cardOf, headerOf, heightOfLine } from "./card";
import {
  CHAINS_PER_ROW,
  COLUMN_GAP,
  END_HEIGHT,
  END_WIDTH,
  ENTRY_MARGIN,
  GUTTER,
  LABEL_ROOM,
  OVER_CARDS,
  ROW_FOOT,
  SPINE_INSET,
  STRAIGHTENED,
} from "./measure";
import type { RowStation } from "./rows";
import type { Point } from "./walk-graph";

/** A row with chains drawn in it, its upper left corner at 0, 0. */
export interface PlacedRow {
  readonly cards: readonly PlacedCard[];
  readonly edges: readonly PlacedCall[];
  readonly width: number;
  readonly height: number;
  /** The steps of this row and the place of the line in which each stands. */
  readonly lines: ReadonlyMap<number, Line>;
  /** Where the end of the way stands, if it ends in this row. */
  readonly end: Point;
  /** How many chains are left out because there are too many. */
  readonly left: number;
}

export interface PlacedCard extends Card {
  readonly visit: Visit;
  readonly x: number;
  readonly y: number;
  /** How far below its top calls enter it; null for the base chain. */
  readonly entry: number | null;
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

/** Lays out one row that has something to show. */
export function placeRow(station: RowStation, base: Chain, chains: ReadonlyMap<string, Chain>, told: Told): PlacedRow {
  const { visits, calls, left } = callsOf(station, base, chains, CHAINS_PER_ROW);
  const sized = visits.map((visit) => ({ visit, card: cardOf(visit, told) }));
  const columns = columnsOf(sized);
  const bottoms = columns.map(() => 0);
  const placed = new Map<Visit, PlacedCard>();
  const firstCalls = new Map<Visit, Call>();
  for (const call of calls) if (!firstCalls.has(call.to)) firstCalls.set(call.to, call);

  for (const { visit, card } of sized) {
    const call = firstCalls.get(visit);
    const caller = call && placed.get(call.from);
    const highest = Math.max((bottoms[visit.column] ?? 0) + LABEL_ROOM, caller?.y ?? 0);
    const header = headerOf(card.meaning);
    const calling = call && caller ? caller.y + heightOfLine(caller, call.rule) : null;
    const straight = calling === null ? highest : calling - header / 2;
    const y = straight > highest && straight < highest + STRAIGHTENED ? straight : highest;
    const entry = calling === null ? null : entryOf(calling - y, header);
    placed.set(visit, { ...card, visit, x: columns[visit.column]?.x ?? GUTTER, y, entry });
    bottoms[visit.column] = y + card.height;
  }

  const columnRight = (visit: Visit) => columns[visit.column]?.right ?? GUTTER;
  const lineAt = (card: PlacedCard, which: number | "policy"): Line => {
    const y = card.y + heightOfLine(card, which);
    return {
      card,
      at: { x: card.x + SPINE_INSET, y },
      exit: { x: card.x + card.width, y },
      columnRight: columnRight(card.visit),
    };
  };
  const lines = new Map<number, Line>();
  for (const card of placed.values()) {
    for (const [rule, steps] of card.visit.matched) for (const step of steps) lines.set(step, lineAt(card, rule));
    if (card.visit.policy !== null) lines.set(card.visit.policy, lineAt(card, "policy"));
  }
  // Steps in chains that are left out stand in the line before them that is drawn.
  let last: Line | undefined;
  for (const { index } of station.steps) {
    const line = lines.get(index) ?? last;
    if (line) lines.set(index, line);
    last = line;
  }

  const edges = calls.flatMap((call): PlacedCall[] => {
    const from = placed.get(call.from);
    const to = placed.get(call.to);
    if (!from || !to) return [];
    const exit = lineAt(from, call.rule).exit;
    const enter = { x: to.x, y: to.y + (to.entry ?? 0) };
    return [{ ...call, points: callWay(exit, enter, columnRight(call.from), call.to.column - call.from.column) }];
  });
  const end = endOf(last, columns, bottoms);
  const right = Math.max(...columns.map((column) => column.right));
  return {
    cards: [...placed.values()],
    edges,
    width: right + ROW_FOOT,
    height: Math.max(...bottoms) + ROW_FOOT,
    lines,
    end,
    left,
  };
}

/** To the next column by a bend between the two; to one further right over the cards between, at the row's top. */
function callWay(exit: Point, enter: Point, right: number, columns: number): readonly Point[] {
  if (columns === 1) {
    const bend = right + COLUMN_GAP * 0.45;
    return [exit, { x: bend, y: exit.y }, { x: bend, y: enter.y }, enter];
  }
  const up = right + COLUMN_GAP * 0.25;
  const down = enter.x - COLUMN_GAP * 0.25;
  return [
    exit,
    { x: up, y: exit.y },
    { x: up, y: OVER_CARDS },
    { x: down, y: OVER_CARDS },
    { x: down, y: enter.y },
    enter,
  ];
}

/** At the height of the rule that calls where that is beside the header, so that the way is straight; else its middle. */
function entryOf(wanted: number, header: number): number {
  return ENTRY_MARGIN <= wanted && wanted <= header - ENTRY_MARGIN ? wanted : header / 2;
}

interface Column {
  readonly x: number;
  readonly right: number;
}

function columnsOf(sized: readonly { readonly visit: Visit; readonly card: Card }[]): Column[] {
  const widths: number[] = [];
  for (const { visit, card } of sized) widths[visit.column] = Math.max(widths[visit.column] ?? 0, card.width);
  const columns: Column[] = [];
  let x = GUTTER;
  // A column may be empty where chains were left out.
  for (const width of Array.from(widths, (found: number | undefined) => found ?? 0)) {
    columns.push({ x, right: x + width });
    x += width + COLUMN_GAP;
  }
  return columns;
}

/** Right of the line where the way ends, below what stands there already. */
function endOf(line: Line | undefined, columns: readonly Column[], bottoms: readonly number[]): Point {
  if (!line) return { x: GUTTER, y: LABEL_ROOM };
  const next = line.card.visit.column + 1;
  const above = bottoms[next];
  const wanted = line.exit.y - END_HEIGHT / 2;
  return {
    x: columns[next]?.x ?? line.columnRight + COLUMN_GAP,
    y: Math.max(wanted, LABEL_ROOM, above === undefined ? 0 : above + LABEL_ROOM),
  };
}

/** The right and bottom of an end that stands in its row. */
export function aroundEnd(row: PlacedRow): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(row.width, row.end.x + END_WIDTH + ROW_FOOT),
    height: Math.max(row.height, row.end.y + END_HEIGHT + ROW_FOOT),
  };
}
