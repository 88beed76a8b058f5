/** `-j TEE`: sends a copy to another host, and the packet goes on (iptables-extensions(8), TEE; kernel: net/netfilter/xt_TEE.c). */
import { formatAddress } from "../../address";
import { defineTarget } from "../define";
import { ADDRESS, DEVICE } from "../kinds";
import { option } from "../options";
import { prose } from "../prose";

export const TEE = defineTarget({
  name: "TEE",
  listed: prose([/TEE gw:(?<gateway>\S+)/, "--gateway $gateway"], [/oif=(?<device>\S+)/, "--oif $device"]),
  options: { gateway: option(ADDRESS, "--gateway"), out: option(DEVICE, "--oif") },
  check: ({ gateway }) => (gateway ? undefined : "--gateway is missing"),
  act: () => ({ kind: "continue" }),
  means: {
    gateway: (address) => `the host of the local network that gets the copy: ${address}`,
    out: (device) => `the device by which the copy leaves: ${device}`,
  },
  tell: ({ gateway, out }) =>
    `sends a copy to ${gateway ? formatAddress(gateway.value) : "another host"}${out ? ` by ${out.value}` : ""}`,
});
