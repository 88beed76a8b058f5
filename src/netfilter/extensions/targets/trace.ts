/**
 * `-j TRACE`: every rule that the packet meets is logged, and the next rule is asked (iptables-extensions(8), TRACE).
 */
import { defineTarget } from "../define";

export const TRACE = defineTarget({
  name: "TRACE",
  options: {},
  act: () => ({ kind: "continue" }),
  means: {},
  tell: () => "has every rule that it meets logged",
});
