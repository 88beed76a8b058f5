/**
 * `-m tos`: the TOS field under a mask (iptables-extensions(8), tos; kernel: net/netfilter/xt_dscp.c, tos_mt).
 */
import { given, says, told } from "../condition";
import { defineMatch } from "../define";
import { hexByte } from "../kinds";
import { negatable, option } from "../options";
import { TOS_VALUE } from "../tos-values";
import { prose } from "../prose";

export const TOS_MATCH = defineMatch({
  name: "tos",
  listed: prose([/tos match(?<not>!)? ?(?<value>\S+)/, "--tos $value"]),
  options: { tos: negatable(option(TOS_VALUE, "--tos")) },
  check: ({ tos }) => (tos ? undefined : "--tos is missing"),
  test: ({ tos }, { packet }) => given(tos, ({ value, mask }) => (packet.tos & mask) === value),
  tell: ({ tos }, bears) =>
    told(tos, ({ value, mask }, is) =>
      says("TOS", is, `${hexByte(value)}${mask === 255 ? "" : ` under the mask ${hexByte(mask)}`}`, bears),
    ) ?? "any TOS",
  wants: () => "another",
  shows: (_options, { packet }) => hexByte(packet.tos),
});
