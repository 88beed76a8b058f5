/**
 * `-j MARK`: sets bits of the packet's mark (iptables-extensions(8), MARK; kernel: net/netfilter/xt_mark.c). iptables-save
 * prints every way of it as `--set-xmark`.
 */
import { defineTarget } from "../define";
import type { OptionsOf } from "../extension";
import type { Masked } from "../kinds";
import { AND_BITS, OR_BITS, OR_MARK, setMark, setMarkWords, XMARK, XOR_BITS } from "../marks";
import { option } from "../options";
import { MARK_PIECES, prose } from "../prose";

const TABLE = {
  xmark: option(XMARK, "--set-xmark"),
  set: option(OR_MARK, "--set-mark"),
  and: option(AND_BITS, "--and-mark"),
  or: option(OR_BITS, "--or-mark"),
  xor: option(XOR_BITS, "--xor-mark"),
};

function xmarkOf({ xmark, set, and, or, xor }: OptionsOf<typeof TABLE>) {
  return xmark ?? set ?? and ?? or ?? xor;
}

function onMark(_text: string, bits: Masked): string {
  return `on the packet's mark: ${setMarkWords(bits)}`;
}

export const MARK_TARGET = defineTarget({
  name: "MARK",
  listed: prose(/MARK/, ...MARK_PIECES),
  options: TABLE,
  check: (options) =>
    Object.keys(options).length === 1
      ? undefined
      : "one of --set-xmark, --set-mark, --and-mark, --or-mark and --xor-mark is expected",
  canonical: (options) => {
    const xmark = xmarkOf(options);
    return xmark ? { xmark } : {};
  },
  act: (options, { packet }) => {
    const xmark = xmarkOf(options);
    return xmark
      ? { kind: "continue", packet: { ...packet, mark: setMark(packet.mark, xmark.value) } }
      : { kind: "continue" };
  },
  means: {
    xmark: onMark,
    set: onMark,
    and: onMark,
    or: onMark,
    xor: onMark,
  },
  tell: (options) => {
    const xmark = xmarkOf(options);
    return `marks the packet${xmark ? `: ${setMarkWords(xmark.value)}` : ""}`;
  },
});
