/**
 * `-m mac`: the hardware address of the sender on the link (iptables-extensions(8), mac; kernel: net/netfilter/xt_mac.c).
 * A packet may not tell it. What the node itself sends, over the loopback device too, has none: there the condition
 * fails, negated or not (asked of the kernel).
 */
import { unknown } from "../answer";
import { given, says, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

const MAC_ADDRESS: Kind<string> = {
  expects: "a hardware address such as 52:54:00:12:34:56",
  read: (word) =>
    /^([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/i.test(word)
      ? word
          .toLowerCase()
          .split(":")
          .map((part) => part.padStart(2, "0"))
          .join(":")
      : undefined,
  print: (address) => address,
};

export const MAC = defineMatch({
  name: "mac",
  listed: prose([/MAC ?(?<not>! ?)?(?<address>[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5})/, "--mac-source $address"]),
  options: { source: negatable(option(MAC_ADDRESS, "--mac-source")) },
  check: ({ source }) => (source ? undefined : "--mac-source is missing"),
  test: ({ source }, { packet }) =>
    packet.in !== null &&
    packet.in !== "lo" &&
    given(source, (address) => {
      if (packet.mac !== null) return packet.mac === address;
      return unknown({
        key: `mac=${address}`,
        yes: `its hardware source is ${address}`,
        no: `its hardware source is not ${address}`,
      });
    }),
  lacks: (_options, { packet }) =>
    packet.in === null || packet.in === "lo" ? "it came over no link that has hardware addresses" : undefined,
  tell: ({ source }, bears) =>
    told(source, (address, is) => says("hardware source", is, address, bears)) ?? "any hardware source",
  wants: () => "another",
  shows: (_options, { packet }) => packet.mac ?? undefined,
});
