/**
 * `-j TTL` (IPv4) and `-j HL` (IPv6): sets, raises or lowers the time to live, the hop limit, within 0 to 255
 * (iptables-extensions(8), TTL and HL; kernel: net/netfilter/xt_HL.c).
 */
import { defineTarget } from "../define";
import type { TargetExtension } from "../extension";
import { wholeNumber } from "../kinds";
import { option } from "../options";
import { prose } from "../prose";

function ttlTarget(name: "TTL" | "HL", what: string): TargetExtension {
  const flagStart = `--${name.toLowerCase()}`;
  return defineTarget({
    name,
    listed: prose(
      new RegExp(name),
      [/set to (?<value>\d+)/, `${flagStart}-set $value`],
      [/decrement by (?<value>\d+)/, `${flagStart}-dec $value`],
      [/increment by (?<value>\d+)/, `${flagStart}-inc $value`],
    ),
    options: {
      set: option(wholeNumber(255), `${flagStart}-set`),
      dec: option(wholeNumber(255), `${flagStart}-dec`),
      inc: option(wholeNumber(255), `${flagStart}-inc`),
    },
    check: (options) => {
      if (Object.keys(options).length !== 1)
        return `one of ${flagStart}-set, ${flagStart}-dec and ${flagStart}-inc is expected`;
      return options.dec?.value === 0 || options.inc?.value === 0 ? "by 0 it would change nothing" : undefined;
    },
    act: ({ set, dec, inc }, { packet }) => {
      const ttl = set?.value ?? packet.ttl + (inc?.value ?? 0) - (dec?.value ?? 0);
      return { kind: "continue", packet: { ...packet, ttl: Math.max(0, Math.min(255, ttl)) } };
    },
    means: {
      set: (value) => `the new ${what}: ${value}`,
      dec: (value) => `the ${what} falls by ${value}`,
      inc: (value) => `the ${what} rises by ${value}`,
    },
    tell: ({ set, dec, inc }) => {
      if (set) return `sets the ${what} to ${String(set.value)}`;
      return inc ? `raises the ${what} by ${String(inc.value)}` : `lowers the ${what} by ${String(dec?.value ?? 0)}`;
    },
  });
}

export const TTL_TARGET = ttlTarget("TTL", "TTL");
export const HL_TARGET = ttlTarget("HL", "hop limit");
