/**
 * `-m frag`: the fragment header of IPv6 (iptables-extensions(8), frag; kernel: net/ipv6/netfilter/ip6t_frag.c). The
 * header's length is not compared by today's kernels.
 */
import { bearing, given, statement, told } from "../condition";
import { defineMatch } from "../define";
import { narrowing, within } from "../full-range";
import { headerOfKind } from "../../headers";
import { MOST_32, numberRange, printRange, wholeNumber } from "../kinds";
import { flag, negatable, option } from "../options";
import { prose } from "../prose";

export const FRAG = defineMatch({
  name: "frag",
  clauses: "each",
  listed: prose(
    /frag/,
    [/ids?:(?<not>!?)(?<ids>[\d:]+)/, "--fragid $ids"],
    [/length:(?<not>!?)(?<length>\d+)/, "--fraglen $length"],
    [/reserved/, "--fragres"],
    [/first/, "--fragfirst"],
    [/more/, "--fragmore"],
    [/last/, "--fraglast"],
  ),
  families: [6],
  options: {
    id: negatable(option(numberRange(MOST_32, ":"), "--fragid")),
    length: negatable(option(wholeNumber(MOST_32), "--fraglen")),
    reserved: flag("--fragres"),
    first: flag("--fragfirst"),
    more: flag("--fragmore"),
    last: flag("--fraglast"),
  },
  canonical: ({ id, ...rest }) => {
    const said = narrowing(id, MOST_32);
    return said ? { id: said, ...rest } : rest;
  },
  check: ({ more, last }) => (more && last ? "--fragmore and --fraglast do not go together" : undefined),
  test: ({ id, first, more, last }, { packet }) => {
    const header = headerOfKind(packet, "fragment");
    if (!header) return false;
    if (first && header.offset !== 0) return false;
    if (more && !header.more) return false;
    if (last && header.more) return false;
    return given(id, (range) => within(header.id, range));
  },
  lacks: (_options, { packet }) => (headerOfKind(packet, "fragment") ? undefined : "it is not a fragment"),
  tell: ({ id, length, reserved, first, more, last }, bears) =>
    statement(
      [
        told(id, (range, is) => bearing("the fragment's id", is, printRange(range, " to "), bears)),
        told(length, (bytes) => `its fragment header is asked for ${String(bytes)} bytes, which is not compared`),
        told(reserved, () => "the fragment header's reserved fields are 0"),
        told(first, (_, is) => `it ${is} the first fragment`),
        told(more, (_, is) => (is === "is" ? "more fragments follow" : "no more fragments follow")),
        told(last, (_, is) => `it ${is} the last fragment`),
      ],
      "it is a fragment",
    ),
  shows: ({ id }, { packet }) => {
    const header = headerOfKind(packet, "fragment");
    if (!header) return "no fragment";
    if (id) return String(header.id);
    return `id ${String(header.id)}, offset ${String(header.offset)}, ${header.more ? "more follow" : "the last"}`;
  },
});
