/**
 * The mark beside each step, bit by bit: what each is called, and which step set it.
 */
import type { MarkName } from "../kubernetes/mark-names";
import type { Outcome } from "../netfilter/trace";
import { firstPacket } from "./outcome-steps";
import { markText } from "./packet-words";
import type { MarkBit, MarkStory } from "./story";

/** The mark after each step of an outcome; null where it has no bit set and this step cleared none. */
export function marksOf(outcome: Outcome, names: readonly MarkName[]): readonly (MarkStory | null)[] {
  let last = firstPacket(outcome).mark;
  /** By bit, the step that set it. */
  const setBy = new Map<number, number>();
  let still: MarkStory | null = storyOf(last, last, setBy, names);
  return outcome.steps.map(({ packet: { mark } }, index) => {
    if (mark === last) return still;
    for (const bit of bitsOf((mark & ~last) >>> 0)) setBy.set(bit, index);
    const story = storyOf(last, mark, setBy, names);
    last = mark;
    still = storyOf(mark, mark, setBy, names);
    return story;
  });
}

function storyOf(
  before: number,
  after: number,
  setBy: ReadonlyMap<number, number>,
  names: readonly MarkName[],
): MarkStory | null {
  const shown = (before | after) >>> 0;
  if (shown === 0) return null;
  return {
    value: markText(after),
    bits: groupsOf(shown, after, before, names).map(({ bits, name }) => ({
      bit: markText(bits),
      name: name?.name ?? null,
      owner: name?.owner ?? null,
      setBy: setBy.get(lowestOf(bits)) ?? null,
      now: nowOf(bits, before, after),
    })),
  };
}

interface Group {
  readonly bits: number;
  readonly name: MarkName | undefined;
}

/** The bits of a mark: what has a name together, then the others one by one, from the lowest. */
function groupsOf(shown: number, after: number, before: number, names: readonly MarkName[]): Group[] {
  let left = shown;
  const groups: Group[] = [];
  for (const name of names) {
    const bits = name.value ?? (left & name.mask) >>> 0;
    const borne = [after, before].some((mark) => (mark & name.mask) >>> 0 === bits);
    if (bits === 0 || !borne || (left & bits) >>> 0 !== bits) continue;
    groups.push({ bits, name });
    left = (left & ~bits) >>> 0;
  }
  for (const bit of bitsOf(left)) groups.push({ bits: bit, name: undefined });
  return groups.sort((a, b) => lowestOf(a.bits) - lowestOf(b.bits));
}

function nowOf(bits: number, before: number, after: number): MarkBit["now"] {
  const was = (before & bits) >>> 0 === bits;
  const is = (after & bits) >>> 0 === bits;
  return was === is ? "kept" : is ? "set" : "cleared";
}

function bitsOf(mark: number): number[] {
  return Array.from({ length: 32 }, (_, place) => (1 << place) >>> 0).filter((bit) => (mark & bit) !== 0);
}

function lowestOf(bits: number): number {
  return (bits & -bits) >>> 0;
}
