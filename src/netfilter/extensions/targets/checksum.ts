/**
 * `-j CHECKSUM`: fills in a checksum that was left to the device (iptables-extensions(8), CHECKSUM; kernel: xt_CHECKSUM.c).
 */
import { defineTarget } from "../define";
import { flag } from "../options";
import { prose } from "../prose";

export const CHECKSUM = defineTarget({
  name: "CHECKSUM",
  listed: prose([/CHECKSUM fill/, "--checksum-fill"]),
  options: { fill: flag("--checksum-fill") },
  check: ({ fill }) => (fill ? undefined : "--checksum-fill is missing"),
  act: () => ({ kind: "continue" }),
  means: {
    fill: "works out the checksum that was left to the network card",
  },
  tell: () => "fills in its checksum",
});
