/**
 * A rule as it stands in a line: first a draft of its table, then the rule itself. One of a known shape keeps its line, and
 * its matches are put together when they are first asked for (shape.ts tells why).
 */
import type { Counters, Match, Rule, Target } from "../ruleset";
import type { RuleParts } from "./rule";
import type { RulePlaces } from "./rule-places";
import type { OptionPlace, Shape } from "./shape";
import { splitWords, type Word } from "./words";

const NONE: Target = { kind: "none" };

export class PastedRule implements Rule {
  number = 0;
  readonly line: number;
  counters: Counters | undefined;
  readonly #at: RulePlaces;
  /** The column of its line at which it begins. */
  readonly #column: number;
  #shape: Shape | undefined;
  #target: Target | undefined;
  #matches: readonly Match[] | undefined;

  /** `column`: that of its line at which it begins. */
  constructor(at: RulePlaces, line: number, column: number, counters: Counters | undefined) {
    this.line = line;
    this.counters = counters;
    this.#at = at;
    this.#column = column;
    this.#shape = undefined;
    this.#target = undefined;
    this.#matches = undefined;
  }

  /** From `-A` on. */
  get text(): string {
    return this.#at.text.slice(this.#at.start, this.#at.end);
  }

  /** Where in that what follows the chain begins. */
  get body(): number {
    return this.#at.body - this.#at.start;
  }

  get at(): RulePlaces {
    return this.#at;
  }

  get column(): number {
    return this.#column;
  }

  /** What follows `-A CHAIN`, with columns of the line. */
  words(): Word[] {
    const words = splitWords(this.text, this.body);
    const before = this.#column - 1;
    return before === 0 ? words : words.map((word) => ({ ...word, column: word.column + before }));
  }

  /** Makes it a rule of a shape; `target` undefined where its line is to be read for it. */
  takeShape(number: number, shape: Shape, target: Target | undefined): this {
    this.number = number;
    this.#shape = shape;
    this.#target = target;
    return this;
  }

  /** Makes it a rule that was read in full. */
  takeParts(number: number, { counters, matches, target }: RuleParts): this {
    this.number = number;
    this.counters = counters ?? this.counters;
    this.#matches = matches;
    this.#target = target;
    return this;
  }

  get matches(): readonly Match[] {
    this.#matches ??= this.#shape?.matches(this.#at) ?? [];
    return this.#matches;
  }

  get target(): Target {
    this.#target ??= this.#shape?.targetOf(this.#at) ?? NONE;
    return this.#target;
  }

  /** Its matches for as long as no other rule of its shape is asked for these: nothing is kept of them. */
  get lentMatches(): readonly Match[] {
    return this.#matches ?? this.#shape?.lentMatches(this.#at.text, this.#at.body, this.#at.end) ?? [];
  }

  /** Its target in the same sense. */
  get lentTarget(): Target {
    return this.#target ?? this.#shape?.lentTarget(this.#at.text, this.#at.body, this.#at.end) ?? NONE;
  }

  /** Matches with the names and flags of its own, whose values may be those of another rule of its shape. */
  get likeMatches(): readonly Match[] {
    return this.#matches ?? this.#shape?.matchesOfFirst ?? [];
  }

  /** A target like its own in the same sense. */
  get likeTarget(): Target {
    return this.#target ?? this.#shape?.targetOfFirst ?? NONE;
  }

  /** What it says of an option, where it is other than in those. */
  ownText(option: OptionPlace): string | undefined {
    const known = option.use === "target" ? this.#target : this.#matches;
    return known === undefined ? this.#shape?.textOf(option, this.#at) : undefined;
  }

  /** True where it was recognised by its shape. */
  get shaped(): boolean {
    return this.#shape !== undefined;
  }

  /** The target as far as it is known without reading the line: what is not leads to no chain. */
  get knownTarget(): Target {
    return this.#target ?? NONE;
  }

  /** All that a rule has, for whoever prints or compares it as a plain value. */
  toJSON(): Rule {
    const { number, text, line, counters, matches, target } = this;
    return { number, text, line, counters, matches, target };
  }
}

/** The matches of a rule, which may be others as soon as another rule is asked for its own: for whoever asks them at once. */
export function lentMatches(rule: Rule): readonly Match[] {
  return rule instanceof PastedRule ? rule.lentMatches : rule.matches;
}

/** The target of a rule in the same sense. */
export function lentTarget(rule: Rule): Target {
  return rule instanceof PastedRule ? rule.lentTarget : rule.target;
}

/** The chain that a rule leads to; null where it leads to none. Reads no line. */
export function goalOf(rule: Rule): string | null {
  const target = rule instanceof PastedRule ? rule.knownTarget : rule.target;
  return target.kind === "jump" || target.kind === "goto" ? target.chain : null;
}
