/**
 * `-m mh`: the type of a Mobile IPv6 message (iptables-extensions(8), mh; RFC 6275; kernel: net/ipv6/netfilter/ip6t_mh.c).
 */
import { bearing, given, told } from "../condition";
import { defineMatch } from "../define";
import { narrowing, within } from "../full-range";
import { headerOfKind } from "../../headers";
import type { Kind, Range } from "../kinds";
import { numberRange, printRange, readNumber } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

const MOBILITY_NUMBER = 135;
const MOST = 255;

const NAMES = new Map([
  ["binding-refresh-request", 0],
  ["brr", 0],
  ["home-test-init", 1],
  ["hoti", 1],
  ["careof-test-init", 2],
  ["coti", 2],
  ["home-test", 3],
  ["hot", 3],
  ["careof-test", 4],
  ["cot", 4],
  ["binding-update", 5],
  ["bu", 5],
  ["binding-acknowledgement", 6],
  ["ba", 6],
  ["binding-error", 7],
  ["be", 7],
]);

const MESSAGE: Kind<Range> = {
  ...numberRange(MOST, ":", (word) => NAMES.get(word.toLowerCase()) ?? readNumber(word, MOST)),
  expects: "a mobility type such as 5 or binding-update, or a range such as 1:4",
};

export const MH = defineMatch({
  name: "mh",
  listed: prose(/mh/, [
    /(?<not>!?)(?<types>(?:\d+|[a-z]+(?:-[a-z]+)+)(?::(?:\d+|[a-z]+(?:-[a-z]+)+))?)/,
    "--mh-type $types",
  ]),
  families: [6],
  protocols: [MOBILITY_NUMBER],
  options: { type: negatable(option(MESSAGE, "--mh-type")) },
  canonical: ({ type }) => {
    const said = narrowing(type, MOST);
    return said ? { type: said } : {};
  },
  check: (_options, { protocol }) =>
    protocol?.number === MOBILITY_NUMBER && !protocol.negated ? undefined : "-m mh needs -p mobility-header",
  test: ({ type }, { packet }) => {
    const header = headerOfKind(packet, "mobility");
    return header !== undefined && given(type, (range) => within(header.type, range));
  },
  lacks: (_options, { packet }) => (headerOfKind(packet, "mobility") ? undefined : "it has no mobility header"),
  tell: ({ type }, bears) =>
    told(type, (range, is) => bearing("the mobility message's type", is, printRange(range, " to "), bears)) ??
    "it is a Mobile IPv6 message",
  shows: (_options, { packet }) => {
    const header = headerOfKind(packet, "mobility");
    return header ? String(header.type) : "no mobility header";
  },
});
