/**
 * `-m esp` and `-m ipcomp`: the security parameter index of an ESP or IPComp packet (iptables-extensions(8), esp and
 * ipcomp; kernel: net/netfilter/xt_esp.c, xt_ipcomp.c). The index may not be told.
 */
import { unknown } from "../answer";
import { given, says, told } from "../condition";
import { defineMatch } from "../define";
import type { MatchExtension } from "../extension";
import { narrowing, within } from "../full-range";
import { MOST_32, numberRange, printRange } from "../kinds";
import { negatable, option } from "../options";
import type { Packet } from "../../packet";
import { prose } from "../prose";

function spiMatch(name: string, proto: number, label: string, flags: readonly [string, ...string[]]): MatchExtension {
  return defineMatch({
    name,
    listed: prose(name === "esp" ? /esp/ : /comp/, [/spis?:(?<not>!?)(?<spis>[\d:]+)/, `${flags[0]} $spis`]),
    protocols: [proto],
    options: { spi: negatable(option(numberRange(MOST_32, ":"), ...flags)) },
    canonical: ({ spi }) => {
      const said = narrowing(spi, MOST_32);
      return said ? { spi: said } : {};
    },
    check: (_options, { protocol }) =>
      protocol?.number === proto && !protocol.negated ? undefined : `-m ${name} needs -p ${name}`,
    test: ({ spi }, { packet }) => {
      if (packet.proto !== proto) return false;
      const borne = spiOf(packet);
      return given(spi, (range) => {
        if (borne !== null) return within(borne, range);
        const text = printRange(range, ":");
        return unknown({ key: `spi=${text}`, yes: `its SPI is ${text}`, no: `its SPI is not ${text}` });
      });
    },
    lacks: (_options, { packet }) => (packet.proto === proto ? undefined : `it is not an ${label} packet`),
    tell: ({ spi }, bears) =>
      told(spi, (range, is) => says(`the ${label} SPI`, is, printRange(range, " to "), bears)) ??
      `it is an ${label} packet`,
    shows: (_options, { packet }) => (packet.proto === proto ? String(spiOf(packet) ?? "not told") : undefined),
  });
}

function spiOf({ transport }: Packet): number | null {
  return transport.kind === "esp" ? transport.spi : null;
}

export const ESP = spiMatch("esp", 50, "ESP", ["--espspi"]);
export const IPCOMP = spiMatch("ipcomp", 108, "IPComp", ["--ipcompspi"]);
