/**
 * Some lines of a paste that belong together.
 */
import type { Lines } from "./lines";

/** From the index `from` up to, not including, `to`; the first line of the paste has the index 0 and the number 1. */
export interface Section {
  readonly lines: Lines;
  readonly from: number;
  readonly to: number;
}
