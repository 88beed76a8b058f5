/**
 * `-m ah`: the authentication header (iptables-extensions(8), ah; kernel: net/ipv4/netfilter/ipt_ah.c and
 * net/ipv6/netfilter/ip6t_ah.c). Over IPv6 it also knows the header's length and its reserved field, which is 0 here.
 * A packet's header is 24 bytes long, with an integrity value of 96 bits; of an IPv4 packet nobody may have told its SPI.
 */
import { all, unknown } from "../answer";
import { bearing, given, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { Answer } from "../extension";
import { narrowing, within } from "../full-range";
import { headerLength, headerOfKind } from "../../headers";
import type { Range } from "../kinds";
import { MOST_32, numberRange, printRange, wholeNumber } from "../kinds";
import { flag, negatable, option } from "../options";
import { prose } from "../prose";

const AH_NUMBER = 51;

export const AH = defineMatch({
  name: "ah",
  listed: prose(
    /ah/,
    [/spis?:(?<not>!?)(?<spis>[\d:]+)/, "--ahspi $spis"],
    [/length:(?<not>!?)(?<length>\d+)/, "--ahlen $length"],
    [/reserved/, "--ahres"],
  ),
  protocols: [AH_NUMBER],
  clauses: "each",
  options: {
    spi: negatable(option(numberRange(MOST_32, ":"), "--ahspi")),
    length: negatable(option(wholeNumber(MOST_32), "--ahlen")),
    reserved: flag("--ahres"),
  },
  canonical: ({ spi, ...rest }) => {
    const said = narrowing(spi, MOST_32);
    return said ? { spi: said, ...rest } : rest;
  },
  check: ({ length, reserved }, { family, protocol }) => {
    if (family === 6) return undefined;
    if (length) return "--ahlen is for IPv6 alone";
    if (reserved) return "--ahres is for IPv6 alone";
    return protocol?.number === AH_NUMBER && !protocol.negated ? undefined : "-m ah needs -p ah";
  },
  test: ({ spi, length }, { packet }) => {
    const header = headerOfKind(packet, "auth");
    if (!header) return packet.proto === AH_NUMBER && given(spi, spiUntold);
    return all([
      given(spi, (range) => within(header.spi, range)),
      given(length, (bytes) => bytes === headerLength(header)),
    ]);
  },
  lacks: (_options, { packet }) =>
    headerOfKind(packet, "auth") || packet.proto === AH_NUMBER ? undefined : "it has no authentication header",
  tell: ({ spi, length, reserved }, bears) =>
    statement(
      [
        told(spi, (range, is) => bearing("the SPI of its authentication header", is, printRange(range, " to "), bears)),
        told(length, (bytes, is) => bearing("its authentication header's length", is, `${String(bytes)} bytes`, bears)),
        told(reserved, () => "the reserved field of its authentication header is 0"),
      ],
      "it has an authentication header",
    ),
  shows: ({ length }, { packet }) => {
    const header = headerOfKind(packet, "auth");
    if (header) return length ? `${String(headerLength(header))} bytes` : String(header.spi);
    return packet.proto === AH_NUMBER ? "not told" : "no authentication header";
  },
});

function spiUntold(range: Range): Answer {
  const text = printRange(range, ":");
  return unknown({ key: `spi=${text}`, yes: `its SPI is ${text}`, no: `its SPI is not ${text}` });
}
