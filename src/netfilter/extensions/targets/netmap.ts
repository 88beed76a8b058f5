/**
 * `-j NETMAP`: the network of the address is replaced and its host bits stay; the destination's where packets come in, the
 * source's where they go out (iptables-extensions(8), NETMAP; kernel: net/netfilter/xt_NETMAP.c).
 */
import { formatPrefix } from "../../address";
import { defineTarget } from "../define";
import { PREFIX } from "../kinds";
import { option } from "../options";
import { prose } from "../prose";

export const NETMAP = defineTarget({
  name: "NETMAP",
  listed: prose([/to:(?<network>\S+)/, "--to $network"]),
  options: { to: option(PREFIX, "--to") },
  check: ({ to }) => (to ? undefined : "--to is missing"),
  act: ({ to }, { hook }) => ({
    kind: "nat",
    request: {
      manip: hook === "PREROUTING" || hook === "OUTPUT" ? "destination" : "source",
      to: to ? { kind: "network", prefix: to.value } : { kind: "keep" },
      ports: undefined,
      randomPort: false,
      persistent: false,
    },
  }),
  means: {
    to: (network) => `the network that the address is moved into: ${network}`,
  },
  tell: ({ to }) =>
    to
      ? `moves the address into the network ${formatPrefix(to.value)}, host bits kept`
      : "moves the address into another network",
});
