/**
 * Addresses and prefixes of both families.
 *
 * IPv4 is a 32-bit number, IPv6 a 128-bit bigint, so that a match costs one AND and one comparison. A prefix holds a
 * mask and not a length because iptables takes masks with holes (`-d 10.0.0.1/255.0.255.0`, iptables(8)).
 */
import { DOT, NINE, ZERO } from "./ascii";

export type Family = 4 | 6;

export type Address = Ipv4Address | Ipv6Address;

export interface Ipv4Address {
  readonly family: 4;
  readonly value: number;
}

export interface Ipv6Address {
  readonly family: 6;
  readonly value: bigint;
}

/** A base address and a mask; the base may have bits outside the mask (`inet 192.168.1.10/24`). */
export type Prefix = Ipv4Prefix | Ipv6Prefix;

export interface Ipv4Prefix {
  readonly family: 4;
  readonly base: number;
  readonly mask: number;
}

export interface Ipv6Prefix {
  readonly family: 6;
  readonly base: bigint;
  readonly mask: bigint;
}

const ALL_128 = (1n << 128n) - 1n;

/** The IPv4 address that a 32-bit number stands for; higher bits are cut off. */
export function ipv4(value: number): Ipv4Address {
  return { family: 4, value: value >>> 0 };
}

/** The IPv6 address that a 128-bit number stands for. */
export function ipv6(value: bigint): Ipv6Address {
  return { family: 6, value: value & ALL_128 };
}

/**
 * Reads an address as the kernel's tools print it: four decimal parts, or RFC 4291 text with `::` and an IPv4 tail.
 * Gives undefined for anything else, leading zeros and zone ids (`%eth0`) included.
 */
export function parseAddress(text: string): Address | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** Character by character: a large dump has a hundred thousand addresses, and every match of an expression is an array. */
function parseIpv4(text: string): Ipv4Address | undefined {
  let value = 0;
  let parts = 0;
  let byte = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      // No part begins with a zero and goes on.
      if (byte === 0) return undefined;
      byte = Math.max(byte, 0) * 10 + code - ZERO;
      if (byte > 255) return undefined;
    } else if (code === DOT && byte >= 0 && parts < 3) {
      value = value * 256 + byte;
      parts++;
      byte = -1;
    } else return undefined;
  }
  return parts === 3 && byte >= 0 ? ipv4(value * 256 + byte) : undefined;
}

function parseIpv6(text: string): Ipv6Address | undefined {
  const halves = text.split("::");
  const [head = "", tail] = halves;
  if (halves.length > 2) return undefined;
  const left = groups(head, tail === undefined);
  const right = tail === undefined ? [] : groups(tail, true);
  if (!left || !right) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...new Array<number>(missing).fill(0), ...right];
  return ipv6(all.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n));
}

/** The 16-bit groups of one side of `::`, where only the last may be an IPv4 address; undefined where one is not a group. */
function groups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const found: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      found.push(Number.parseInt(part, 16));
      continue;
    }
    const embedded = mayEndInIpv4 && index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (!embedded) return undefined;
    found.push(embedded.value >>> 16, embedded.value & 0xffff);
  }
  return found;
}

/** The text of an address as the kernel's tools print it; IPv6 after RFC 5952. */
export function formatAddress(address: Address): string {
  if (address.family === 4) {
    const v = address.value;
    return `${String(v >>> 24)}.${String((v >>> 16) & 255)}.${String((v >>> 8) & 255)}.${String(v & 255)}`;
  }
  return formatIpv6(address.value);
}

function formatIpv6(value: bigint): string {
  const parts: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) parts.push(Number((value >> shift) & 0xffffn));
  if (value >> 32n === 0xffffn) return `::ffff:${formatAddress(ipv4(Number(value & 0xffffffffn)))}`;
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && parts[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  const hex = (from: number, to: number) =>
    parts
      .slice(from, to)
      .map((part) => part.toString(16))
      .join(":");
  if (best.start < 0) return hex(0, 8);
  return `${hex(0, best.start)}::${hex(best.start + best.length, 8)}`;
}

/** True where both are the same address of the same family. */
export function sameAddress(a: Address, b: Address): boolean {
  return a.value === b.value;
}

/** The prefix of a length: `prefixOf(10.0.0.5, 24)` keeps the base 10.0.0.5. The length is cut to the family's bits. */
export function prefixOf(address: Address, length: number): Prefix {
  if (address.family === 4) {
    const bits = Math.min(length, 32);
    return { family: 4, base: address.value, mask: bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0 };
  }
  const bits = BigInt(Math.min(length, 128));
  return { family: 6, base: address.value, mask: (ALL_128 << (128n - bits)) & ALL_128 };
}

/**
 * Reads `10.0.0.0/8`, `10.0.0.0/255.0.0.0` or a bare address (a host). Gives undefined where it is none of these.
 */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf("/");
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const bits = address.family === 4 ? 32 : 128;
  if (slash < 0) return prefixOf(address, bits);
  const rest = text.slice(slash + 1);
  if (/^\d{1,3}$/.test(rest)) return Number(rest) <= bits ? prefixOf(address, Number(rest)) : undefined;
  const mask = parseAddress(rest);
  if (!mask) return undefined;
  if (address.family === 4 && mask.family === 4) return { family: 4, base: address.value, mask: mask.value };
  if (address.family === 6 && mask.family === 6) return { family: 6, base: address.value, mask: mask.value };
  return undefined;
}

/** The number of leading ones of a mask, or undefined where it has holes. */
export function prefixLength(prefix: Prefix): number | undefined {
  if (prefix.family === 4) {
    const hosts = ~prefix.mask;
    return (hosts & (hosts + 1)) === 0 ? Math.clz32(hosts) : undefined;
  }
  const hosts = prefix.mask ^ ALL_128;
  if ((hosts & (hosts + 1n)) !== 0n) return undefined;
  return 128 - (hosts === 0n ? 0 : hosts.toString(2).length);
}

/** The text of a prefix as iptables-save prints it: always with its length (or its mask where that has holes). */
export function formatPrefix(prefix: Prefix): string {
  const base = formatAddress(prefixBase(prefix));
  const length = prefixLength(prefix);
  const mask = prefix.family === 4 ? ipv4(prefix.mask) : ipv6(prefix.mask);
  return `${base}/${length === undefined ? formatAddress(mask) : String(length)}`;
}

/** The base as an address, host bits included. */
export function prefixBase(prefix: Prefix): Address {
  return prefix.family === 4 ? ipv4(prefix.base) : ipv6(prefix.base);
}

/** The prefix with its host bits cleared, as the kernel stores it. */
export function maskedPrefix(prefix: Prefix): Prefix {
  return prefix.family === 4
    ? { family: 4, base: (prefix.base & prefix.mask) >>> 0, mask: prefix.mask }
    : { family: 6, base: prefix.base & prefix.mask, mask: prefix.mask };
}

/** True where the address lies in the prefix; false for another family. */
export function prefixHolds(prefix: Prefix, address: Address): boolean {
  if (prefix.family === 4) return address.family === 4 && ((address.value ^ prefix.base) & prefix.mask) === 0;
  return address.family === 6 && ((address.value ^ prefix.base) & prefix.mask) === 0n;
}

/** `10.244.0.13:80`, `[fd00::7]:80`, or the bare address where there is no port; `?` stands for a port that nobody knows. */
export function placeText(address: Address, port: number | "?" | null): string {
  if (port === null) return formatAddress(address);
  return address.family === 4
    ? `${formatAddress(address)}:${String(port)}`
    : `[${formatAddress(address)}]:${String(port)}`;
}
