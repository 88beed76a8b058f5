/**
 * `-m connbytes`: how many packets or bytes a connection has had (iptables-extensions(8), connbytes; kernel:
 * net/netfilter/xt_connbytes.c). The packet in hand counts; a packet without a connection fits never.
 */
import type { ConnectionCounts } from "../../connection";
import { bearing, given, told } from "../condition";
import { defineMatch } from "../define";
import { MOST_64, readBig } from "../big-numbers";
import type { Kind } from "../kinds";
import { oneOf } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

interface CountRange {
  readonly from: bigint;
  readonly to: bigint;
}

const COUNT: Kind<CountRange> = {
  expects: "a number or a range such as 1000:2000",
  read: (word) => {
    const [first = "", second, ...more] = word.split(":");
    const from = first === "" && second !== undefined ? 0n : readBig(first);
    const to = second === undefined || second === "" ? MOST_64 : readBig(second);
    return from === undefined || to === undefined || from > to || more.length > 0 ? undefined : { from, to };
  },
  print: ({ from, to }) => (to === MOST_64 ? String(from) : `${String(from)}:${String(to)}`),
};

type Mode = "packets" | "bytes" | "avgpkt";
type Direction = "original" | "reply" | "both";

export const CONNBYTES = defineMatch({
  name: "connbytes",
  listed: prose([
    /(?<not>! )?connbytes (?<range>[\d:]+) connbytes mode (?<mode>\w+) connbytes direction (?<way>\w+)/,
    "--connbytes $range --connbytes-mode $mode --connbytes-dir $way",
  ]),
  options: {
    count: negatable(option(COUNT, "--connbytes")),
    mode: option(oneOf<Mode>(["packets", "bytes", "avgpkt"]), "--connbytes-mode"),
    direction: option(oneOf<Direction>(["original", "reply", "both"]), "--connbytes-dir"),
  },
  check: ({ count, mode, direction }) => {
    if (!count) return "--connbytes is missing";
    if (!mode) return "--connbytes-mode is missing";
    return direction ? undefined : "--connbytes-dir is missing";
  },
  test: ({ count, mode, direction }, { tracking: { connection } }) => {
    if (!connection?.counts || !mode || !direction) return false;
    const borne = countOf(connection.counts, mode.value, direction.value);
    return given(count, ({ from, to }) => borne >= from && borne <= to);
  },
  lacks: (_options, { tracking: { connection } }) => (connection?.counts ? undefined : "it has no connection"),
  means: {
    count: (_text, { from, to }, negated) =>
      `the count is ${negated ? "not " : ""}${String(from)} ${to === MOST_64 ? "or more" : `to ${String(to)}`}`,
    mode: (_text, mode) => `what is counted: the connection's ${WORDS[mode]}`,
    direction: (_text, direction) =>
      `what is counted of it: ${direction === "both" ? "both directions" : `the ${direction} direction`}`,
  },
  tell: ({ count, mode, direction }, bears) =>
    told(count, (range, is) => {
      const until = range.to === MOST_64 ? "or more" : `to ${String(range.to)}`;
      const what = WORDS[mode?.value ?? "packets"];
      const of =
        direction === undefined || direction.value === "both" ? "both directions" : `the ${direction.value} direction`;
      return bearing(`the connection's ${what} in ${of}`, is, `${String(range.from)} ${until}`, bears);
    }) ?? "any connection",
  shows: ({ mode, direction }, { tracking: { connection } }) =>
    connection?.counts && mode && direction
      ? String(countOf(connection.counts, mode.value, direction.value))
      : "no connection",
});

const WORDS: Readonly<Record<Mode, string>> = {
  packets: "number of packets",
  bytes: "number of bytes",
  avgpkt: "bytes a packet",
};

function countOf(counts: ConnectionCounts, mode: Mode, direction: Direction): bigint {
  const of = direction === "both" ? [counts.original, counts.reply] : [counts[direction]];
  const packets = of.reduce((sum, one) => sum + one.packets, 0);
  const bytes = of.reduce((sum, one) => sum + one.bytes, 0);
  if (mode === "packets") return BigInt(packets);
  if (mode === "bytes") return BigInt(bytes);
  return packets === 0 ? 0n : BigInt(Math.floor(bytes / packets));
}
