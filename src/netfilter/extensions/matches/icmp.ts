/**
 * `-m icmp` and `-m icmp6`: types and codes, by number or by iptables' names (iptables-extensions(8), icmp and icmp6;
 * numbers: IANA, icmp-parameters and icmpv6-parameters).
 */
import type { Family } from "../../address";
import { given, told } from "../condition";
import { defineMatch } from "../define";
import type { Kind } from "../kinds";
import { readNumber } from "../kinds";
import { negatable, option } from "../options";

/** The type that, with all codes, stands for any type (ipt_icmp). */
const ANY_TYPE = 255;

/** A code that is null stands for all codes of the type; a type that is null for all types. */
interface IcmpType {
  readonly type: number | null;
  readonly code: number | null;
}

const TYPES_4 = new Map<string, readonly [number, number?]>([
  ["echo-reply", [0]],
  ["pong", [0]],
  ["destination-unreachable", [3]],
  ["network-unreachable", [3, 0]],
  ["host-unreachable", [3, 1]],
  ["protocol-unreachable", [3, 2]],
  ["port-unreachable", [3, 3]],
  ["fragmentation-needed", [3, 4]],
  ["source-route-failed", [3, 5]],
  ["network-unknown", [3, 6]],
  ["host-unknown", [3, 7]],
  ["network-prohibited", [3, 9]],
  ["host-prohibited", [3, 10]],
  ["TOS-network-unreachable", [3, 11]],
  ["TOS-host-unreachable", [3, 12]],
  ["communication-prohibited", [3, 13]],
  ["host-precedence-violation", [3, 14]],
  ["precedence-cutoff", [3, 15]],
  ["source-quench", [4]],
  ["redirect", [5]],
  ["network-redirect", [5, 0]],
  ["host-redirect", [5, 1]],
  ["TOS-network-redirect", [5, 2]],
  ["TOS-host-redirect", [5, 3]],
  ["echo-request", [8]],
  ["ping", [8]],
  ["router-advertisement", [9]],
  ["router-solicitation", [10]],
  ["time-exceeded", [11]],
  ["ttl-exceeded", [11]],
  ["ttl-zero-during-transit", [11, 0]],
  ["ttl-zero-during-reassembly", [11, 1]],
  ["parameter-problem", [12]],
  ["ip-header-bad", [12, 0]],
  ["required-option-missing", [12, 1]],
  ["timestamp-request", [13]],
  ["timestamp-reply", [14]],
  ["address-mask-request", [17]],
  ["address-mask-reply", [18]],
]);

const TYPES_6 = new Map<string, readonly [number, number?]>([
  ["destination-unreachable", [1]],
  ["no-route", [1, 0]],
  ["communication-prohibited", [1, 1]],
  ["beyond-scope", [1, 2]],
  ["address-unreachable", [1, 3]],
  ["port-unreachable", [1, 4]],
  ["failed-policy", [1, 5]],
  ["reject-route", [1, 6]],
  ["packet-too-big", [2]],
  ["time-exceeded", [3]],
  ["ttl-exceeded", [3]],
  ["ttl-zero-during-transit", [3, 0]],
  ["ttl-zero-during-reassembly", [3, 1]],
  ["parameter-problem", [4]],
  ["bad-header", [4, 0]],
  ["unknown-header-type", [4, 1]],
  ["unknown-option", [4, 2]],
  ["echo-request", [128]],
  ["ping", [128]],
  ["echo-reply", [129]],
  ["pong", [129]],
  ["mld-listener-query", [130]],
  ["mld-listener-report", [131]],
  ["mld-listener-done", [132]],
  ["mld-listener-reduction", [132]],
  ["router-solicitation", [133]],
  ["router-advertisement", [134]],
  ["neighbour-solicitation", [135]],
  ["neighbor-solicitation", [135]],
  ["neighbour-advertisement", [136]],
  ["neighbor-advertisement", [136]],
  ["redirect", [137]],
]);

function icmpKind(names: ReadonlyMap<string, readonly [number, number?]>): Kind<IcmpType> {
  const byLowerName = new Map([...names].map(([name, numbers]) => [name.toLowerCase(), numbers]));
  return {
    expects: "an ICMP type such as echo-request, 8 or 3/1",
    read: (word) => {
      if (names === TYPES_4 && word.toLowerCase() === "any") return { type: null, code: null };
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
  return defineMatch({
    name,
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
    tell: ({ type }) => told(type, (wanted, is) => `ICMP type ${is} ${words(wanted)}`) ?? "it is an ICMP packet",
    shows: (_options, { packet: { transport } }) =>
      transport.kind === "icmp"
        ? words({ type: transport.type, code: transport.code === 0 ? null : transport.code })
        : undefined,
  });
}

export const ICMP = icmpMatch("icmp", 1, 4, "--icmp-type", TYPES_4);
export const ICMP6 = icmpMatch("icmp6", 58, 6, "--icmpv6-type", TYPES_6);
