/**
 * `-j TOS`: sets bits of the TOS field; iptables-save prints every way of it as `--set-tos` (iptables-extensions(8), TOS;
 * kernel: net/netfilter/xt_DSCP.c, tos_tg).
 */
import { defineTarget } from "../define";
import type { OptionsOf } from "../extension";
import type { Masked } from "../kinds";
import { hexByte } from "../kinds";
import { setMarkWords } from "../marks";
import { option } from "../options";
import { TOS_VALUE, tosBits } from "../tos-values";
import { prose } from "../prose";

const TABLE = {
  set: option(TOS_VALUE, "--set-tos"),
  and: option(
    tosBits((bits) => ({ value: 0, mask: ~bits & 255 })),
    "--and-tos",
  ),
  or: option(
    tosBits((bits) => ({ value: bits, mask: bits })),
    "--or-tos",
  ),
  xor: option(
    tosBits((bits) => ({ value: bits, mask: 0 })),
    "--xor-tos",
  ),
};

function tosOf({ set, and, or, xor }: OptionsOf<typeof TABLE>) {
  return set ?? and ?? or ?? xor;
}

function tosWords(bits: Masked): string {
  return setMarkWords(bits, 255, hexByte);
}

function onTos(_text: string, bits: Masked): string {
  return `on the TOS: ${tosWords(bits)}`;
}

export const TOS_TARGET = defineTarget({
  name: "TOS",
  listed: prose(
    /TOS/,
    [/set ?(?<value>\S+)/, "--set-tos $value"],
    [/and (?<bits>\S+)/, "--and-tos $bits"],
    [/or (?<bits>\S+)/, "--or-tos $bits"],
    [/xor (?<bits>\S+)/, "--xor-tos $bits"],
  ),
  options: TABLE,
  check: (options) =>
    Object.keys(options).length === 1 ? undefined : "one of --set-tos, --and-tos, --or-tos and --xor-tos is expected",
  canonical: (options) => {
    const set = tosOf(options);
    return set ? { set } : {};
  },
  act: (options, { packet }) => {
    const tos = tosOf(options);
    return tos
      ? { kind: "continue", packet: { ...packet, tos: (packet.tos & ~tos.value.mask) ^ tos.value.value } }
      : { kind: "continue" };
  },
  means: {
    set: onTos,
    and: onTos,
    or: onTos,
    xor: onTos,
  },
  tell: (options) => {
    const tos = tosOf(options);
    return `changes the TOS${tos ? `: ${tosWords(tos.value)}` : ""}`;
  },
});
