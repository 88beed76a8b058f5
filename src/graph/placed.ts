/**
 * What has its place in a row: cards and columns.
 */
import type { Visit } from "./calls";
import type { Card } from "./card";
import { COLUMN_GAP, GUTTER } from "./measure";

export interface PlacedCard extends Card {
  readonly visit: Visit;
  readonly x: number;
  readonly y: number;
  /** How far below its top calls enter it; null for the base chain. */
  readonly entry: number | null;
}

/** Where a column begins and ends. */
export interface Column {
  readonly x: number;
  readonly right: number;
}

/** The column behind some others. */
export function nextColumn(columns: readonly Column[], width: number): Column {
  const last = columns.at(-1);
  const x = last ? last.right + COLUMN_GAP : GUTTER;
  return { x, right: x + width };
}
