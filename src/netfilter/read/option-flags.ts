/**
 * Finds an option of an extension by the flag that stands in a rule.
 */
import type { MatchExtension, OptionSpec, TargetExtension } from "../extensions/extension";

export interface FoundOption {
  /** Its name in the extension's table, under which its value is kept. */
  readonly name: string;
  readonly spec: OptionSpec<unknown>;
}

export type FlagTable = ReadonlyMap<string, FoundOption>;

const tables = new WeakMap<MatchExtension | TargetExtension, FlagTable>();

/** The options of an extension by every flag that they go by. */
export function flagsOf(extension: MatchExtension | TargetExtension): FlagTable {
  const known = tables.get(extension);
  if (known) return known;
  const table = new Map<string, FoundOption>();
  for (const [name, spec] of Object.entries(extension.options)) {
    for (const flag of spec.flags) table.set(flag, { name, spec });
  }
  tables.set(extension, table);
  return table;
}
