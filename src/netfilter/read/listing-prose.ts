/**
 * Turns the words behind a listed rule's addresses back into matches and the options of its target, by what the
 * extensions state of their words. What nobody states is kept as it stands.
 */
import type { Family } from "../address";
import type { TargetExtension } from "../extensions/extension";
import { matchesListedBy } from "../extensions/index";

/** Some words of a line, and what they stand for. */
export interface ListedUse {
  /** The match; null for words that are of none that is known. */
  readonly match: string | null;
  /** Its options as a rule has them; undefined where the listing leaves out what they would need. */
  readonly options: readonly string[] | undefined;
  /** The words themselves, and where they begin in the line, from 0. */
  readonly text: string;
  readonly at: number;
}

export interface ListedWords {
  readonly uses: readonly ListedUse[];
  /** The target's options; null where its words are not there. */
  readonly target: readonly string[] | null;
}

/** Reads a line's words from a place on. */
export function readWords(
  source: string,
  at: number,
  family: Family,
  target: TargetExtension | undefined,
): ListedWords {
  const uses: ListedUse[] = [];
  const line = withoutEnd(source);
  const end = line.length;
  let place = skipBlanks(line, at);
  while (place < end) {
    const options = wordsOfTarget(line, place, end, target);
    if (options) return { uses, target: options };
    const choices = usesAt(line, place, family);
    const [first, ...others] = choices;
    if (!first) {
      place = keep(uses, line, place, end);
      continue;
    }
    // A comment may hold what ends it: the end behind which all is read is the right one.
    if (others.length > 0) {
      const read = choices.map((choice) => ({
        choice,
        rest: readWords(line, choice.at + choice.text.length, family, target),
      }));
      const best = read.find(({ rest }) => rest.uses.every(({ match }) => match !== null)) ?? read[0];
      if (best) return { uses: [...uses, best.choice, ...best.rest.uses], target: best.rest.target };
    }
    uses.push(first);
    place = skipBlanks(line, place + first.text.length);
  }
  return { uses, target: null };
}

/** The target's words stand last. */
function wordsOfTarget(
  line: string,
  at: number,
  end: number,
  target: TargetExtension | undefined,
): readonly string[] | undefined {
  const [read] = target?.listed?.read(line, at) ?? [];
  return read && skipBlanks(line, read.end) >= end ? read.options : undefined;
}

/** What may be read at a place: of several matches the one with the most words, with all ways to end it. */
function usesAt(line: string, at: number, family: Family): ListedUse[] {
  let best: ListedUse[] = [];
  for (const { name, families, listed } of matchesListedBy(line.charAt(at))) {
    if (!listed || !families.includes(family)) continue;
    const found = listed.read(line, at).map(({ end, options }) => ({
      match: name,
      options,
      text: line.slice(at, end),
      at,
    }));
    if ((found[0]?.text.length ?? 0) > (best[0]?.text.length ?? 0)) best = found;
  }
  return best;
}

/** Keeps a word that nobody knows, together with one before it. */
function keep(uses: ListedUse[], line: string, at: number, end: number): number {
  let stop = at;
  while (stop < end && !/\s/.test(line.charAt(stop))) stop++;
  const last = uses.at(-1);
  const begin = last?.match === null ? last.at : at;
  if (begin !== at) uses.pop();
  uses.push({ match: null, options: undefined, text: line.slice(begin, stop), at: begin });
  return skipBlanks(line, stop);
}

/** A line without the blanks at its end, and the byte 0 that -m bpf prints there. */
function withoutEnd(line: string): string {
  let end = line.length;
  while (end > 0 && (line.charCodeAt(end - 1) === 0 || /\s/.test(line.charAt(end - 1)))) end--;
  return line.slice(0, end);
}

function skipBlanks(line: string, at: number): number {
  let place = at;
  while (place < line.length && /\s/.test(line.charAt(place))) place++;
  return place;
}
