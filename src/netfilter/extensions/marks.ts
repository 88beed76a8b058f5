/**
 * Marks under masks: how they are compared, set and said. Marks are 32 bits without a sign.
 */
import { says } from "./condition";
import type { Kind, Masked } from "./kinds";
import { hex, MOST_32, readNumber } from "./kinds";

/** `(mark & M) == V` (kernel: xt_mark.c, mark_mt). */
export function markFits(mark: number, { value, mask }: Masked): boolean {
  return (mark & mask) >>> 0 === value;
}

/** `(mark & ~M) ^ V` (kernel: xt_mark.c, mark_tg): clears the mask's bits, then turns over those of the value. */
export function setMark(mark: number, { value, mask }: Masked): number {
  return ((mark & ~mask) ^ value) >>> 0;
}

/** `the mark is 0x1`, `the mark has bit 0x4000 set`, `the mark 0x10 is not 0x1 under the mask 0xff`. */
export function markWords(what: string, { value, mask }: Masked, is: "is" | "is not", bears?: string): string {
  if (mask === MOST_32) return says(what, is, hex(value), bears);
  if (!isOneBit(mask) || value !== mask) return says(what, is, `${hex(value)} under the mask ${hex(mask)}`, bears);
  const borne = bears === undefined || bears === hex(value) ? what : `${what} ${bears}`;
  return `${borne} ${is === "is" ? "has" : "does not have"} bit ${hex(mask)} set`;
}

/** What a rule wants of a mark that it must not bear. */
export function otherMark({ value, mask }: Masked): string {
  return isOneBit(mask) && value === mask ? "it clear" : "another";
}

/** What setting does, in words: `sets bit 0x4000`, `sets it to 0x1`. `whole` has all bits of what is set. */
export function setMarkWords({ value, mask }: Masked, whole = MOST_32, print = hex): string {
  if (mask === whole) return `sets it to ${print(value)}`;
  const [set, over] = [(value & mask) >>> 0, (value & ~mask) >>> 0];
  const said: string[] = [];
  if (mask !== 0 && set === 0) said.push(`clears the bits ${print(mask)}`);
  else if (mask !== 0 && set === mask) said.push(`sets bit${isOneBit(mask) ? "" : "s"} ${print(mask)}`);
  else if (mask !== 0) said.push(`sets the bits ${print(mask)} to ${print(set)}`);
  if (over !== 0) said.push(`turns over the bits ${print(over)}`);
  return said.length === 0 ? "leaves it as it is" : said.join(" and ");
}

function isOneBit(mask: number): boolean {
  return mask !== 0 && (mask & (mask - 1)) === 0;
}

/** How iptables-save names all ways of setting a mark: `0x4000/0x4000`. */
export const XMARK: Kind<Masked> = {
  expects: "a mark such as 0x4000, with a mask after a / or without one",
  read: (word) => readXmark(word),
  print: ({ value, mask }) => `${hex(value)}/${hex(mask)}`,
};

function readXmark(word: string): Masked | undefined {
  const [first = "", second, ...more] = word.split("/");
  const value = readNumber(first, MOST_32);
  const mask = second === undefined ? MOST_32 : readNumber(second, MOST_32);
  return value === undefined || mask === undefined || more.length > 0 ? undefined : { value, mask };
}

/** `--set-mark V/M` clears the bits of M and sets those of V: an xmark whose mask has both. */
export const OR_MARK: Kind<Masked> = {
  ...XMARK,
  read: (word) => {
    const read = readXmark(word);
    return read && { value: read.value, mask: (read.value | read.mask) >>> 0 };
  },
};

/** The bits of `--and-mark`, `--or-mark` and `--xor-mark` as the xmark that does the same. */
function bitwise(of: (bits: number) => Masked): Kind<Masked> {
  return {
    expects: "bits such as 0x4000",
    read: (word) => {
      const bits = readNumber(word, MOST_32);
      return bits === undefined ? undefined : of(bits);
    },
    print: (value) => XMARK.print(value),
  };
}

export const AND_BITS = bitwise((bits) => ({ value: 0, mask: ~bits >>> 0 }));
export const OR_BITS = bitwise((bits) => ({ value: bits, mask: bits }));
export const XOR_BITS = bitwise((bits) => ({ value: bits, mask: 0 }));
