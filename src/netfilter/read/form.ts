/**
 * The matches or the target of a shape's rules, with slots for what stands in the holes (shape.ts).
 */
import type { KnownExtension, Match, Target } from "../ruleset";
import { filledEnd, holeValue, type HoleKind } from "./hole";

export interface Hole {
  readonly kind: HoleKind;
  /** The place of its match among the rule's, or its target. */
  readonly of: number | "target";
  /** Null where it names the chain that the rule leads to. */
  readonly option: { readonly name: string; readonly negated: boolean } | null;
  /** What stands between it and the next one, or the rule's end. */
  readonly behind: string;
}

/** An option whose value is still to be put there. */
interface Slot {
  value: unknown;
  readonly negated: boolean;
}

/** For each hole up to the last that is asked for: where its value goes, if it is asked for. */
type Slots = (Slot | undefined)[];

export class Form<Uses> {
  readonly #uses: Uses;
  readonly #slots: Slots;
  readonly #holes: readonly Hole[];

  constructor(uses: Uses, slots: Slots, holes: readonly Hole[]) {
    this.#uses = uses;
    this.#slots = slots;
    this.#holes = holes;
  }

  /** The form with what stands in a line whose first hole begins at `at`. */
  filled(text: string, at: number, end: number): Uses {
    const slots = this.#slots;
    let from = at;
    for (let index = 0; index < slots.length; index++) {
      const hole = this.#holes[index];
      if (!hole) break;
      const to = filledEnd(hole.behind, text, from, end);
      const slot = slots[index];
      if (slot && hole.kind !== "chain") slot.value = holeValue(hole.kind, text, from, to);
      from = to + hole.behind.length;
    }
    return this.#uses;
  }
}

/** Those of a rule's matches that `wanted` says. */
export function matchesForm(
  matches: readonly Match[],
  holes: readonly Hole[],
  wanted: (match: Match) => boolean = () => true,
): Form<readonly Match[]> {
  const slots: Slots = [];
  const uses = matches.flatMap((match, index) => {
    if (!wanted(match)) return [];
    return match.kind === "known" ? withSlots(match, index, holes, slots) : match;
  });
  return new Form(uses, slots, holes);
}

/** The target, in the same sense. */
export function targetForm(target: Target, holes: readonly Hole[]): Form<Target> {
  const slots: Slots = [];
  const use = target.kind === "known" ? withSlots(target, "target", holes, slots) : target;
  return new Form(use, slots, holes);
}

/** The same match or target with a slot for each of its options whose value stands in a hole. */
function withSlots(use: KnownExtension, place: Hole["of"], holes: readonly Hole[], slots: Slots): KnownExtension {
  let { options } = use;
  for (const [index, { of, option }] of holes.entries()) {
    if (of !== place || !option) continue;
    const slot = { value: undefined, negated: option.negated };
    options = { ...options, [option.name]: slot };
    slots[index] = slot;
  }
  return options === use.options ? use : { kind: "known", name: use.name, options };
}
