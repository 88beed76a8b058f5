/**
 * `-j DNAT`: another destination for a connection (iptables-extensions(8), DNAT; kernel: net/netfilter/xt_nat.c). Ports may
 * be shifted by a base (`:1000-2000/8000`), which spreads a range of ports over another one.
 */
import { defineTarget } from "../define";
import { flag, option } from "../options";
import { DRAWN_PORT, NAT_DESTINATION, natWords, placeWords, portsComplaint, requestFrom } from "../nat-places";
import { prose } from "../prose";

export const DNAT = defineTarget({
  name: "DNAT",
  listed: prose(
    [/to:(?<place>\S+)/, "--to-destination $place"],
    [/random/, "--random"],
    [/persistent/, "--persistent"],
  ),
  options: {
    to: option(NAT_DESTINATION, "--to-destination"),
    random: flag("--random"),
    persistent: flag("--persistent"),
  },
  check: ({ to }, around) =>
    to ? portsComplaint("--to-destination", to.value.ports, around) : "--to-destination is missing",
  act: ({ to, random, persistent }, { packet }) =>
    requestFrom("destination", to?.value, packet, random !== undefined, persistent !== undefined),
  means: {
    to: (_text, place) => `the new destination: ${placeWords(place)}`,
    random: DRAWN_PORT,
    persistent: "a client gets the same new destination for each of its connections",
  },
  tell: ({ to }) => `rewrites the destination${to ? ` to ${natWords(to.value)}` : ""}`,
});
