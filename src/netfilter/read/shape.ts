/**
 * Why most rules are never read word by word: a node of 10,000 Services has 170,000 rules, but only some dozens of shapes.
 *
 * A rule's shape is the rule with holes for its addresses, ports, comments and the chain that it leads to (hole.ts):
 * ` -s ⟨prefix⟩ -m comment --comment "⟨text⟩" -j ⟨chain⟩`. The first rule of a shape is read in full (rule.ts). Where that
 * tells no problem, a line with the same words around holes that are well filled tells none either, and differs in the values
 * of the holes alone. Such a line is recognised by comparing characters, once; its matches are put together from those of
 * the first when they are first asked for (pasted-rule.ts). Every other line is read in full, at once.
 *
 * A shape holds for one table of one family with the same chains. That both ways give the same is a property test
 * (shape.test.ts).
 */
import type { Address, Family } from "../address";
import { asksSomething, findMatch, findTarget } from "../extensions/index";
import type { Match, Target } from "../ruleset";
import { type Form, type Hole, matchesForm, targetForm } from "./form";
import { filledEnd, holeEnd, HOLES, hostIn } from "./hole";
import type { PlacedPart } from "./placed-parts";
import type { RuleParts } from "./rule";
import type { RulePlaces } from "./rule-places";
import { TextBytes } from "./text-bytes";

/** An option of a rule, by the place of its match or by the target. */
export interface OptionPlace {
  readonly use: number | "target";
  readonly name: string;
}

export class Shape {
  readonly #holes: readonly Hole[];
  /** What stands before the first hole, and behind each. */
  readonly #literals: readonly TextBytes[];
  readonly #before: number;
  readonly #parts: RuleParts;
  readonly #family: Family;
  #lentMatches: Form<readonly Match[]> | undefined = undefined;
  #lentTarget: Form<Target> | undefined = undefined;
  /** The hole of the chain, from 0; -1 where none is. */
  readonly #chainHole: number;
  /** Whether a rule of this shape goes to a chain, whose name stands between `chainFrom` and `chainTo`. */
  readonly leads: "jump" | "goto" | null;
  /** The target where all rules of the shape have the same; undefined where a hole fills it. */
  readonly target: Target | undefined;
  /** Of the line that fitted last. */
  chainFrom = 0;
  chainTo = 0;
  /** The place of the chain that the last rule of this shape led to; -1 where there is none. */
  lastGoal = -1;
  /** Its number among those of the table's printed rules, from 1; 0 where none is of it. */
  number = 0;
  /** The shape of the rule that came behind one of this shape last: mostly it comes again. */
  next: Shape | undefined = undefined;

  /** Made by `shapeOf`. */
  constructor(before: string, holes: readonly Hole[], parts: RuleParts, family: Family) {
    this.#holes = holes;
    this.#literals = [before, ...holes.map(({ behind }) => behind)].map((literal) => new TextBytes(literal));
    this.#before = before.length;
    this.#parts = parts;
    this.#family = family;
    this.#chainHole = holes.findIndex(({ kind }) => kind === "chain");
    const { kind } = parts.target;
    this.leads = this.#chainHole >= 0 && (kind === "jump" || kind === "goto") ? kind : null;
    this.target = holes.some(({ of }) => of === "target") ? undefined : parts.target;
  }

  /** True where what stands in a text from `at` up to `end` has this shape. */
  fits(text: TextBytes, at: number, end: number): boolean {
    const holes = this.#holes;
    const literals = this.#literals;
    let place = at;
    for (let index = 0; index < literals.length; index++) {
      const literal = literals[index];
      if (!literal || !text.same(place, literal, 0, literal.length)) return false;
      place += literal.length;
      const hole = holes[index];
      if (!hole) break;
      const from = place;
      // What is no name of a chain is found to be none where the chain is looked for.
      if (hole.kind === "chain" && hole.behind === "") place = end;
      else place = holeEnd(hole.kind, text.bytes, from, end, this.#family);
      if (place < 0) return false;
      if (index === this.#chainHole) {
        this.chainFrom = from;
        this.chainTo = place;
      }
    }
    return place === end;
  }

  /** The matches of a rule that fits. */
  matches({ text, body, end }: RulePlaces): readonly Match[] {
    return matchesForm(this.#parts.matches, this.#holes).filled(text, body + this.#before, end);
  }

  /**
   * Those that ask something, lent: they are those of another rule as soon as the shape is asked for that one's. Asking a
   * rule of them leaves nothing behind.
   */
  lentMatches(text: string, body: number, end: number): readonly Match[] {
    this.#lentMatches ??= matchesForm(this.#parts.matches, this.#holes, asksSomething);
    return this.#lentMatches.filled(text, body + this.#before, end);
  }

  /** The matches of the rule that the shape was made of, which has the same ones with other values. */
  get matchesOfFirst(): readonly Match[] {
    return this.#parts.matches;
  }

  /** The target of that rule. */
  get targetOfFirst(): Target {
    return this.#parts.target;
  }

  /** The hole in which the value of an option stands, from 0; -1 where none does. */
  holeOf({ use, name }: OptionPlace): number {
    return this.#holes.findIndex(({ of, option }) => of === use && option?.name === name);
  }

  /**
   * What a rule that fits says of one option, read for it alone; undefined where it has no hole. A hole takes only what
   * iptables-save would print so, but for an address without a length.
   */
  textOf(option: OptionPlace, { text, body, end }: RulePlaces): string | undefined {
    const hole = this.holeOf(option);
    const from = this.#beginOf(hole, text, body, end);
    return hole < 0 ? undefined : text.slice(from, this.#endOf(hole, text, from, end));
  }

  /** The one address in a hole of a rule that fits; undefined where the hole holds none. */
  hostIn(hole: number, text: string, body: number, end: number): Address["value"] | undefined {
    const kind = this.#holes[hole]?.kind;
    const from = this.#beginOf(hole, text, body, end);
    return kind && hostIn(kind, text, from, this.#endOf(hole, text, from, end));
  }

  #beginOf(hole: number, text: string, body: number, end: number): number {
    let place = body + this.#before;
    for (let index = 0; index < hole; index++)
      place = this.#endOf(index, text, place, end) + (this.#holes[index]?.behind.length ?? 0);
    return place;
  }

  #endOf(hole: number, text: string, from: number, end: number): number {
    return filledEnd(this.#holes[hole]?.behind ?? "", text, from, end);
  }

  /** Its target. */
  targetOf({ text, body, end }: RulePlaces): Target {
    return targetForm(this.#parts.target, this.#holes).filled(text, body + this.#before, end);
  }

  /** Its target, lent as the matches are. */
  lentTarget(text: string, body: number, end: number): Target {
    this.#lentTarget ??= targetForm(this.#parts.target, this.#holes);
    return this.#lentTarget.filled(text, body + this.#before, end);
  }
}

/** A rule's text, where in it what follows the chain begins, and the column of the line at which it begins itself. */
interface RuleText {
  readonly text: string;
  readonly body: number;
  readonly column: number;
}

/**
 * The shape of a rule that was read without a problem. Undefined where it has counters of its own, which are no part of a
 * shape, or characters beyond ASCII where no hole is.
 */
export function shapeOf(
  { text, body, column }: RuleText,
  rule: RuleParts & { readonly placed: readonly PlacedPart[] },
  family: Family,
): Shape | undefined {
  if (rule.counters) return undefined;
  const { bytes } = new TextBytes(text);
  const found = rule.placed.flatMap((part) => {
    const option = valued(part, rule);
    const word = part.words.at(-1);
    const flag = part.words.at(-2);
    if (option === undefined || !word || !flag) return [];
    const quotes = word.raw.startsWith('"') ? 1 : 0;
    const from = word.column - column + quotes;
    const to = from + word.raw.length - 2 * quotes;
    const kind = HOLES.get(flag.text)?.find(
      (one) => (one === "text") === (quotes === 1) && holeEnd(one, bytes, from, text.length, family) === to,
    );
    return kind === undefined || part.of === "counters" ? [] : [{ kind, of: part.of, option, from, to }];
  });
  const holes = found.map(({ kind, of, option, to }, index) => {
    const behind = text.slice(to, found[index + 1]?.from ?? text.length);
    return { kind, of, option, behind };
  });
  const before = text.slice(body, found[0]?.from ?? text.length);
  const literals = before + holes.map(({ behind }) => behind).join("");
  return new TextBytes(literals).ascii ? new Shape(before, holes, rule, family) : undefined;
}

/** The option that a part's last word is the value of; null for a chain to go to, undefined where it is neither. */
function valued({ of, option, words }: PlacedPart, { matches, target }: RuleParts): Hole["option"] | undefined {
  const use = of === "target" ? target : of === "counters" ? undefined : matches[of];
  if (option === null) return use?.kind === "jump" || use?.kind === "goto" ? null : undefined;
  if (use?.kind !== "known") return undefined;
  const spec = (of === "target" ? findTarget(use.name) : findMatch(use.name))?.options[option];
  const given = use.options[option];
  const negations = words.filter(({ raw }) => raw === "!").length;
  // A flag and one value, whatever `!` stands before or between them.
  if (!spec || !given || words.length - negations !== 2) return undefined;
  return { name: option, negated: given.negated };
}
