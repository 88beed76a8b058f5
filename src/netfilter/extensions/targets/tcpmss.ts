/**
 * `-j TCPMSS`: lowers the MSS option of a TCP packet; it is never raised (iptables-extensions(8), TCPMSS; kernel:
 * net/netfilter/xt_TCPMSS.c). The MTU of the path is not in the paste: `--clamp-mss-to-pmtu` leaves the MSS as it is here.
 */
import { TCP_FLAGS } from "../../packet";
import type { Options } from "../../ruleset";
import { defineTarget } from "../define";
import { wholeNumber } from "../kinds";
import { flag, option } from "../options";
import { prose } from "../prose";

/** xt_TCPMSS.c, find_syn_match: a `-m tcp` that asks for SYN, and not for its absence. */
function asksForSyn({ syn, flags }: Options): boolean {
  if (syn) return !syn.negated;
  const set: unknown = Array.isArray(flags?.value) ? flags.value[1] : undefined;
  return flags?.negated === false && typeof set === "number" && (set & TCP_FLAGS.SYN) !== 0;
}

export const TCPMSS_TARGET = defineTarget({
  name: "TCPMSS",
  listed: prose(/TCPMSS/, [/set (?<size>\d+)/, "--set-mss $size"], [/clamp to PMTU/, "--clamp-mss-to-pmtu"]),
  options: { mss: option(wholeNumber(65535), "--set-mss"), clamp: flag("--clamp-mss-to-pmtu") },
  check: (options, { protocol, matches }) => {
    if (Object.keys(options).length !== 1) return "one of --set-mss and --clamp-mss-to-pmtu is expected";
    const named = options.mss ? "--set-mss" : "--clamp-mss-to-pmtu";
    if (protocol?.number !== 6 || protocol.negated) return `${named} needs -p tcp`;
    const asksSyn = matches.some(
      (match) => match.kind === "known" && match.name === "tcp" && asksForSyn(match.options),
    );
    return asksSyn ? undefined : `${named} needs --syn or --tcp-flags with SYN`;
  },
  act: ({ mss }, { packet }) => {
    const { transport } = packet;
    if (!mss || transport.kind !== "tcp" || transport.mss === null) return { kind: "continue" };
    return {
      kind: "continue",
      packet: { ...packet, transport: { ...transport, mss: Math.min(transport.mss, mss.value) } },
    };
  },
  means: {
    mss: (size) => `the largest segment that the SYN may name: ${size} bytes`,
    clamp: "the largest segment is what fits the MTU of the path, less 40 bytes (60 for IPv6)",
  },
  tell: ({ mss }) => `lowers the MSS to ${mss ? String(mss.value) : "what the path's MTU allows"}`,
});
