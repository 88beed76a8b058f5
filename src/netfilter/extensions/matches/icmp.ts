/**
 * `-m icmp` and `-m icmp6`: types and codes, by number or by iptables' names (iptables-extensions(8), icmp and icmp6;
 * numbers: IANA, icmp-parameters and icmpv6-parameters).
 */
import type { Family } from "../../address";
import { given, says, told } from "../condition";
import { defineMatch } from "../define";
import { ICMP_TYPES_4, ICMP_TYPES_6, icmpName } from "../../icmp-types";
import type { Kind } from "../kinds";
import { readNumber } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

/** The type that, with all codes, stands for any type (ipt_icmp). */
const ANY_TYPE = 255;

/** A code that is null stands for all codes of the type; a type that is null for all types. */
interface IcmpType {
  readonly type: number | null;
  readonly code: number | null;
}

function icmpKind(names: ReadonlyMap<string, readonly [number, number?]>): Kind<IcmpType> {
  const byLowerName = new Map([...names].map(([name, numbers]) => [name.toLowerCase(), numbers]));
  return {
    expects: "an ICMP type such as echo-request, 8 or 3/1",
    read: (word) => {
      if (names === ICMP_TYPES_4 && word.toLowerCase() === "any") return { type: null, code: null };
      const named = byLowerName.get(word.toLowerCase());
      if (named) return { type: named[0], code: named[1] ?? null };
      const [first = "", second, ...more] = word.split("/");
      const type = readNumber(first, 255);
      const code = second === undefined || second === "0:255" ? null : readNumber(second, 255);
      if (type === ANY_TYPE && second === "0:255") return { type: null, code: null };
      return type === undefined || code === undefined || more.length > 0 ? undefined : { type, code };
    },
    print: ({ type, code }) =>
      type === null ? "any" : code === null ? String(type) : `${String(type)}/${String(code)}`,
  };
}

function icmpMatch(
  name: string,
  protocol: number,
  family: Family,
  flagName: string,
  names: ReadonlyMap<string, readonly [number, number?]>,
) {
  const words = ({ type, code }: IcmpType): string => {
    const known = [...names].find(([, [t, c]]) => t === type && (c ?? null) === code)?.[0];
    if (type === null) return "any";
    return known ?? (code === null ? String(type) : `${String(type)}, code ${String(code)}`);
  };
  const label = family === 4 ? "ICMP" : "ICMPv6";
  return defineMatch({
    name,
    listed: prose([
      new RegExp(
        `${family === 4 ? "" : "ipv6-"}icmp ?(?<not>!)?(?:type (?<type>\\d+)(?: code (?<code>\\d+))?|(?<named>[A-Za-z][\\w-]*))`,
      ),
      ({ not, type, code, named = "" }) => [
        ...(not === undefined ? [] : ["!"]),
        flagName,
        type === undefined ? named : listedType(type, code),
      ],
    ]),
    protocols: [protocol],
    families: [family],
    options: { type: negatable(option(icmpKind(names), flagName)) },
    check: (_options, around) =>
      around.protocol?.number === protocol && !around.protocol.negated
        ? undefined
        : `-m ${name} needs -p ${protocol === 1 ? "icmp" : "ipv6-icmp"}`,
    test: ({ type }, { packet }) => {
      const { transport } = packet;
      if (packet.proto !== protocol || packet.family !== family || transport.kind !== "icmp") return false;
      return given(type, (wanted) => {
        if (wanted.type === null) return true;
        return wanted.type === transport.type && (wanted.code === null || wanted.code === transport.code);
      });
    },
    lacks: (_options, { packet }) =>
      packet.proto === protocol && packet.transport.kind === "icmp" ? undefined : `it is not an ${label} packet`,
    tell: ({ type }, bears) =>
      told(type, (wanted, is) => says(`${label} type`, is, words(wanted), bears)) ?? `it is an ${label} packet`,
    wants: () => "another",
    shows: (_options, { packet: { transport } }) =>
      transport.kind === "icmp" ? icmpName(family, transport.type, transport.code) : undefined,
  });
}

export const ICMP = icmpMatch("icmp", 1, 4, "--icmp-type", ICMP_TYPES_4);
export const ICMP6 = icmpMatch("icmp6", 58, 6, "--icmpv6-type", ICMP_TYPES_6);

/** A type as `iptables -L -n` tells it; 255 is any, with whatever code. */
function listedType(type: string, code: string | undefined): string {
  if (Number(type) === ANY_TYPE) return "any";
  return code === undefined ? type : `${type}/${code}`;
}
