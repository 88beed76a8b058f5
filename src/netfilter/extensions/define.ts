/**
 * How an extension's file states it: typed options in, and out comes what the registry holds.
 *
 * The casts below are the only ones: the options reach an extension's functions through its own table (read/rule.ts
 * reads them by it), so that their types are what the table says.
 */
import type { Family } from "../address";
import type { Options } from "../ruleset";
import type {
  Answer,
  ConnectionChange,
  Effect,
  MatchExtension,
  OptionsOf,
  OptionTable,
  RuleAround,
  TargetExtension,
  World,
} from "./extension";
import type { Narrowing } from "./narrowing";

export interface MatchDefinition<Table extends OptionTable> {
  readonly name: string;
  readonly options: Table;
  readonly protocols?: readonly number[];
  readonly head?: boolean;
  /** The families that have it; both where it is left out. */
  readonly families?: readonly Family[];
  readonly check?: (options: OptionsOf<Table>, around: RuleAround) => string | undefined;
  /** The options as iptables-save lists them where that is not as they were given: defaults filled in, what says nothing left out. */
  readonly canonical?: (options: OptionsOf<Table>, family: Family) => OptionsOf<Table>;
  readonly test: (options: OptionsOf<Table>, world: World) => Answer;
  readonly writes?: (options: OptionsOf<Table>, world: World) => ConnectionChange | undefined;
  /** What a packet must bear for it to hold (narrowing.ts). */
  readonly narrows?: (options: OptionsOf<Table>) => Narrowing | undefined;
  readonly tell: (options: OptionsOf<Table>) => string;
  readonly shows?: (options: OptionsOf<Table>, world: World) => string | undefined;
}

export interface TargetDefinition<Table extends OptionTable> {
  readonly name: string;
  readonly options: Table;
  /** The families that have it; both where it is left out. */
  readonly families?: readonly Family[];
  readonly check?: (options: OptionsOf<Table>, around: RuleAround) => string | undefined;
  /** The options as iptables-save lists them where that is not as they were given: defaults filled in, what says nothing left out. */
  readonly canonical?: (options: OptionsOf<Table>, family: Family) => OptionsOf<Table>;
  readonly act: (options: OptionsOf<Table>, world: World) => Effect;
  readonly tell: (options: OptionsOf<Table>) => string;
}

/** A match extension as the registry holds it. */
export function defineMatch<Table extends OptionTable>(definition: MatchDefinition<Table>): MatchExtension {
  const { writes } = definition;
  const typed = (options: Options) => options as OptionsOf<Table>;
  const listed = (options: Options, family: Family) =>
    (definition.canonical?.(typed(options), family) ?? options) as Options;
  return {
    kind: "match",
    name: definition.name,
    options: definition.options,
    protocols: definition.protocols ?? [],
    head: definition.head ?? false,
    families: definition.families ?? [4, 6],
    check: (options, around) => definition.check?.(typed(options), around),
    test: (options, world) => definition.test(typed(options), world),
    writes: writes && ((options, world) => writes(typed(options), world)),
    narrows: (options) => definition.narrows?.(typed(options)),
    tell: (options) => definition.tell(typed(options)),
    shows: (options, world) => definition.shows?.(typed(options), world),
    print: (options, family) => printOptions(definition.options, listed(options, family)),
  };
}

/** A target extension as the registry holds it. */
export function defineTarget<Table extends OptionTable>(definition: TargetDefinition<Table>): TargetExtension {
  const typed = (options: Options) => options as OptionsOf<Table>;
  const listed = (options: Options, family: Family) =>
    (definition.canonical?.(typed(options), family) ?? options) as Options;
  return {
    kind: "target",
    name: definition.name,
    options: definition.options,
    families: definition.families ?? [4, 6],
    check: (options, around) => definition.check?.(typed(options), around),
    act: (options, world) => definition.act(typed(options), world),
    tell: (options) => definition.tell(typed(options)),
    print: (options, family) => printOptions(definition.options, listed(options, family)),
  };
}

/** The options in their table's order, as iptables-save prints them. */
function printOptions(table: OptionTable, options: Options): string {
  const parts: string[] = [];
  for (const [name, spec] of Object.entries(table)) {
    const option = options[name];
    if (!option) continue;
    const words = spec.print(option.value);
    parts.push(`${option.negated ? "! " : ""}${spec.flags[0]}${words === "" ? "" : ` ${words}`}`);
  }
  return parts.join(" ");
}
