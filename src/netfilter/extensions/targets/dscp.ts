/**
 * `-j DSCP`: sets the upper six bits of the TOS field (iptables-extensions(8), DSCP; kernel: net/netfilter/xt_DSCP.c).
 */
import { defineTarget } from "../define";
import { DSCP_CLASS, DSCP_VALUE } from "../dscp-classes";
import { hexByte } from "../kinds";
import { option } from "../options";
import { prose } from "../prose";

/** The lower two bits of the field (ECN) stay. */
const ECN_BITS = 3;

export const DSCP_TARGET = defineTarget({
  name: "DSCP",
  listed: prose([/DSCP set (?<value>\S+)/, "--set-dscp $value"]),
  options: { dscp: option(DSCP_VALUE, "--set-dscp"), class: option(DSCP_CLASS, "--set-dscp-class") },
  check: (options) =>
    Object.keys(options).length === 1 ? undefined : "one of --set-dscp and --set-dscp-class is expected",
  canonical: (options) => {
    const dscp = options.dscp ?? options.class;
    return dscp ? { dscp } : {};
  },
  act: (options, { packet }) => {
    const dscp = options.dscp ?? options.class;
    return dscp
      ? { kind: "continue", packet: { ...packet, tos: (packet.tos & ECN_BITS) | (dscp.value << 2) } }
      : { kind: "continue" };
  },
  means: {
    dscp: (value) => `the new DSCP: ${value}`,
    class: (value) => `the new DSCP, given by the name of its class: ${value}`,
  },
  tell: (options) => `sets the DSCP to ${hexByte((options.dscp ?? options.class)?.value ?? 0)}`,
});
