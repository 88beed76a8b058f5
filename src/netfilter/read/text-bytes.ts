/**
 * A text's characters as bytes, one for each. To read a large dump is to compare characters most of all, and of bytes four
 * are compared at once, which is several times as quick as any way to compare parts of strings.
 */
import { LAST_ASCII, PRINTED, QUOTE } from "../ascii";

/** Stands for whatever is not ASCII: who meets it looks at the text itself. */
const NOT_ASCII = 255;
/** A piece is encoded by the engine's own code where it is all ASCII; for a short one to call that takes longer than to do it here. */
const PIECE = 1 << 16;
const SHORT = 64;
/** Four bytes of one each. */
const ONES = 0x01010101;
/** Begins each hash, another at each start, so that nobody can think up names that all have the same. */
const SEED = Math.floor(Math.random() * 2 ** 31);

export class TextBytes {
  readonly bytes: Uint8Array;
  readonly length: number;
  /** True where all of the text is ASCII. */
  readonly ascii: boolean;
  readonly #words: DataView;

  constructor(text: string) {
    this.bytes = new Uint8Array(text.length);
    this.length = text.length;
    this.#words = new DataView(this.bytes.buffer);
    const encoder = new TextEncoder();
    let ascii = true;
    for (let from = 0; from < text.length; from += PIECE) {
      const piece = this.bytes.subarray(from, from + PIECE);
      const encoded = piece.length > SHORT && isEncoded(encoder, text.slice(from, from + PIECE), piece);
      if (!encoded && !fill(piece, text, from)) ascii = false;
    }
    this.ascii = ascii;
  }

  /** True where as many characters at one place are those at a place of another text. */
  same(at: number, other: TextBytes, from: number, length: number): boolean {
    if (at + length > this.length || from + length > other.length) return false;
    if (length < 4) {
      for (let done = 0; done < length; done++) if (this.bytes[at + done] !== other.bytes[from + done]) return false;
      return true;
    }
    // The last four may be some that were compared already.
    const last = length - 4;
    for (let done = 0; done < last; done += 4)
      if (this.#words.getInt32(at + done, true) !== other.#words.getInt32(from + done, true)) return false;
    return this.#words.getInt32(at + last, true) === other.#words.getInt32(from + last, true);
  }

  /** True where characters from a place up to another are printed ones of ASCII, and neither blanks nor quotes. */
  isWord(from: number, to: number): boolean {
    let at = from;
    for (; at + 4 <= to; at += 4) if (!isWord(this.#words.getInt32(at, true))) return false;
    for (; at < to; at++) if (!isWord((this.bytes[at] ?? 0) * ONES)) return false;
    return true;
  }

  /** A number that is the same for the same characters: those from a place up to another. */
  hash(from: number, to: number): number {
    let hash = SEED;
    let at = from;
    for (; at + 4 <= to; at += 4) hash = mixed(hash, this.#words.getInt32(at, true));
    for (; at < to; at++) hash = mixed(hash, this.bytes[at] ?? 0);
    return hash;
  }
}

/** The same for four characters: the highest bit of each tells by turns of a blank or less, a quote, a delete, and more than ASCII. */
function isWord(four: number): boolean {
  const quotes = four ^ (QUOTE * ONES);
  return (((((four - PRINTED * ONES) | (quotes - ONES)) & ~four) | (four + ONES) | four) & (128 * ONES)) === 0;
}

/** The hash of a whole text. */
export function hashOf(text: string): number {
  let hash = SEED;
  let at = 0;
  for (; at + 4 <= text.length; at += 4) {
    const low = byteAt(text, at) | (byteAt(text, at + 1) << 8);
    hash = mixed(hash, low | (byteAt(text, at + 2) << 16) | (byteAt(text, at + 3) << 24));
  }
  for (; at < text.length; at++) hash = mixed(hash, byteAt(text, at));
  return hash;
}

/** Both steps can be undone, so that nothing of what came before is lost. */
function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function byteAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code > LAST_ASCII ? NOT_ASCII : code;
}

/** True where a piece of a text was all ASCII and is now in its bytes: it then has as many bytes as characters. */
function isEncoded(encoder: TextEncoder, piece: string, bytes: Uint8Array): boolean {
  const { read, written } = encoder.encodeInto(piece, bytes);
  return read === bytes.length && written === bytes.length;
}

/** Puts the characters of a text from a place on into bytes; true where all are ASCII. */
function fill(bytes: Uint8Array, text: string, from: number): boolean {
  let ascii = true;
  for (let at = 0; at < bytes.length; at++) {
    const byte = byteAt(text, from + at);
    bytes[at] = byte;
    if (byte === NOT_ASCII) ascii = false;
  }
  return ascii;
}
