/**
 * `-m iprange`: addresses from one to another (iptables-extensions(8), iprange; kernel: net/netfilter/xt_iprange.c).
 */
import type { Address } from "../../address";
import { formatAddress } from "../../address";
import { all } from "../answer";
import { given, says, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { AddressSpan, Kind } from "../kinds";
import { ADDRESS_SPAN } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

const SPAN: Kind<AddressSpan> = {
  ...ADDRESS_SPAN,
  print: ({ from, to }) => `${formatAddress(from)}-${formatAddress(to)}`,
};

export const IPRANGE = defineMatch({
  name: "iprange",
  clauses: "each",
  listed: prose(
    /(?=(?:source|destination) IP range )/,
    [/source IP range (?<not>! )?(?<range>\S+)/, "--src-range $range"],
    [/destination IP range (?<not>! )?(?<range>\S+)/, "--dst-range $range"],
  ),
  options: { src: negatable(option(SPAN, "--src-range")), dst: negatable(option(SPAN, "--dst-range")) },
  check: ({ src, dst }) => ((src ?? dst) ? undefined : "--src-range or --dst-range is missing"),
  test: ({ src, dst }, { packet }) =>
    all([given(src, (span) => holds(span, packet.src)), given(dst, (span) => holds(span, packet.dst))]),
  wants: () => "it outside",
  tell: ({ src, dst }, bears) =>
    statement(
      [
        told(src, (span, is) => says("source", is, `in ${ADDRESS_SPAN.print(span)}`, bears)),
        told(dst, (span, is) => says("destination", is, `in ${ADDRESS_SPAN.print(span)}`, bears)),
      ],
      "any address",
    ),
  shows: ({ src, dst }, { packet }) => shown([src && formatAddress(packet.src), dst && formatAddress(packet.dst)]),
});

function holds({ from, to }: AddressSpan, address: Address): boolean {
  return address.family === from.family && address.value >= from.value && address.value <= to.value;
}
