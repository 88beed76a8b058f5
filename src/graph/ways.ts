/**
 * The corners of the ways between cards.
 */
import { COLUMN_GAP, ENTRY_MARGIN } from "./measure";
import type { Point } from "./picture";

/** To the next column by a bend between the two; to one further right over the cards between, at the height `over`. */
export function callWay(exit: Point, enter: Point, right: number, columns: number, over: number): readonly Point[] {
  if (columns === 1) {
    const bend = right + COLUMN_GAP * 0.45;
    return [exit, { x: bend, y: exit.y }, { x: bend, y: enter.y }, enter];
  }
  const up = right + COLUMN_GAP * 0.25;
  const down = enter.x - COLUMN_GAP * 0.25;
  return [exit, { x: up, y: exit.y }, { x: up, y: over }, { x: down, y: over }, { x: down, y: enter.y }, enter];
}

/** At the height of the rule that calls where that is beside the header, so that the way is straight; else its middle. */
export function entryOf(wanted: number, header: number): number {
  return ENTRY_MARGIN <= wanted && wanted <= header - ENTRY_MARGIN ? wanted : header / 2;
}
