/**
 * Reads the entry of an ipset: `10.0.0.0/24,tcp:80-90,eth0`, its parts by the dimensions of the set's type (ipset(8)).
 */
import type { Address, Family, Prefix } from "../address";
import { ipv4, ipv6, maskedPrefix, parsePrefix, prefixOf } from "../address";
import { icmpNumbers } from "../icmp-types";
import { protocolNumber } from "../protocols";
import { servicePort } from "../extensions/services";
import type { Dimension, SetElement } from "./ipset";

/** A range is cut into at most so many networks: 2·32 for IPv4, 2·128 for IPv6. */
type Choices = readonly (readonly SetElement[])[];

/** All element lists that an entry stands for; undefined where it is none of the type's. */
export function readElements(
  text: string,
  dimensions: readonly Dimension[],
  family: Family | null,
): Choices | undefined {
  const parts = text.split(",");
  if (parts.length > dimensions.length) return undefined;
  let lists: (readonly SetElement[])[] = [[]];
  for (const [index, dimension] of dimensions.entries()) {
    const part = parts[index];
    const bare = part === undefined && dimension === "mac" && index > 0;
    const choices = bare
      ? [{ kind: "mac", mac: null } as const]
      : part === undefined
        ? undefined
        : readPart(part, dimension, family, dimensions.length === 1);
    if (!choices) return undefined;
    lists = lists.flatMap((list) => choices.map((choice) => [...list, choice]));
  }
  return lists;
}

function readPart(
  part: string,
  dimension: Dimension,
  family: Family | null,
  alone: boolean,
): readonly SetElement[] | undefined {
  switch (dimension) {
    case "ip":
    case "net":
      return networksOf(part, family)?.map((prefix) => ({ kind: "network", prefix }));
    case "port": {
      const ports = readPorts(part, alone);
      return ports && [ports];
    }
    case "mac":
      return /^([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/i.test(part) ? [{ kind: "mac", mac: macOf(part) }] : undefined;
    case "mark":
      return /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(part) ? [{ kind: "mark", mark: Number(part) >>> 0 }] : undefined;
    case "iface": {
      const [, bridge, name] = /^(physdev:)?([^\s/]{1,15})$/.exec(part) ?? [];
      return name === undefined ? undefined : [{ kind: "device", name, bridge: bridge !== undefined, wildcard: false }];
    }
    case "set":
      return [{ kind: "set", name: part }];
  }
}

/** A hardware address as all are compared: small letters, two to a byte. */
function macOf(text: string): string {
  return text
    .toLowerCase()
    .split(":")
    .map((byte) => byte.padStart(2, "0"))
    .join(":");
}

/** `10.0.0.1`, `10.0.0.0/24`, `10.0.0.1-10.0.0.9`, `10.0.0.0/24-10.0.2.0/24`: the networks that it is made of. */
function networksOf(part: string, family: Family | null): readonly Prefix[] | undefined {
  const dash = part.indexOf("-");
  const first = parsePrefix(dash < 0 ? part : part.slice(0, dash));
  if (first?.family !== family) return undefined;
  if (dash < 0) return [maskedPrefix(first)];
  const last = parsePrefix(part.slice(dash + 1));
  if (last?.family !== family) return undefined;
  const bits = family === 4 ? 32 : 128;
  const whole = (1n << BigInt(bits)) - 1n;
  const from = BigInt(first.base) & BigInt(first.mask);
  const to = (BigInt(last.base) | ~BigInt(last.mask)) & whole;
  return from > to ? undefined : between(from, to, bits);
}

function between(from: bigint, to: bigint, bits: number): Prefix[] {
  const found: Prefix[] = [];
  for (let at = from; at <= to;) {
    let hosts = 0;
    while (hosts < bits && (at & (1n << BigInt(hosts))) === 0n && at + (1n << BigInt(hosts + 1)) - 1n <= to) hosts++;
    found.push(prefixOf(addressOf(at, bits), bits - hosts));
    at += 1n << BigInt(hosts);
  }
  return found;
}

function addressOf(value: bigint, bits: number): Address {
  return bits === 32 ? ipv4(Number(value)) : ipv6(value);
}

/** `80`, `tcp:80`, `udp:53-60`, `icmp:echo-request`, `icmp:8/0`, `gre:0`; alone, in a bitmap:port, of no one protocol. */
function readPorts(part: string, alone: boolean): SetElement | undefined {
  const [, name, rest = ""] = /^(?:([a-z0-9-]+):)?(.+)$/i.exec(part) ?? [];
  const proto = name === undefined ? (alone ? null : TCP) : protocolNumber(name);
  if (proto === undefined) return undefined;
  if (proto === 1 || proto === 58) {
    const numbers = icmpNumbers(rest, proto === 1 ? 4 : 6);
    return numbers === undefined ? undefined : { kind: "ports", proto, from: numbers, to: numbers };
  }
  const dash = rest.indexOf("-", 1);
  const single = portOf(rest);
  if (single !== undefined) return { kind: "ports", proto, from: single, to: single };
  const from = dash < 0 ? undefined : portOf(rest.slice(0, dash));
  const to = dash < 0 ? undefined : portOf(rest.slice(dash + 1));
  return from === undefined || to === undefined || from > to ? undefined : { kind: "ports", proto, from, to };
}

const TCP = 6;

function portOf(word: string): number | undefined {
  if (/^\d{1,5}$/.test(word)) return Number(word) <= 65535 ? Number(word) : undefined;
  return servicePort(word);
}
