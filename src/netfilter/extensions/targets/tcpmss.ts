/**
 * `-j TCPMSS`: lowers the MSS option of a TCP packet; it is never raised (iptables-extensions(8), TCPMSS; kernel:
 * net/netfilter/xt_TCPMSS.c). The MTU of the path is not in the paste: `--clamp-mss-to-pmtu` leaves the MSS as it is here.
 */
import { defineTarget } from "../define";
import { wholeNumber } from "../kinds";
import { flag, option } from "../options";

export const TCPMSS_TARGET = defineTarget({
  name: "TCPMSS",
  options: { mss: option(wholeNumber(65535), "--set-mss"), clamp: flag("--clamp-mss-to-pmtu") },
  check: (options) =>
    Object.keys(options).length === 1 ? undefined : "one of --set-mss and --clamp-mss-to-pmtu is expected",
  act: ({ mss }, { packet }) => {
    const { transport } = packet;
    if (!mss || transport.kind !== "tcp" || transport.mss === null) return { kind: "continue" };
    return {
      kind: "continue",
      packet: { ...packet, transport: { ...transport, mss: Math.min(transport.mss, mss.value) } },
    };
  },
  tell: ({ mss }) => `lowers the MSS to ${mss ? String(mss.value) : "what the path's MTU allows"}`,
});
