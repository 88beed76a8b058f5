/**
 * How an extension's file states it: typed options in, and out comes what the registry holds.
 *
 * The casts below are the only ones: the options reach an extension's functions through its own table (read/rule.ts
 * reads them by it), so that their types are what the table says.
 */
import type { Family } from "../address";
import type { Options, OptionValue } from "../ruleset";
import type {
  Answer,
  ConnectionChange,
  Effect,
  MatchExtension,
  OptionsOf,
  OptionSpec,
  OptionTable,
  RuleAround,
  TargetExtension,
  World,
} from "./extension";
import type { Narrowing } from "./narrowing";
import type { Prose } from "./prose";

/**
 * What single options say, each in words of its own: a text, or one that is made of the value as it is printed, of the value,
 * and of whether a `!` stands before it.
 */
export type MeaningsOf<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends OptionSpec<infer Value> ? Meaning<Value> : never;
};

type Meaning<Value> = string | ((printed: string, value: Value, negated: boolean) => string);

export interface MatchDefinition<Table extends OptionTable> {
  readonly name: string;
  readonly options: Table;
  readonly protocols?: readonly number[];
  readonly head?: boolean;
  /** The families that have it; both where it is left out. */
  readonly families?: readonly Family[];
  /** How `iptables -L` tells it; left out where nobody could ask the tool. */
  readonly listed?: Prose;
  readonly check?: (options: OptionsOf<Table>, around: RuleAround) => string | undefined;
  /** The options as iptables-save lists them where that is not as they were given: defaults filled in, what says nothing left out. */
  readonly canonical?: (options: OptionsOf<Table>, family: Family) => OptionsOf<Table>;
  /** False for what every packet fits, whatever its options. */
  readonly asks?: false;
  readonly test: (options: OptionsOf<Table>, world: World) => Answer;
  readonly writes?: (options: OptionsOf<Table>, world: World) => ConnectionChange | undefined;
  /** What a packet must bear for it to hold (narrowing.ts). */
  readonly narrows?: (options: OptionsOf<Table>) => Narrowing | undefined;
  /**
   * `each`: every option is a condition of its own. Or groups of options, the first of which is the condition and the others
   * say how it is meant. Where it is left out, all options make up one condition.
   */
  readonly clauses?: "each" | readonly (readonly [keyof Table, ...(keyof Table)[]])[];
  /**
   * The condition in words. With what the packet bears it is a statement of this packet, and true of it; the options'
   * negations are then such as to make it so.
   */
  readonly tell: (options: OptionsOf<Table>, bears?: string) => string;
  /** Of every option that is not a condition by itself. */
  readonly means?: Partial<MeaningsOf<Table>>;
  /** Why neither the condition nor its opposite can hold: `it has no connection`. */
  readonly lacks?: (options: OptionsOf<Table>, world: World) => string | undefined;
  /** What the rule wants of a packet that fits but for a `!`: `it outside`; `it otherwise` where it is left out. */
  readonly wants?: (options: OptionsOf<Table>) => string;
  /** In the place of what is made of `tell` and `shows`. */
  readonly because?: (options: OptionsOf<Table>, world: World, holds: boolean) => string;
  readonly shows?: (options: OptionsOf<Table>, world: World) => string | undefined;
}

export interface TargetDefinition<Table extends OptionTable> {
  readonly name: string;
  readonly options: Table;
  /** The families that have it; both where it is left out. */
  readonly families?: readonly Family[];
  /** How `iptables -L` tells it; left out where nobody could ask the tool. */
  readonly listed?: Prose;
  readonly check?: (options: OptionsOf<Table>, around: RuleAround) => string | undefined;
  /** The options as iptables-save lists them where that is not as they were given: defaults filled in, what says nothing left out. */
  readonly canonical?: (options: OptionsOf<Table>, family: Family) => OptionsOf<Table>;
  readonly act: (options: OptionsOf<Table>, world: World) => Effect;
  readonly means: MeaningsOf<Table>;
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
    listed: definition.listed,
    check: (options, around) => definition.check?.(typed(options), around),
    asks: definition.asks ?? true,
    test: definition.test as MatchExtension["test"],
    writes: writes && ((options, world) => writes(typed(options), world)),
    narrows: (options) => definition.narrows?.(typed(options)),
    clauses: (options) => clausesOf(definition, options),
    means: (name, option) => meaning(definition, name, option),
    tell: (options) => definition.tell(typed(options)),
    because: (clause, world) => because(definition, typed(clause), world),
    shows: (options, world) => definition.shows?.(typed(options), world),
    print: (options, family) => printOptions(definition.options, listed(options, family)),
  };
}

function clausesOf<Table extends OptionTable>({ clauses, options: table }: MatchDefinition<Table>, options: Options) {
  if (!clauses) return [options];
  const groups = clauses === "each" ? Object.keys(table).map((name) => [name]) : clauses;
  const found = groups.flatMap(([first, ...more]) => {
    const names = [first, ...more].map(String).filter((name) => options[name] !== undefined);
    return options[String(first)] ? [Object.fromEntries(names.map((name) => [name, options[name]]))] : [];
  });
  return (found.length === 0 ? [options] : found) as readonly Options[];
}

function because<Table extends OptionTable>(
  definition: MatchDefinition<Table>,
  options: OptionsOf<Table>,
  world: World,
): string | undefined {
  const holds = definition.test(options, world);
  if (typeof holds !== "boolean") return undefined;
  const lack = holds ? undefined : definition.lacks?.(options, world);
  if (lack !== undefined) return lack;
  if (definition.because) return definition.because(options, world, holds);
  const bears = definition.shows?.(options, world);
  if (holds) return definition.tell(options, bears);
  const isNegated = Object.values(options).some((option: OptionValue | undefined) => option?.negated === true);
  const truth = definition.tell(turnedRound(options), bears);
  return isNegated ? `${truth}, and the rule wants ${definition.wants?.(options) ?? "it otherwise"}` : truth;
}

/** The opposite of a clause. */
function turnedRound<Table extends OptionTable>(options: OptionsOf<Table>): OptionsOf<Table> {
  return Object.fromEntries(
    Object.entries<OptionValue | undefined>(options).map(([name, option]) => [
      name,
      option && { ...option, negated: !option.negated },
    ]),
  ) as OptionsOf<Table>;
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
    listed: definition.listed,
    check: (options, around) => definition.check?.(typed(options), around),
    act: definition.act as TargetExtension["act"],
    means: (name, option) => meaning(definition, name, option),
    tell: (options) => definition.tell(typed(options)),
    print: (options, family) => printOptions(definition.options, listed(options, family)),
  };
}

function meaning<Table extends OptionTable>(
  { options, means }: { readonly options: Table; readonly means?: Partial<MeaningsOf<Table>> },
  name: string,
  { value, negated }: OptionValue,
): string | undefined {
  const said = means?.[name];
  return typeof said === "function" ? said(options[name]?.print(value) ?? "", value, negated) : said;
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
