/**
 * `-j CHECKSUM`: fills in a checksum that was left to the device (iptables-extensions(8), CHECKSUM; kernel: xt_CHECKSUM.c).
 */
import { defineTarget } from "../define";
import { flag } from "../options";

export const CHECKSUM = defineTarget({
  name: "CHECKSUM",
  options: { fill: flag("--checksum-fill") },
  check: ({ fill }) => (fill ? undefined : "--checksum-fill is missing"),
  act: () => ({ kind: "continue" }),
  tell: () => "fills in its checksum",
});
