/**
 * `-j SNPT` and `-j DNPT`: replaces the network of an address and changes 16 further bits so that checksums stay
 * (iptables-extensions(8), SNPT and DNPT; RFC 6296; kernel: net/ipv6/netfilter/ip6t_NPT.c).
 */
import type { Address, Prefix } from "../../address";
import {
  formatPrefix,
  ipv6,
  maskedPrefix,
  parsePrefix,
  prefixBase,
  prefixLength,
  prefixOf,
  sameAddress,
} from "../../address";
import { defineTarget } from "../define";
import type { TargetExtension } from "../extension";
import type { Kind } from "../kinds";
import { option } from "../options";
import { prose } from "../prose";

/** As it was given: the kernel refuses one whose host bits are set. */
const NETWORK: Kind<Prefix> = {
  expects: "an IPv6 network of at most 64 bits",
  read: (word) => {
    const prefix = parsePrefix(word);
    return prefix?.family === 6 ? prefix : undefined;
  },
  print: formatPrefix,
};

function nptTarget(name: "SNPT" | "DNPT", side: "src" | "dst"): TargetExtension {
  return defineTarget({
    name,
    families: [6],
    listed: prose([/[SD]NPT src-pfx (?<from>\S+) dst-pfx (?<to>\S+)/, "--src-pfx $from --dst-pfx $to"]),
    options: { from: option(NETWORK, "--src-pfx"), to: option(NETWORK, "--dst-pfx") },
    check: ({ from, to }) => {
      if (!from) return "--src-pfx is missing";
      if (!to) return "--dst-pfx is missing";
      if (!isNetwork(from.value)) return `--src-pfx ${formatPrefix(from.value)} is no network of at most 64 bits`;
      return isNetwork(to.value) ? undefined : `--dst-pfx ${formatPrefix(to.value)} is no network of at most 64 bits`;
    },
    act: ({ from, to }, { packet }) => {
      const address = from && to && translated(packet[side], from.value, to.value);
      if (!address) return { kind: "drop" };
      return { kind: "continue", packet: { ...packet, [side]: address } };
    },
    means: {
      from: (network) => `the network that is replaced: ${network}`,
      to: (network) => `the network in its place: ${network}`,
    },
    tell: ({ from, to }) =>
      `moves the ${side === "src" ? "source" : "destination"} from ${from ? formatPrefix(from.value) : ""} to ${to ? formatPrefix(to.value) : ""}`,
  });
}

export const SNPT = nptTarget("SNPT", "src");
export const DNPT = nptTarget("DNPT", "dst");

function isNetwork(prefix: Prefix): boolean {
  const length = prefixLength(prefix);
  return length !== undefined && length <= 64 && sameAddress(prefixBase(prefix), prefixBase(maskedPrefix(prefix)));
}

/** The address in the other network; undefined where no 16 bits are left to change. */
function translated(address: Address, from: Prefix, to: Prefix): Address | undefined {
  if (address.family === 4 || to.family === 4 || from.family === 4) return undefined;
  const length = Math.max(prefixLength(from) ?? 0, prefixLength(to) ?? 0);
  const network = prefixOf(ipv6(to.base), length);
  if (network.family === 4) return undefined;
  const moved = network.base | (address.value & ~network.mask);
  const words = Array.from({ length: 8 }, (_, index) => Number((moved >> BigInt(112 - 16 * index)) & 0xffffn));
  const at = length <= 48 ? 3 : words.findIndex((word, index) => index >= 4 && word !== 0xffff);
  const word = words[at];
  if (word === undefined) return undefined;
  const sum = onesSum(word, onesSum(sumOf(from.base), ~sumOf(to.base) & 0xffff));
  words[at] = sum === 0xffff ? 0 : sum;
  return ipv6(words.reduce((value, part) => (value << 16n) | BigInt(part), 0n));
}

function sumOf(value: bigint): number {
  let sum = 0;
  for (let left = value; left > 0n; left >>= 16n) sum = onesSum(sum, Number(left & 0xffffn));
  return sum;
}

/** Addition of 16 bits with the carry going round (RFC 1071). */
function onesSum(a: number, b: number): number {
  const sum = a + b;
  return (sum & 0xffff) + (sum >>> 16);
}
