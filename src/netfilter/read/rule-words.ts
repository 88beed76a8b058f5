/**
 * The words of a rule while they are read (rule.ts): which of them have been read, and what stands ahead. Whatever is asked
 * or done costs what it looks at, however many words there are.
 */
import { HEAD_MATCHES } from "../extensions/index";
import type { MatchExtension } from "../extensions/extension";
import { flagsOf } from "./option-flags";
import type { Word } from "./words";

/** The matches of a rule's head by their flags: `-s`, `-d`, `-i`, `-o`, `-p`, `-f`. */
export const HEADS: ReadonlyMap<string, MatchExtension> = new Map(
  HEAD_MATCHES.flatMap((head) => [...flagsOf(head).keys()].map((flag) => [flag, head] as const)),
);

/** The flags that begin something new whatever stands before them. */
const OPENERS = new Set(["-m", "--match", "-j", "--jump", "-g", "--goto", ...HEADS.keys()]);

/** True for a flag that begins a match, a target or an option of the head. */
export function isOpener(flag: string): boolean {
  return OPENERS.has(flag);
}

/** The flag and the value of `--dport=80` and `-ptcp`, which newer tools take; undefined for a word that is none of these. */
export function joinedParts(word: Word | undefined): readonly [flag: Word, value: Word] | undefined {
  const [, long, short, value] = (word && /^(?:(--[a-z0-9-]+)=|(-[a-z]))(.+)$/.exec(word.raw)) ?? [];
  const flag = long ?? short;
  if (!word || flag === undefined || value === undefined) return undefined;
  const text = word.text.slice(flag.length + (long === undefined ? 0 : 1));
  const column = word.column + word.raw.length - value.length;
  return [
    { text: flag, raw: flag, column: word.column, closed: true },
    { text, raw: value, column, closed: word.closed },
  ];
}

export class RuleWords {
  readonly #read: Word[] = [];
  /** The next one stands last. */
  readonly #ahead: Word[];
  readonly #endColumn: number;

  constructor(words: readonly Word[]) {
    this.#ahead = words.toReversed();
    const last = words.at(-1);
    this.#endColumn = last ? last.column + last.raw.length : 1;
  }

  /** The place of the first word that was not read yet. */
  get at(): number {
    return this.#read.length;
  }

  get length(): number {
    return this.#read.length + this.#ahead.length;
  }

  word(place: number): Word | undefined {
    const ahead = place - this.#read.length;
    return ahead < 0 ? this.#read[place] : this.#ahead[this.#ahead.length - 1 - ahead];
  }

  text(place: number): string | undefined {
    return this.word(place)?.text;
  }

  /** The column of a word; that of the line's end behind the last one. */
  column(place: number): number {
    return this.word(place)?.column ?? this.#endColumn;
  }

  slice(from: number, to: number): Word[] {
    const words: Word[] = [];
    for (let place = from; place < to; place++) {
      const word = this.word(place);
      if (word) words.push(word);
    }
    return words;
  }

  /** The words up to a place are read; gives those that were not before. */
  read(end: number): Word[] {
    const from = this.at;
    while (this.at < end) {
      const word = this.#ahead.pop();
      if (!word) break;
      this.#read.push(word);
    }
    return this.#read.slice(from);
  }

  /** Puts two words in the place of one that is ahead. */
  part(place: number, first: Word, second: Word): void {
    this.#ahead.splice(this.length - 1 - place, 1, second, first);
  }

  /** True where a match, a target or an option of the head begins, its `!` included. */
  opensAt(place: number): boolean {
    return this.#beginsAt(place, isOpener);
  }

  /** Where the next one of these begins; `end` where none does before. */
  nextOpener(from: number, end = this.length): number {
    return this.#next(from, end, isOpener);
  }

  /** Where the next flag of any kind begins. */
  nextFlag(from: number): number {
    return this.#next(from, this.length, (word) => isOpener(word) || word.startsWith("--"));
  }

  #next(from: number, end: number, begins: (word: string) => boolean): number {
    let place = from;
    while (place < end && !this.#beginsAt(place, begins)) place++;
    return place;
  }

  #beginsAt(place: number, begins: (word: string) => boolean): boolean {
    const raw = this.word(place)?.raw;
    if (raw !== "!") return raw !== undefined && begins(raw);
    // One that ends the line stands before what lacks.
    const next = this.word(place + 1)?.raw;
    return next === undefined || begins(next);
  }
}
