/**
 * `-m ipv6header`: which headers an IPv6 packet is made of, those and no others, or with `--soft` those among others
 * (iptables-extensions(8), ipv6header; kernel: net/ipv6/netfilter/ip6t_ipv6header.c). `prot` stands for what is none of
 * the named ones: the transport.
 */
import type { Packet } from "../../packet";
import { given, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind } from "../kinds";
import { flag, negatable, option } from "../options";
import { prose } from "../prose";

/** In the order in which iptables-save prints them, with all their names. */
const HEADERS = [
  { name: "hop-by-hop", also: ["hop", "0"] },
  { name: "ipv6-opts", also: ["dst", "60"] },
  { name: "ipv6-route", also: ["route", "43"] },
  { name: "ipv6-frag", also: ["frag", "44"] },
  { name: "ah", also: ["auth", "51"] },
  { name: "esp", also: ["50"] },
  { name: "ipv6-nonxt", also: ["none", "59"] },
  { name: "protocol", also: ["prot", "proto", "255"] },
] as const;

type HeaderName = (typeof HEADERS)[number]["name"];

const HEADER_LIST: Kind<readonly HeaderName[]> = {
  expects: `headers such as hop-by-hop,esp: of ${HEADERS.map(({ name }) => name).join(", ")}`,
  read: (word) => {
    const wanted = new Set<HeaderName>();
    for (const part of word.toLowerCase().split(",")) {
      const header = HEADERS.find(({ name, also }) => [name, ...also].some((known) => known === part));
      if (!header) return undefined;
      wanted.add(header.name);
    }
    return HEADERS.map(({ name }) => name).filter((name) => wanted.has(name));
  },
  print: (names) => names.join(","),
};

const ESP_NUMBER = 50;
const NO_NEXT_NUMBER = 59;

export const IPV6HEADER = defineMatch({
  name: "ipv6header",
  listed: prose(
    /ipv6header/,
    [
      /flags:(?<not>!?)(?<flags>\S+)/,
      ({ not, flags = "" }) => [
        ...(not === "!" ? ["!"] : []),
        "--header",
        flags.startsWith("0x") ? listedHeaders(Number(flags)) : flags,
      ],
    ],
    [/soft/, "--soft"],
  ),
  families: [6],
  options: { headers: negatable(option(HEADER_LIST, "--header")), soft: flag("--soft") },
  check: ({ headers }) => (headers ? undefined : "--header is missing"),
  test: ({ headers, soft }, { packet }) => {
    const borne = headersOf(packet);
    if (soft && headers) return headers.value.every((name) => borne.includes(name) !== headers.negated);
    return given(headers, (wanted) => wanted.length === borne.length && wanted.every((name) => borne.includes(name)));
  },
  because: (options, { packet }, holds) => {
    const borne = headersOf(packet).join(", ");
    const wanted = options.headers?.value.join(", ") ?? "";
    if (options.soft && options.headers?.negated)
      return holds
        ? `its headers are ${borne}, none of ${wanted}`
        : `its headers are ${borne}, and the rule wants none of ${wanted}`;
    if (options.soft)
      return holds
        ? `its headers are ${borne}, with ${wanted} among them`
        : `its headers are ${borne}, not all of ${wanted} among them`;
    if (options.headers?.negated)
      return holds
        ? `its headers are ${borne}, not exactly ${wanted}`
        : `its headers are exactly ${wanted}, and the rule wants others`;
    return holds ? `its headers are exactly ${wanted}` : `its headers are ${borne}, not exactly ${wanted}`;
  },
  means: {
    headers: (names, _value, negated) => `the headers that it ${negated ? "does not have" : "has"}: ${names}`,
    soft: "there may be other headers besides these",
  },
  tell: ({ headers, soft }) =>
    told(headers, (wanted, is) => {
      const names = wanted.join(", ");
      if (soft) return is === "is" ? `among its headers are ${names}` : `none of its headers is ${names}`;
      return `its headers ${is === "is" ? "are" : "are not"} exactly ${names}`;
    }) ?? "it is an IPv6 packet",
  shows: (_options, { packet }) => headersOf(packet).join(", "),
});

/** What the packet is made of, each once; a mobility header counts as the transport. */
function headersOf({ headers, proto }: Packet): HeaderName[] {
  const names = new Set<HeaderName>();
  for (const { kind } of headers) {
    if (kind !== "mobility") names.add(NAMES[kind]);
  }
  names.add(proto === ESP_NUMBER ? "esp" : proto === NO_NEXT_NUMBER ? "ipv6-nonxt" : "protocol");
  return [...names];
}

const NAMES = {
  hop: "hop-by-hop",
  destination: "ipv6-opts",
  routing: "ipv6-route",
  fragment: "ipv6-frag",
  auth: "ah",
} as const;

/** The names of the bits in which `iptables -L -n` tells the headers: the first is the highest. */
function listedHeaders(bits: number): string {
  return HEADERS.filter((_, index) => (bits & (0x80 >> index)) !== 0)
    .map(({ name }) => name)
    .join();
}
