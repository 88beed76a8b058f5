/** `-j TEE`: sends a copy to another host, and the packet goes on (iptables-extensions(8), TEE; kernel: net/netfilter/xt_TEE.c). */
import { formatAddress } from "../../address";
import { defineTarget } from "../define";
import { ADDRESS, DEVICE } from "../kinds";
import { option } from "../options";

export const TEE = defineTarget({
  name: "TEE",
  options: { gateway: option(ADDRESS, "--gateway"), out: option(DEVICE, "--oif") },
  check: ({ gateway }) => (gateway ? undefined : "--gateway is missing"),
  act: () => ({ kind: "continue" }),
  tell: ({ gateway, out }) =>
    `sends a copy to ${gateway ? formatAddress(gateway.value) : "another host"}${out ? ` by ${out.value}` : ""}`,
});
