/**
 * Stand-ins for names: a word becomes another of the same length and shape, the same one wherever it stands.
 */
import { sha256, utf8Of } from "../kubernetes/sha256";

const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Shorter words say nothing, and there are too few others of their length. */
const SHORTEST = 3;

export class WordStandIns {
  readonly #secret: Uint8Array;
  readonly #known = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #kept: ReadonlySet<string>;

  /** `kept`: words that stay, in small letters. */
  constructor(secret: Uint8Array, kept: ReadonlySet<string>) {
    this.#secret = secret;
    this.#kept = kept;
  }

  /** A name with each of its words replaced; what parts them stays: `payments-api-7d9f8` becomes `rodimega-tus-3k1x4`. */
  name(text: string): string {
    if (this.#kept.has(text.toLowerCase())) return text;
    return text.replace(/[\p{L}\p{N}]+/gu, (word) => this.#word(word));
  }

  /** Letters and digits of a hash, of the same shape: `RPYTXMYI33B6SF5E`, `9b1f0c7`. */
  hash(text: string): string {
    return this.#unique(text, (from) => shaped(text, from));
  }

  #word(word: string): string {
    if (word.length < SHORTEST || this.#kept.has(word.toLowerCase()) || /^\d+$/.test(word)) return word;
    if (/^[a-z]+\d*$/i.test(word)) {
      const [, letters = "", digits = ""] = /^([a-z]+)(\d*)$/i.exec(word) ?? [];
      if (this.#kept.has(letters.toLowerCase())) return word;
      return this.#unique(letters, (from) => spoken(letters, from)) + digits;
    }
    return this.hash(word);
  }

  #unique(word: string, make: (from: (index: number) => number) => string): string {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    for (let round = 0; ; round++) {
      const hash = sha256(Uint8Array.from([...this.#secret, ...utf8Of(`${String(round)} ${word}`)]));
      const made = make((index) => hash[index % hash.length] ?? 0);
      // Short words may run out; two that become one are worse than one that stays.
      const standIn = round > 50 ? word : made;
      if (round <= 50 && this.#taken.has(standIn)) continue;
      this.#taken.add(standIn);
      this.#known.set(word, standIn);
      return standIn;
    }
  }
}

/** A word that can be said: consonants and vowels in turn. */
function spoken(word: string, from: (index: number) => number): string {
  return word.replace(/[a-z]/gi, (letter, index: number) =>
    asCase(pick(index % 2 === 0 ? CONSONANTS : VOWELS, from(index)), letter),
  );
}

/** A letter for each letter, a digit for each digit; hexadecimal stays so, and base32 has no 0, 1, 8, 9. */
function shaped(word: string, from: (index: number) => number): string {
  const letters = /^[0-9a-f]+$/i.test(word) ? "abcdef" : LETTERS;
  const digits = /^[A-Z2-7]+$/.test(word) ? "234567" : "0123456789";
  return word.replace(/\p{L}|\d/gu, (sign, index: number) =>
    /\d/.test(sign) ? pick(digits, from(index)) : asCase(pick(letters, from(index)), sign),
  );
}

function pick(of: string, number: number): string {
  return of[number % of.length] ?? "";
}

function asCase(letter: string, like: string): string {
  return like === like.toUpperCase() ? letter.toUpperCase() : letter;
}
