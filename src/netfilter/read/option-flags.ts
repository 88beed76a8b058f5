/**
 * Finds an option of an extension by the flag that stands in a rule.
 */
import type { MatchExtension, OptionSpec, TargetExtension } from "../extensions/extension";

export interface FoundOption {
  /** Its place in the table. */
  readonly place: number;
  /** Its name in the extension's table, under which its value is kept. */
  readonly name: string;
  readonly spec: OptionSpec<unknown>;
}

/** Most flags stand for one option; those of things that may come several times for one in each. */
export type FlagTable = ReadonlyMap<string, readonly [FoundOption, ...FoundOption[]]>;

const tables = new WeakMap<MatchExtension | TargetExtension, FlagTable>();

/** The options of an extension by every flag that they go by. */
export function flagsOf(extension: MatchExtension | TargetExtension): FlagTable {
  const known = tables.get(extension);
  if (known) return known;
  const table = new Map<string, readonly [FoundOption, ...FoundOption[]]>();
  for (const [place, [name, spec]] of Object.entries(extension.options).entries()) {
    for (const flag of spec.flags) {
      const found = { place, name, spec };
      const before = table.get(flag);
      table.set(flag, before ? [...before, found] : [found]);
    }
  }
  tables.set(extension, table);
  return table;
}
