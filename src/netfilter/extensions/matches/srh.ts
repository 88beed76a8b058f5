/**
 * `-m srh`: the segment routing header, a routing header of type 4 (iptables-extensions(8), srh; RFC 8754; kernel:
 * net/ipv6/netfilter/ip6t_srh.c). Segments stand last first: the one that is due is the one numbered by "segments left".
 * The tag is 0 here.
 */
import type { Address, Prefix } from "../../address";
import { formatAddress, formatPrefix, parsePrefix, prefixHolds } from "../../address";
import type { ExtensionHeader, Packet } from "../../packet";
import { all } from "../answer";
import type { Answer, TypedOption } from "../extension";
import { bearing, given, shown, statement, told } from "../condition";
import { defineMatch } from "../define";
import { HEADER_NUMBERS } from "../../headers";
import type { Kind } from "../kinds";
import { wholeNumber } from "../kinds";
import { negatable, option } from "../options";
import { type Piece, prose } from "../prose";

const SEGMENT_ROUTING = 4;
const BYTE = wholeNumber(255);
const PROTOCOL = wholeNumber(255);

/** A network whose host bits iptables-save prints as they were given. */
const SEGMENT: Kind<Prefix> = {
  expects: "an IPv6 network such as fd00::/64",
  read: (word) => {
    const prefix = parsePrefix(word);
    return prefix?.family === 6 ? prefix : undefined;
  },
  print: formatPrefix,
};

const byte = (flagName: string) => negatable(option(BYTE, flagName));
const segment = (flagName: string) => negatable(option(SEGMENT, flagName));

type SegmentHeader = Extract<ExtensionHeader, { readonly kind: "routing" }>;

/** What is compared with a number, in words. */
const COMPARED = [
  ["lengthEq", "the length of the segment routing header", ""],
  ["lengthGt", "the length of the segment routing header", "more than "],
  ["lengthLt", "the length of the segment routing header", "less than "],
  ["leftEq", "the number of segments left", ""],
  ["leftGt", "the number of segments left", "more than "],
  ["leftLt", "the number of segments left", "less than "],
  ["lastEq", "the last entry", ""],
  ["lastGt", "the last entry", "more than "],
  ["lastLt", "the last entry", "less than "],
] as const;

export const SRH = defineMatch({
  name: "srh",
  clauses: "each",
  listed: prose(
    /srh/,
    [/next-hdr:(?<not>!?)(?<header>\d+)/, "--srh-next-hdr $header"],
    ...["hdr-len-eq", "hdr-len-gt", "hdr-len-lt", "segs-left-eq", "segs-left-gt", "segs-left-lt"].map(srhPiece),
    ...["last-entry-eq", "last-entry-gt", "last-entry-lt", "tag"].map(srhPiece),
    [/psid (?<not>!)? (?<network>\S+)/, "--srh-psid $network"],
    [/nsid (?<not>!)? (?<network>\S+)/, "--srh-nsid $network"],
    [/lsid (?<not>!)? (?<network>\S+)/, "--srh-lsid $network"],
  ),
  families: [6],
  options: {
    next: negatable(option(PROTOCOL, "--srh-next-hdr")),
    lengthEq: byte("--srh-hdr-len-eq"),
    lengthGt: byte("--srh-hdr-len-gt"),
    lengthLt: byte("--srh-hdr-len-lt"),
    leftEq: byte("--srh-segs-left-eq"),
    leftGt: byte("--srh-segs-left-gt"),
    leftLt: byte("--srh-segs-left-lt"),
    lastEq: byte("--srh-last-entry-eq"),
    lastGt: byte("--srh-last-entry-gt"),
    lastLt: byte("--srh-last-entry-lt"),
    tag: negatable(option(wholeNumber(65535), "--srh-tag")),
    previous: segment("--srh-psid"),
    following: segment("--srh-nsid"),
    first: segment("--srh-lsid"),
  },
  test: (options, { packet }) => {
    const header = segmentHeader(packet);
    if (!header) return false;
    const length = header.addresses.length * 2;
    const last = header.addresses.length - 1;
    const left = header.segmentsLeft;
    const answers = [
      given(options.next, (number) => nextAfter(packet, header) === number),
      given(options.lengthEq, (number) => length === number),
      given(options.lengthGt, (number) => length > number),
      given(options.lengthLt, (number) => length < number),
      given(options.leftEq, (number) => left === number),
      given(options.leftGt, (number) => left > number),
      given(options.leftLt, (number) => left < number),
      given(options.lastEq, (number) => last === number),
      given(options.lastGt, (number) => last > number),
      given(options.lastLt, (number) => last < number),
      atSegment(options.previous, left < last, header.addresses[left + 1]),
      atSegment(options.following, left > 0, header.addresses[left - 1]),
      given(options.first, (prefix) => holds(prefix, header.addresses[0])),
    ];
    return all([...answers, given(options.tag, (number) => number === 0)]);
  },
  lacks: (options, { packet }) => {
    const header = segmentHeader(packet);
    if (!header) return "it has no segment routing header";
    if (options.previous && header.segmentsLeft >= header.addresses.length - 1) return "it has passed no segment yet";
    return options.following && header.segmentsLeft === 0 ? "no segment is left" : undefined;
  },
  tell: (options, bears) =>
    statement(
      [
        told(options.next, (number, is) =>
          bearing("the header after the segment routing header", is, String(number), bears),
        ),
        ...COMPARED.map(([name, what, how]) =>
          told(options[name], (number, is) => bearing(what, is, `${how}${String(number)}`, bears)),
        ),
        told(options.tag, (number, is) => bearing("the segments' tag", is, String(number), bears)),
        told(options.previous, (prefix, is) => bearing("the segment before", is, `in ${formatPrefix(prefix)}`, bears)),
        told(options.following, (prefix, is) => bearing("the next segment", is, `in ${formatPrefix(prefix)}`, bears)),
        told(options.first, (prefix, is) => bearing("the last segment", is, `in ${formatPrefix(prefix)}`, bears)),
      ],
      "it has a segment routing header",
    ),
  shows: (options, { packet }) => {
    const header = segmentHeader(packet);
    if (!header) return "no segment routing header";
    const { addresses, segmentsLeft } = header;
    const at = (index: number) =>
      addresses
        .slice(index, index + 1)
        .map(formatAddress)
        .at(0);
    return shown([
      options.next && String(nextAfter(packet, header)),
      (options.lengthEq ?? options.lengthGt ?? options.lengthLt) && String(addresses.length * 2),
      (options.leftEq ?? options.leftGt ?? options.leftLt) && String(segmentsLeft),
      (options.lastEq ?? options.lastGt ?? options.lastLt) && String(addresses.length - 1),
      options.tag && "0",
      options.previous && at(segmentsLeft + 1),
      options.following && at(segmentsLeft - 1),
      options.first && at(0),
    ]);
  },
});

function segmentHeader({ headers }: Packet): SegmentHeader | undefined {
  return headers.find(
    (header): header is SegmentHeader => header.kind === "routing" && header.type === SEGMENT_ROUTING,
  );
}

function nextAfter({ headers, proto }: Packet, header: SegmentHeader): number {
  const next = headers[headers.indexOf(header) + 1];
  return next ? HEADER_NUMBERS[next.kind] : proto;
}

/** A segment that is not there fits no prefix, negated or not. */
function atSegment(option: TypedOption<Prefix> | undefined, there: boolean, address: Address | undefined): Answer {
  return option === undefined || (there && given(option, (prefix) => holds(prefix, address)));
}

function holds(prefix: Prefix, address: Address | undefined): boolean {
  return address !== undefined && prefixHolds(prefix, address);
}

function srhPiece(what: string): Piece {
  return [new RegExp(`${what}:(?<not>!?)(?<number>\\d+)`), `--srh-${what} $number`];
}
