/**
 * Where the chains and folds beside the way stand in their row: in the column behind the chain that leads to them, below
 * what stands there already. What the packet touches was placed before, so that opening one moves nothing of the way.
 */
import type { Beside, BesideChain, BesideFold, RowOfChains } from "./beside";
import { besideOf } from "./beside";
import type { Visit } from "./calls";
import { headerOf, heightOfLine } from "./card";
import { foldListHeight, ruleListHeight } from "./lists";
import { BESIDE_GAP, BESIDE_WIDTH, FOLD_HEIGHT, ROW_LABEL } from "./measure";
import type { Point } from "./picture";
import type { Column, PlacedCard } from "./placed";
import { nextColumn } from "./placed";
import { callWay } from "./ways";

export type PlacedBeside = (BesideChain | BesideFold) & {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The height of its list; 0 where it shows none. */
  readonly list: number;
  readonly meaning: string | null;
  /** The way that leads to it. */
  readonly points: readonly Point[];
};

/** Places what stands beside the way; `columns` and `bottoms` grow by it. */
export function placeBeside(
  cards: ReadonlyMap<Visit, PlacedCard>,
  row: RowOfChains,
  columns: Column[],
  bottoms: number[],
): PlacedBeside[] {
  const placed = new Map<Visit | Beside, PlacedBeside>();
  for (const beside of besideOf([...cards.keys()], row)) {
    const { column, caller, rule } = beside;
    const card = "kind" in caller ? undefined : cards.get(caller);
    const before = placed.get(caller);
    const right = columns[column - 1]?.right ?? 0;
    const place = (columns[column] ??= nextColumn(columns, BESIDE_WIDTH));
    const from = card
      ? { x: card.x + card.width, y: card.y + heightOfLine(card, rule), top: card.y }
      : { x: right, y: (before?.y ?? 0) + headerOf(before?.meaning ?? null) / 2, top: before?.y ?? 0 };
    const y = Math.max((bottoms[column] ?? ROW_LABEL) + BESIDE_GAP, from.top);
    const meaning = beside.kind === "chain" ? row.meaningOf(beside.chain.name) : null;
    const list = listOf(beside);
    const header = beside.kind === "chain" ? headerOf(meaning) : FOLD_HEIGHT;
    const enter = { x: place.x, y: y + header / 2 };
    placed.set(beside, {
      ...beside,
      meaning,
      x: place.x,
      y,
      width: place.right - place.x,
      height: header + list,
      list,
      points: callWay({ x: from.x, y: from.y }, enter, right, 1, 0),
    });
    bottoms[column] = y + header + list;
  }
  return [...placed.values()];
}

/** The height of the list of what was opened. */
function listOf(beside: Beside): number {
  if (beside.kind === "fold") return beside.state === "list" ? foldListHeight(beside.count) : 0;
  return beside.opened ? ruleListHeight(beside.chain) : 0;
}
