/**
 * How an extension's file states it: typed options in, and out comes what the registry holds.
 *
 * The two casts below are the only ones: the options reach an extension's functions through its own table (read/rule.ts
 * reads them by it), so that their types are what the table says.
 */
import type { Options } from "../ruleset";
import type { Answer, Effect, MatchExtension, OptionsOf, OptionSpec, OptionTable, TargetExtension, World } from "./extension";

export interface MatchDefinition<Table extends OptionTable> {
  readonly name: string;
  readonly options: Table;
  readonly protocols?: readonly number[];
  readonly head?: boolean;
  readonly check?: (options: OptionsOf<Table>) => string | undefined;
  readonly test: (options: OptionsOf<Table>, world: World) => Answer;
  readonly tell: (options: OptionsOf<Table>) => string;
  readonly shows?: (options: OptionsOf<Table>, world: World) => string | undefined;
}

export interface TargetDefinition<Table extends OptionTable> {
  readonly name: string;
  readonly options: Table;
  readonly check?: (options: OptionsOf<Table>) => string | undefined;
  readonly act: (options: OptionsOf<Table>, world: World) => Effect;
  readonly tell: (options: OptionsOf<Table>) => string;
}

/** A match extension as the registry holds it. */
export function defineMatch<Table extends OptionTable>(definition: MatchDefinition<Table>): MatchExtension {
  const typed = (options: Options) => options as OptionsOf<Table>;
  const table = definition.options as unknown as Readonly<Record<string, OptionSpec<unknown>>>;
  return {
    kind: "match",
    name: definition.name,
    options: table,
    protocols: definition.protocols ?? [],
    head: definition.head ?? false,
    check: (options) => definition.check?.(typed(options)),
    test: (options, world) => definition.test(typed(options), world),
    tell: (options) => definition.tell(typed(options)),
    shows: (options, world) => definition.shows?.(typed(options), world),
    print: (options) => printOptions(table, options),
  };
}

/** A target extension as the registry holds it. */
export function defineTarget<Table extends OptionTable>(definition: TargetDefinition<Table>): TargetExtension {
  const typed = (options: Options) => options as OptionsOf<Table>;
  const table = definition.options as unknown as Readonly<Record<string, OptionSpec<unknown>>>;
  return {
    kind: "target",
    name: definition.name,
    options: table,
    check: (options) => definition.check?.(typed(options)),
    act: (options, world) => definition.act(typed(options), world),
    tell: (options) => definition.tell(typed(options)),
    print: (options) => printOptions(table, options),
  };
}

/** The options in their table's order, as iptables-save prints them. */
function printOptions(table: Readonly<Record<string, OptionSpec<unknown>>>, options: Options): string {
  const parts: string[] = [];
  for (const [name, spec] of Object.entries(table)) {
    const option = options[name];
    if (!option) continue;
    const words = spec.print(option.value);
    parts.push(`${option.negated ? "! " : ""}${spec.flags[0]}${words === "" ? "" : ` ${words}`}`);
  }
  return parts.join(" ");
}
