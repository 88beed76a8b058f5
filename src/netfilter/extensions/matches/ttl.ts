/**
 * `-m ttl` (IPv4) and `-m hl` (IPv6): the time to live, the hop limit (iptables-extensions(8), ttl and hl; kernel:
 * net/netfilter/xt_hl.c).
 */
import { given, says, statement, told } from "../condition";
import { defineMatch } from "../define";
import type { Family } from "../../address";
import type { MatchExtension } from "../extension";
import { wholeNumber } from "../kinds";
import { negatable, option } from "../options";
import { prose } from "../prose";

function ttlMatch(name: string, family: Family, what: string, equal: readonly [string, ...string[]]): MatchExtension {
  return defineMatch({
    name,
    families: [family],
    listed: prose([
      new RegExp(`${name.toUpperCase()} match ${name.toUpperCase()} (?<how>==|!=|<|>) (?<value>\\d+)`),
      ({ how, value = "" }) => [
        ...(how === "!=" ? ["!"] : []),
        `--${name}-${how === "<" ? "lt" : how === ">" ? "gt" : "eq"}`,
        value,
      ],
    ]),
    options: {
      eq: negatable(option(wholeNumber(255), ...equal)),
      lt: option(wholeNumber(255), `--${name}-lt`),
      gt: option(wholeNumber(255), `--${name}-gt`),
    },
    check: (options) =>
      Object.keys(options).length === 1 ? undefined : `one of --${name}-eq, --${name}-lt and --${name}-gt is expected`,
    test: ({ eq, lt, gt }, { packet }) =>
      given(eq, (value) => packet.ttl === value) === true &&
      given(lt, (value) => packet.ttl < value) === true &&
      given(gt, (value) => packet.ttl > value),
    wants: () => "another",
    means: {
      eq: (value, _value, negated) => `${what} is ${negated ? "not " : ""}${value}`,
      lt: (value) => `${what} is less than ${value}`,
      gt: (value) => `${what} is more than ${value}`,
    },
    tell: ({ eq, lt, gt }, bears) =>
      statement(
        [
          told(eq, (value, is) => says(what, is, String(value), bears)),
          told(lt, (value, is) => says(what, is, `less than ${String(value)}`, bears)),
          told(gt, (value, is) => says(what, is, `more than ${String(value)}`, bears)),
        ],
        `any ${what}`,
      ),
    shows: (_options, { packet }) => String(packet.ttl),
  });
}

export const TTL_MATCH = ttlMatch("ttl", 4, "TTL", ["--ttl-eq", "--ttl"]);
export const HL_MATCH = ttlMatch("hl", 6, "hop limit", ["--hl-eq", "--hl"]);
