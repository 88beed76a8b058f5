/**
 * `-j SNAT`: another source for a connection (iptables-extensions(8), SNAT; kernel: net/netfilter/xt_nat.c).
 */
import { defineTarget } from "../define";
import { flag, option } from "../options";
import { DRAWN_PORT, NAT_SOURCE, natWords, placeWords, portsComplaint, requestFrom } from "../nat-places";
import { prose } from "../prose";

export const SNAT = defineTarget({
  name: "SNAT",
  listed: prose(
    [/to:(?<place>\S+)/, "--to-source $place"],
    [/random/, "--random"],
    [/random-fully/, "--random-fully"],
    [/persistent/, "--persistent"],
  ),
  options: {
    to: option(NAT_SOURCE, "--to-source"),
    random: flag("--random"),
    randomFully: flag("--random-fully"),
    persistent: flag("--persistent"),
  },
  check: ({ to }, around) => (to ? portsComplaint("--to-source", to.value.ports, around) : "--to-source is missing"),
  act: ({ to, random, randomFully, persistent }, { packet }) => {
    const drawn = random !== undefined || randomFully !== undefined;
    return requestFrom("source", to?.value, packet, drawn, persistent !== undefined);
  },
  means: {
    to: (_text, place) => `the new source: ${placeWords(place)}`,
    random: DRAWN_PORT,
    randomFully: "the new port is drawn at random",
    persistent: "a client gets the same new source for each of its connections",
  },
  tell: ({ to }) => `rewrites the source${to ? ` to ${natWords(to.value)}` : ""}`,
});
