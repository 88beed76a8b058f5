/**
 * `-m rt`: the routing header of IPv6 (iptables-extensions(8), rt; kernel: net/ipv6/netfilter/ip6t_rt.c). Addresses are
 * compared for type 0 alone; `--rt-0-not-strict` looks for them in their order with others between.
 */
import type { Address } from "../../address";
import { sameAddress } from "../../address";
import { bearing, given, statement, told } from "../condition";
import { defineMatch } from "../define";
import { narrowing, within } from "../full-range";
import { headerLength, headerOfKind } from "../../headers";
import { ADDRESS, listOf, MOST_32, numberRange, printRange, wholeNumber } from "../kinds";
import { flag, negatable, option } from "../options";
import { prose } from "../prose";

const MOST_ADDRESSES = 16;

export const RT = defineMatch({
  name: "rt",
  listed: prose(
    /rt/,
    [/type:(?<not>!?)(?<type>\d+)/, "--rt-type $type"],
    [/segslefts?:(?<not>!?)(?<left>[\d:]+)/, "--rt-segsleft $left"],
    [/length:(?<not>!?)(?<length>\d+)/, "--rt-len $length"],
    [/reserved/, "--rt-0-res"],
    [/0-addrs (?<addresses>\S+)/, "--rt-0-addrs $addresses"],
    [/0-not-strict/, "--rt-0-not-strict"],
  ),
  families: [6],
  clauses: [["type"], ["segmentsLeft"], ["length"], ["reserved"], ["addresses", "loose"]],
  options: {
    type: negatable(option(wholeNumber(MOST_32), "--rt-type")),
    segmentsLeft: negatable(option(numberRange(MOST_32, ":"), "--rt-segsleft")),
    length: negatable(option(wholeNumber(MOST_32), "--rt-len")),
    reserved: flag("--rt-0-res"),
    addresses: option(listOf(ADDRESS, MOST_ADDRESSES), "--rt-0-addrs"),
    loose: flag("--rt-0-not-strict"),
  },
  canonical: ({ segmentsLeft, ...rest }) => {
    const said = narrowing(segmentsLeft, MOST_32);
    return said ? { ...rest, segmentsLeft: said } : rest;
  },
  check: ({ type, reserved, addresses, loose }) => {
    const typeZero = type?.value === 0 && !type.negated;
    if (reserved && !typeZero) return "--rt-0-res needs --rt-type 0";
    if (addresses && !typeZero) return "--rt-0-addrs needs --rt-type 0";
    return loose && !addresses ? "--rt-0-not-strict needs --rt-0-addrs" : undefined;
  },
  test: ({ type, segmentsLeft, length, addresses, loose }, { packet }) => {
    const header = headerOfKind(packet, "routing");
    if (!header) return false;
    return (
      given(type, (number) => header.type === number) === true &&
      given(segmentsLeft, (range) => within(header.segmentsLeft, range)) === true &&
      given(length, (bytes) => headerLength(header) === bytes) === true &&
      given(addresses, (wanted) => (loose ? inOrder(header.addresses, wanted) : sameList(header.addresses, wanted)))
    );
  },
  lacks: (_options, { packet }) => (headerOfKind(packet, "routing") ? undefined : "it has no routing header"),
  means: {
    addresses: (addresses) => `the addresses that the routing header names: ${addresses}`,
    loose: "they stand in this order, and others may stand between them",
  },
  tell: ({ type, segmentsLeft, length, reserved, addresses, loose }, bears) =>
    statement(
      [
        told(type, (number, is) => bearing("the routing header's type", is, String(number), bears)),
        told(segmentsLeft, (range, is) => bearing("the number of segments left", is, printRange(range, " to "), bears)),
        told(length, (bytes, is) => bearing("the routing header's length", is, `${String(bytes)} bytes`, bears)),
        told(reserved, () => "the routing header's reserved field is 0"),
        told(
          addresses,
          (wanted, is) =>
            `the routing header ${is === "is" ? "names" : "does not name"} ${wanted.map((address) => ADDRESS.print(address)).join(", ")}${loose ? " in this order" : " and no others"}`,
        ),
      ],
      "it has a routing header",
    ),
  shows: ({ type, segmentsLeft, length }, { packet }) => {
    const header = headerOfKind(packet, "routing");
    if (!header) return "no routing header";
    if (type && !segmentsLeft && !length) return String(header.type);
    if (segmentsLeft && !length) return String(header.segmentsLeft);
    if (length) return `${String(headerLength(header))} bytes`;
    return `type ${String(header.type)}, ${String(header.segmentsLeft)} segments left`;
  },
});

function sameList(borne: readonly Address[], wanted: readonly Address[]): boolean {
  return borne.length === wanted.length && wanted.every((one, index) => isAt(borne, index, one));
}

function isAt(borne: readonly Address[], index: number, wanted: Address): boolean {
  const there = borne[index];
  return there !== undefined && sameAddress(there, wanted);
}

function inOrder(borne: readonly Address[], wanted: readonly Address[]): boolean {
  let at = 0;
  for (const address of borne) {
    const next = wanted[at];
    if (next && sameAddress(address, next)) at++;
  }
  return at === wanted.length;
}
