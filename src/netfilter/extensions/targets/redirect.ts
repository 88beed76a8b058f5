/**
 * `-j REDIRECT`: the packet goes to the node itself, to the address of the device that it came in by (iptables-extensions(8),
 * REDIRECT; kernel: net/netfilter/nf_nat_redirect.c).
 */
import { defineTarget } from "../define";
import { PORT_SPAN, printRange } from "../kinds";
import { DRAWN_PORT, portsComplaint } from "../nat-places";
import { flag, option } from "../options";
import { prose } from "../prose";

export const REDIRECT = defineTarget({
  name: "REDIRECT",
  listed: prose(/(?=redir|random)/, [/redir ports (?<ports>\S+)/, "--to-ports $ports"], [/random/, "--random"]),
  options: { ports: option(PORT_SPAN, "--to-ports", "--to-port"), random: flag("--random") },
  check: ({ ports }, around) => portsComplaint("--to-ports", ports, around),
  act: ({ ports, random }) => ({
    kind: "nat",
    request: {
      manip: "destination",
      to: { kind: "arrival" },
      ports: ports?.value,
      randomPort: random !== undefined,
      persistent: false,
    },
  }),
  means: {
    ports: (_text, range) => `the new destination port: ${printRange(range, " to ")}`,
    random: DRAWN_PORT,
  },
  tell: ({ ports }) => `sends it to this node itself${ports ? `, port ${printRange(ports.value, " to ")}` : ""}`,
});
