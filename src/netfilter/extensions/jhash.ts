/**
 * The kernel's hash of 32-bit words (Bob Jenkins' lookup3; include/linux/jhash.h), as a little-endian machine computes it.
 */
import type { Address } from "../address";

const START = 0xdeadbeef;

const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by));

/** jhash2: the hash of any number of words, from 0 to 2³²−1. */
export function jhash2(words: readonly number[], seed: number): number {
  let a = (START + (words.length << 2) + seed) | 0;
  let b = a;
  let c = a;
  let at = 0;
  for (; words.length - at > 3; at += 3) {
    a = (a + (words[at] ?? 0)) | 0;
    b = (b + (words[at + 1] ?? 0)) | 0;
    c = (c + (words[at + 2] ?? 0)) | 0;
    a = ((a - c) ^ rotate(c, 4)) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ rotate(a, 6)) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ rotate(b, 8)) | 0;
    b = (b + a) | 0;
    a = ((a - c) ^ rotate(c, 16)) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ rotate(a, 19)) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ rotate(b, 4)) | 0;
    b = (b + a) | 0;
  }
  if (words.length === at) return c >>> 0;
  a = (a + (words[at] ?? 0)) | 0;
  b = (b + (words[at + 1] ?? 0)) | 0;
  c = (c + (words[at + 2] ?? 0)) | 0;
  c = ((c ^ b) - rotate(b, 14)) | 0;
  a = ((a ^ c) - rotate(c, 11)) | 0;
  b = ((b ^ a) - rotate(a, 25)) | 0;
  c = ((c ^ b) - rotate(b, 16)) | 0;
  a = ((a ^ c) - rotate(c, 4)) | 0;
  b = ((b ^ a) - rotate(a, 14)) | 0;
  c = ((c ^ b) - rotate(b, 24)) | 0;
  return c >>> 0;
}

/** A hash brought into the range from 0 to `count` − 1 (reciprocal_scale). */
export function scaled(hash: number, count: number): number {
  return Number((BigInt(hash) * BigInt(count)) >> 32n);
}

/** An address as the words that the kernel has in memory: its bytes, the first lowest. */
export function addressWords(address: Address): number[] {
  if (address.family === 4) return [swapped(address.value)];
  return [96n, 64n, 32n, 0n].map((shift) => swapped(Number((address.value >> shift) & 0xffffffffn)));
}

/** The four bytes of a word turned round. */
export function swapped(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}
