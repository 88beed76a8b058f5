/**
 * `-j CONNMARK`: sets the connection's mark, keeps the packet's mark in it, or brings it back (iptables-extensions(8),
 * CONNMARK; kernel: net/netfilter/xt_connmark.c, connmark_tg). A packet without a connection passes unchanged.
 */
import { defineTarget } from "../define";
import type { OptionsOf } from "../extension";
import type { Masked } from "../kinds";
import { hex, MOST_32, wholeNumber } from "../kinds";
import { AND_BITS, OR_BITS, OR_MARK, setMark, setMarkWords, XMARK, XOR_BITS } from "../marks";
import { byDefault, flag, option } from "../options";
import { MARK_PIECES, prose } from "../prose";

const MASK = wholeNumber(MOST_32, hex);

const TABLE = {
  xmark: option(XMARK, "--set-xmark"),
  set: option(OR_MARK, "--set-mark"),
  and: option(AND_BITS, "--and-mark"),
  or: option(OR_BITS, "--or-mark"),
  xor: option(XOR_BITS, "--xor-mark"),
  save: flag("--save-mark"),
  restore: flag("--restore-mark"),
  nfmask: option(MASK, "--nfmask"),
  ctmask: option(MASK, "--ctmask"),
  mask: option(MASK, "--mask"),
};

type ConnmarkOptions = OptionsOf<typeof TABLE>;

function xmarkOf({ xmark, set, and, or, xor }: ConnmarkOptions) {
  return xmark ?? set ?? and ?? or ?? xor;
}

function masksOf({ nfmask, ctmask, mask }: ConnmarkOptions) {
  return { nfmask: (nfmask ?? mask)?.value ?? MOST_32, ctmask: (ctmask ?? mask)?.value ?? MOST_32 };
}

function onMark(_text: string, bits: Masked): string {
  return `on the connection's mark: ${setMarkWords(bits)}`;
}

export const CONNMARK_TARGET = defineTarget({
  name: "CONNMARK",
  listed: prose(
    /CONNMARK/,
    ...MARK_PIECES,
    [/save/, "--save-mark"],
    [/restore/, "--restore-mark"],
    [/mask (?<mask>\S+)/, "--mask $mask"],
    [/nfmask ~?(?<mask>\S+)/, "--nfmask $mask"],
    [/ctmask ~?(?<mask>\S+)/, "--ctmask $mask"],
  ),
  options: TABLE,
  check: (options) => {
    const { xmark, set, and, or, xor, save, restore, nfmask, ctmask, mask } = options;
    if ([xmark, set, and, or, xor, save, restore].filter((one) => one !== undefined).length !== 1) {
      return "one of --set-xmark, --set-mark, --and-mark, --or-mark, --xor-mark, --save-mark and --restore-mark is expected";
    }
    if (xmarkOf(options) && (nfmask ?? ctmask ?? mask)) return "masks belong to --save-mark and --restore-mark";
    return mask && (nfmask ?? ctmask) ? "--mask stands for both --nfmask and --ctmask" : undefined;
  },
  canonical: (options) => {
    const xmark = xmarkOf(options);
    if (xmark) return { xmark };
    const { nfmask, ctmask } = masksOf(options);
    const { save, restore } = options;
    return {
      ...(save ? { save } : {}),
      ...(restore ? { restore } : {}),
      nfmask: byDefault(nfmask),
      ctmask: byDefault(ctmask),
    };
  },
  act: (options, { packet, tracking: { connection } }) => {
    if (!connection) return { kind: "continue" };
    const xmark = xmarkOf(options);
    if (xmark) return { kind: "continue", connection: { mark: setMark(connection.mark, xmark.value) } };
    const { nfmask, ctmask } = masksOf(options);
    if (options.save)
      return {
        kind: "continue",
        connection: { mark: setMark(connection.mark, { value: packet.mark & nfmask, mask: ctmask }) },
      };
    return {
      kind: "continue",
      packet: { ...packet, mark: setMark(packet.mark, { value: connection.mark & ctmask, mask: nfmask }) },
    };
  },
  means: {
    xmark: onMark,
    set: onMark,
    and: onMark,
    or: onMark,
    xor: onMark,
    save: "copies the packet's mark to its connection",
    restore: "copies the connection's mark to the packet",
    nfmask: (mask) => `of the packet's mark these bits alone: ${mask}`,
    ctmask: (mask) => `of the connection's mark these bits alone: ${mask}`,
    mask: (mask) => `of both marks these bits alone: ${mask}`,
  },
  tell: (options) => {
    const xmark = xmarkOf(options);
    if (xmark) return `marks the connection: ${setMarkWords(xmark.value)}`;
    const { nfmask, ctmask } = masksOf(options);
    const masks =
      nfmask === MOST_32 && ctmask === MOST_32
        ? ""
        : ` (bits ${hex(nfmask)} of the packet's, ${hex(ctmask)} of the connection's)`;
    return options.save
      ? `keeps the packet's mark in the connection${masks}`
      : `gives the packet the connection's mark${masks}`;
  },
});
