/**
 * `-j MASQUERADE`: the source becomes the address of the device that the packet leaves by (iptables-extensions(8),
 * MASQUERADE; kernel: net/netfilter/nf_nat_masquerade.c).
 */
import { defineTarget } from "../define";
import { PORT_SPAN, printRange } from "../kinds";
import { DRAWN_PORT, portsComplaint } from "../nat-places";
import { flag, option } from "../options";
import { prose } from "../prose";

export const MASQUERADE = defineTarget({
  name: "MASQUERADE",
  listed: prose(
    /(?=masq|random)/,
    [/masq ports: (?<ports>\S+)/, "--to-ports $ports"],
    [/random/, "--random"],
    [/random-fully/, "--random-fully"],
  ),
  options: {
    ports: option(PORT_SPAN, "--to-ports"),
    random: flag("--random"),
    randomFully: flag("--random-fully"),
  },
  check: ({ ports }, around) => portsComplaint("--to-ports", ports, around),
  act: ({ ports, random, randomFully }) => ({
    kind: "nat",
    request: {
      manip: "source",
      to: { kind: "route" },
      ports: ports?.value,
      randomPort: random !== undefined || randomFully !== undefined,
      persistent: false,
    },
  }),
  means: {
    ports: (_text, range) => `the new source port, out of ${printRange(range, " to ")}`,
    random: DRAWN_PORT,
    randomFully: "the new port is drawn at random",
  },
  tell: ({ ports }) =>
    `rewrites the source to the address of the device it leaves by${ports ? `, port ${printRange(ports.value, " to ")}` : ""}`,
});
