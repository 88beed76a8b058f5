/**
 * `-m hbh` and `-m dst`: the hop-by-hop and the destination options of an IPv6 packet (iptables-extensions(8), hbh and
 * dst; kernel: net/ipv6/netfilter/ip6t_hbh.c). Options are compared in their order, each with its length where one is given.
 */
import type { HeaderOption } from "../packet";
import { given, says, statement, told } from "./condition";
import { defineMatch } from "./define";
import type { MatchExtension } from "./extension";
import { headerLength, headerOfKind } from "../headers";
import type { Kind } from "./kinds";
import { listOf, MOST_32, readNumber, wholeNumber } from "./kinds";
import { negatable, option } from "./options";
import { prose } from "./prose";

/** `149:92`, a type and how many bytes it has, or a type alone. */
interface WantedOption {
  readonly type: number;
  readonly length: number | null;
}

const WANTED: Kind<WantedOption> = {
  expects: "an option such as 5 or 5:2, its type and its length",
  read: (word) => {
    const [first = "", second, ...more] = word.split(":");
    const type = readNumber(first, 255);
    const length = second === undefined ? null : readNumber(second, 255);
    return type === undefined || length === undefined || more.length > 0 ? undefined : { type, length };
  },
  print: ({ type, length }) => (length === null ? String(type) : `${String(type)}:${String(length)}`),
};

/** iptables takes no more. */
const MOST_OPTIONS = 16;

export function headerOptionsMatch(name: "hbh" | "dst", kind: "hop" | "destination", label: string): MatchExtension {
  return defineMatch({
    name,
    families: [6],
    clauses: "each",
    listed: prose(
      new RegExp(name),
      [/length:(?<not>!?)(?<length>\d+)/, `--${name}-len $length`],
      [/opts (?<options>\S+)/, `--${name}-opts $options`],
    ),
    options: {
      length: negatable(option(wholeNumber(MOST_32), `--${name}-len`)),
      options: option(listOf(WANTED, MOST_OPTIONS), `--${name}-opts`),
    },
    test: ({ length, options }, { packet }) => {
      const header = headerOfKind(packet, kind);
      if (!header) return false;
      if (given(length, (bytes) => bytes === headerLength(header)) === false) return false;
      return given(options, (wanted) => wanted.every((one, index) => isWanted(header.options[index], one)));
    },
    lacks: (_options, { packet }) => (headerOfKind(packet, kind) ? undefined : `it has no ${label} header`),
    tell: ({ length, options }, bears) =>
      statement(
        [
          told(length, (bytes, is) => says(`its ${label} header's length`, is, `${String(bytes)} bytes`, bears)),
          told(options, (wanted, is) => {
            const begin = wanted.map((one) => WANTED.print(one)).join(", ");
            if (is === "is") return `its ${label} options begin with ${begin}`;
            return `its ${label} options${bears === undefined ? "" : ` ${bears}`} do not begin with ${begin}`;
          }),
        ],
        `it has a ${label} header`,
      ),
    shows: ({ length }, { packet }) => {
      const header = headerOfKind(packet, kind);
      if (!header) return `no ${label} header`;
      if (length) return `${String(headerLength(header))} bytes`;
      return header.options.map(({ type, bytes }) => `${String(type)}:${String(bytes.length)}`).join(", ") || "none";
    },
  });
}

function isWanted(borne: HeaderOption | undefined, { type, length }: WantedOption): boolean {
  return borne?.type === type && (length === null || length === borne.bytes.length);
}
