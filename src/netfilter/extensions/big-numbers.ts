/**
 * Numbers of 64 bits, as counters and quotas are: whole, decimal or 0x….
 */
import type { Kind } from "./kinds";

export const MOST_64 = 0xffffffffffffffffn;

/** The number of a word, or undefined where it is none of 64 bits. */
export function readBig(word: string): bigint | undefined {
  if (!/^(0x[0-9a-f]{1,16}|\d{1,20})$/i.test(word)) return undefined;
  const value = BigInt(word);
  return value <= MOST_64 ? value : undefined;
}

export const BIG_NUMBER: Kind<bigint> = {
  expects: "a whole number of at most 64 bits",
  read: (word) => readBig(word),
  print: String,
};
