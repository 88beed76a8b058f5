/**
 * What stands in the Map, with its place.
 */
import type { Table, TableName } from "../netfilter/ruleset";
import type { Entry, Lane } from "./lane";

/** An entry of a lane with its place in the picture. */
export interface PlacedEntry {
  readonly entry: Entry;
  readonly table: TableName;
  readonly meaning: string | null;
  /** The lane's top. */
  readonly top: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly list: number;
}

/** A table with what stands in its lane. */
export interface TableLane extends Lane {
  readonly table: Table;
  /** True where none of its chains has a rule: it is a thin line. */
  readonly quiet: boolean;
}

/** The id of a lane's node. */
export function laneId(table: TableName): string {
  return `lane:${table}`;
}

/** The height in an entry at which ways enter and leave it. */
export function wayHeight({ y, height, list }: PlacedEntry): number {
  return y + (height - list) / 2;
}
