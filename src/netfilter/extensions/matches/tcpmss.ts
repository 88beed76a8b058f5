/**
 * `-m tcpmss`: the MSS option of a TCP packet; one without that option does not fit, and fits where the condition is
 * negated (iptables-extensions(8), tcpmss; kernel: net/netfilter/xt_tcpmss.c).
 */
import { given, says, told } from "../condition";
import { defineMatch } from "../define";
import { numberRange, printRange } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

const NO_MSS = "no MSS";

export const TCPMSS_MATCH = defineMatch({
  name: "tcpmss",
  listed: prose([/tcpmss match (?<not>!?)(?<range>[\d:]+)/, "--mss $range"]),
  options: { mss: negatable(option(numberRange(65535, ":"), "--mss")) },
  check: ({ mss }, { protocol }) => {
    if (!mss) return "--mss is missing";
    return protocol?.number === 6 && !protocol.negated ? undefined : "--mss needs -p tcp";
  },
  test: ({ mss }, { packet: { transport } }) =>
    transport.kind === "tcp" &&
    given(mss, ({ from, to }) => transport.mss !== null && transport.mss >= from && transport.mss <= to),
  lacks: (_options, { packet }) => (packet.transport.kind === "tcp" ? undefined : "it is not a TCP packet"),
  tell: ({ mss }, bears) =>
    told(mss, (range, is) =>
      bears === NO_MSS ? "it bears no MSS" : says("MSS", is, printRange(range, " to "), bears),
    ) ?? "any MSS",
  shows: (_options, { packet: { transport } }) =>
    transport.kind === "tcp" ? String(transport.mss ?? NO_MSS) : undefined,
});
