/**
 * `-s` and `-d`: the addresses of a rule's head (iptables(8), PARAMETERS). iptables-save prints them with their length,
 * and leaves out one that holds every address.
 */
import type { Address, Prefix } from "../../address";
import { formatAddress, formatPrefix, prefixBase, prefixHolds, prefixLength } from "../../address";
import type { Packet } from "../../packet";
import { given, says, told } from "../condition";
import { defineMatch } from "../define";
import type { MatchExtension } from "../extension";
import { PREFIX } from "../kinds";
import { negatable, option, without } from "../options";

function addressMatch(
  name: "source" | "destination",
  flags: readonly [string, ...string[]],
  addressOf: (packet: Packet) => Address,
): MatchExtension {
  return defineMatch({
    name,
    head: true,
    options: { value: negatable(option(PREFIX, ...flags)) },
    canonical: (options) =>
      options.value && !options.value.negated && holdsAll(options.value.value) ? without(options, "value") : options,
    test: ({ value }, { packet }) => given(value, (prefix) => prefixHolds(prefix, addressOf(packet))),
    narrows: ({ value }) => (value && !value.negated ? { bears: name, prefix: value.value } : undefined),
    tell: ({ value }, bears) =>
      told(value, (prefix, is) => says(name, is, prefixWords(prefix), bears)) ?? `any ${name}`,
    wants: ({ value }) => (value && isHost(value.value) ? "another" : "it outside"),
    shows: (_options, { packet }) => formatAddress(addressOf(packet)),
  });
}

function holdsAll(prefix: Prefix): boolean {
  return prefixLength(prefix) === 0;
}

function isHost(prefix: Prefix): boolean {
  return prefixLength(prefix) === (prefix.family === 4 ? 32 : 128);
}

/** `10.0.0.1`, or `in 10.0.0.0/8`. */
export function prefixWords(prefix: Prefix): string {
  const base = prefixBase(prefix);
  return isHost(prefix) ? formatAddress(base) : `in ${formatPrefix(prefix)}`;
}

export const SOURCE = addressMatch("source", ["-s", "--source", "--src"], ({ src }) => src);
export const DESTINATION = addressMatch("destination", ["-d", "--destination", "--dst"], ({ dst }) => dst);
