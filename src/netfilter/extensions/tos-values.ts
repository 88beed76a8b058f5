/**
 * Values of the TOS field under masks, by number or by the old names (RFC 1349), for `-m tos` and `-j TOS`. A name has the
 * mask 0x3f, a bare number the mask 0xff.
 */
import type { Kind, Masked } from "./kinds";
import { hexByte, masked, readNumber } from "./kinds";

const NAMES = new Map([
  ["minimize-delay", 0x10],
  ["maximize-throughput", 0x08],
  ["maximize-reliability", 0x04],
  ["minimize-cost", 0x02],
  ["normal-service", 0x00],
]);

const NUMBERS = masked(255, ({ value, mask }) => `${hexByte(value)}/${hexByte(mask)}`);

export const TOS_VALUE: Kind<Masked> = {
  ...NUMBERS,
  expects: "a TOS such as 0x10, with a mask after a / or without one, or a name such as Minimize-Delay",
  read: (word, family) => {
    const value = NAMES.get(word.toLowerCase());
    return value === undefined ? NUMBERS.read(word, family) : { value, mask: 0x3f };
  },
};

/** The bits of `--and-tos`, `--or-tos` and `--xor-tos` as the value and mask that do the same. */
export function tosBits(of: (bits: number) => Masked): Kind<Masked> {
  return {
    expects: "bits such as 0x10",
    read: (word) => {
      const bits = readNumber(word, 255);
      return bits === undefined ? undefined : of(bits);
    },
    print: (value) => NUMBERS.print(value),
  };
}
