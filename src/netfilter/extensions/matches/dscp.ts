/**
 * `-m dscp`: the upper six bits of the TOS field (iptables-extensions(8), dscp; kernel: net/netfilter/xt_dscp.c).
 */
import { given, says, told } from "../condition";
import { defineMatch } from "../define";
import { DSCP_CLASS, DSCP_VALUE } from "../dscp-classes";
import { hexByte } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

export const DSCP_MATCH = defineMatch({
  name: "dscp",
  listed: prose([/DSCP match (?<not>!?)(?<value>\S+)/, "--dscp $value"]),
  options: { dscp: negatable(option(DSCP_VALUE, "--dscp")), class: negatable(option(DSCP_CLASS, "--dscp-class")) },
  check: (options) => (Object.keys(options).length === 1 ? undefined : "one of --dscp and --dscp-class is expected"),
  canonical: (options) => {
    const dscp = options.dscp ?? options.class;
    return dscp ? { dscp } : {};
  },
  test: (options, { packet }) => given(options.dscp ?? options.class, (value) => packet.tos >> 2 === value),
  means: {
    dscp: (value, _value, negated) => `DSCP is ${negated ? "not " : ""}${value}`,
    class: (value, _value, negated) => `DSCP, given by the name of its class, is ${negated ? "not " : ""}${value}`,
  },
  tell: (options, bears) =>
    told(options.dscp ?? options.class, (value, is) => says("DSCP", is, hexByte(value), bears)) ?? "any DSCP",
  wants: () => "another",
  shows: (_options, { packet }) => hexByte(packet.tos >> 2),
});
