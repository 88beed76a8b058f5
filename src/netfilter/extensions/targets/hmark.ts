/**
 * `-j HMARK`: a mark from a hash of the packet's addresses, ports and protocol (iptables-extensions(8), HMARK; kernel:
 * net/netfilter/xt_HMARK.c). Both directions of a connection get the same.
 */
import type { Address } from "../../address";
import { prefixOf } from "../../address";
import type { IcmpTransport, Packet } from "../../packet";
import { portsOf } from "../../packet";
import type { Tracking } from "../../connection";
import { HEADER_NUMBERS, headerOfKind, protocolSeen } from "../../headers";
import { defineTarget } from "../define";
import type { OptionsOf } from "../extension";
import { addressWords, jhash2, scaled, swapped } from "../jhash";
import type { Kind } from "../kinds";
import { hex, MOST_32, wholeNumber } from "../kinds";
import { byDefault, option } from "../options";
import { type Piece, prose } from "../prose";

const hexOf = (most: number, digits: number): Kind<number> =>
  wholeNumber(most, (value) => `0x${value.toString(16).padStart(digits, "0")}`);

const ICMP = 1;
const ICMPV6 = 58;
const ESP = 50;
/** Destination unreachable, source quench, redirect, time exceeded, parameter problem (RFC 792). */
const ERRORS4: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);
/** Protocols with ports: TCP, UDP, DCCP, SCTP, UDP-Lite (IANA). */
const PORTED: ReadonlySet<number> = new Set([6, 17, 33, 132, 136]);
const NO_PORTS = { from: 0, to: 0 };

const TUPLE_PARTS = ["src", "dst", "sport", "dport", "proto", "spi", "ct"];

const TUPLE: Kind<readonly string[]> = {
  expects: `some of ${TUPLE_PARTS.join(", ")}`,
  read: (word) => {
    const parts = word.split(",");
    return parts.every((part) => TUPLE_PARTS.includes(part)) ? parts : undefined;
  },
  print: (parts) => parts.join(","),
};

const TABLE = {
  src: option(wholeNumber(128), "--hmark-src-prefix"),
  dst: option(wholeNumber(128), "--hmark-dst-prefix"),
  sport: option(hexOf(65535, 4), "--hmark-sport-mask"),
  dport: option(hexOf(65535, 4), "--hmark-dport-mask"),
  spi: option(hexOf(MOST_32, 8), "--hmark-spi-mask"),
  sportSet: option(hexOf(65535, 4), "--hmark-sport"),
  dportSet: option(hexOf(65535, 4), "--hmark-dport"),
  spiSet: option(hexOf(MOST_32, 8), "--hmark-spi"),
  proto: option(hexOf(65535, 2), "--hmark-proto-mask"),
  rnd: option(hexOf(MOST_32, 8), "--hmark-rnd"),
  mod: option(wholeNumber(MOST_32), "--hmark-mod"),
  offset: option(wholeNumber(MOST_32), "--hmark-offset"),
  tuple: option(TUPLE, "--hmark-tuple"),
};

type HmarkOptions = OptionsOf<typeof TABLE>;

export const HMARK = defineTarget({
  name: "HMARK",
  listed: prose(
    /HMARK/,
    [/mod (?<mod>\d+)/, "--hmark-mod $mod"],
    [/\+ (?<offset>\S+)/, "--hmark-offset $offset"],
    [
      /(?<tuple>(?:(?:src|dst|sport|dport|spi|ct),\s*)+)/,
      ({ tuple = "" }) => ["--hmark-tuple", tuple.replaceAll(/\s/g, "").slice(0, -1)],
    ],
    ...[
      "src-prefix",
      "dst-prefix",
      "sport-mask",
      "dport-mask",
      "spi-mask",
      "sport",
      "dport",
      "spi",
      "proto-mask",
      "rnd",
    ].map(hmarkPiece),
  ),
  options: TABLE,
  check: (options, { family }) => {
    if (!options.mod || options.mod.value === 0) return "--hmark-mod is missing, with a number from 1";
    const whole = withTuple(options, family);
    const hashes = [whole.src, whole.dst, whole.sport, whole.dport, whole.proto, whole.spi, whole.tuple];
    if (hashes.every((option) => option === undefined)) return "--hmark-tuple or a mask is missing";
    if (!options.rnd) return "--hmark-rnd is missing";
    const ports = options.sport ?? options.dport ?? options.sportSet ?? options.dportSet;
    if ((options.spi ?? options.spiSet) && ports) return "--hmark-spi-mask and masks of ports do not go together";
    return undefined;
  },
  canonical: (options, family) => withTuple(options, family),
  act: (options, { packet, tracking }) => {
    const whole = withTuple(options, packet.family);
    const hashed = whole.tuple ? ofConnection(tracking) : ofPacket(packet);
    if (!hashed) return { kind: "continue" };
    const assumes = looksAtPorts(whole) ? hashed.assumes : undefined;
    return {
      kind: "continue",
      packet: { ...packet, mark: markOf(whole, hashed) },
      ...(assumes === undefined ? {} : { assumes }),
    };
  },
  means: {
    src: (length) => `so many bits of the source address go into the hash: ${length}`,
    dst: (length) => `so many bits of the destination address go into the hash: ${length}`,
    sport: (mask) => `these bits of the source port go into the hash: ${mask}`,
    dport: (mask) => `these bits of the destination port go into the hash: ${mask}`,
    spi: (mask) => `these bits of the SPI (of AH or ESP) go into the hash: ${mask}`,
    sportSet: (bits) => `these bits are set in the source port before it is hashed: ${bits}`,
    dportSet: (bits) => `these bits are set in the destination port before it is hashed: ${bits}`,
    spiSet: (bits) => `these bits are set in the SPI before it is hashed: ${bits}`,
    proto: (mask) => `these bits of the protocol's number go into the hash: ${mask}`,
    rnd: (seed) => `the number that the hash begins with: ${seed}`,
    mod: (count) => `how many different marks there are: ${count}`,
    offset: (first) => `the first of the marks: ${first}`,
    tuple: (parts) => `what goes into the hash: ${parts}`,
  },
  tell: ({ mod, offset }) =>
    `marks it by a hash, with one of ${String(mod?.value ?? 0)} marks from ${hex(offset?.value ?? 0)} on`,
});

/** `--hmark-tuple src,sport` stands for whole masks of these; only `ct` stays a word of its own. */
function withTuple({ tuple, ...options }: HmarkOptions, family: 4 | 6): HmarkOptions {
  const parts = tuple?.value ?? [];
  const whole = byDefault(family === 4 ? 32 : 128);
  return {
    ...options,
    ...(parts.includes("src") ? { src: whole } : {}),
    ...(parts.includes("dst") ? { dst: whole } : {}),
    ...(parts.includes("sport") ? { sport: byDefault(0xffff) } : {}),
    ...(parts.includes("dport") ? { dport: byDefault(0xffff) } : {}),
    ...(parts.includes("spi") ? { spi: byDefault(MOST_32) } : {}),
    ...(parts.includes("proto") ? { proto: byDefault(0xff) } : {}),
    ...(parts.includes("ct") ? { tuple: byDefault(["ct"]) } : {}),
  };
}

/** What is hashed, and what of it nobody knows. */
interface Hashed {
  readonly src: Address;
  readonly dst: Address;
  readonly proto: number;
  /** What stands where TCP has its ports; null where the protocol has none, or they are not looked at. */
  readonly ports: { readonly from: number; readonly to: number } | null;
  /** What was taken for granted. */
  readonly assumes?: string;
}

function markOf(options: HmarkOptions, { src, dst, proto, ports }: Hashed): number {
  const [from, to] = [wordOf(src, options.src?.value ?? 0), wordOf(dst, options.dst?.value ?? 0)];
  const word = ports ? portsWord(options, ports) : 0;
  const hash = jhash2([Math.min(from, to), Math.max(from, to), word], options.rnd?.value ?? 0);
  const mixed = (hash ^ (proto & (options.proto?.value ?? 0))) >>> 0;
  return (scaled(mixed, options.mod?.value ?? 1) + (options.offset?.value ?? 0)) >>> 0;
}

/** By `ct` it is the connection, as its first packet and the first answer bear it; null where there is none. */
function ofConnection({ connection }: Tracking): Hashed | null {
  if (!connection) return null;
  const { original, reply } = connection;
  const { src, proto } = original;
  const ends = { src, dst: reply.src, proto };
  if (proto === ICMP) return { ...ends, ports: null };
  // Of ICMPv6 it is the echo's number, twice.
  if (proto === ICMPV6)
    return { ...ends, ports: NO_PORTS, assumes: "the identifier of its ICMP messages, which HMARK hashes, is 0" };
  return PORTED.has(proto) ? { ...ends, ...known(original.sport, reply.sport) } : { ...ends, ports: NO_PORTS };
}

/** An ICMP error is hashed as the packet that it quotes; null where that cannot be read. */
function ofPacket(packet: Packet): Hashed | null {
  if (isIcmpError(packet)) return packet.transport.quotes && ofPacket(packet.transport.quotes);
  const { src, dst } = packet;
  const proto = protocolSeen(packet);
  const ends = { src, dst, proto };
  const auth = headerOfKind(packet, "auth");
  if (proto === HEADER_NUMBERS.auth) return { ...ends, ...index(auth?.spi ?? null) };
  if (packet.transport.kind === "esp" && proto === ESP) return { ...ends, ...index(packet.transport.spi) };
  const ports = portsOf(packet);
  return ports ? { ...ends, ...known(ports.sport, ports.dport) } : { ...ends, ports: null };
}

function looksAtPorts({ sport, dport, spi }: HmarkOptions): boolean {
  return (sport ?? dport ?? spi) !== undefined;
}

function isIcmpError(packet: Packet): packet is Packet & { readonly transport: IcmpTransport } {
  const { transport, family } = packet;
  if (transport.kind !== "icmp") return false;
  return family === 4 ? ERRORS4.has(transport.type) : transport.type > 0 && transport.type < 128;
}

/** An index (SPI) stands where TCP has its ports (kernel: proto_ports_offset in include/linux/in.h). */
function index(spi: number | null): Pick<Hashed, "ports" | "assumes"> {
  return spi === null
    ? { ports: NO_PORTS, assumes: "the SPI, which HMARK hashes, is 0" }
    : { ports: { from: spi >>> 16, to: spi & 0xffff } };
}

function known(from: number | null, to: number | null): Pick<Hashed, "ports" | "assumes"> {
  const ports = { from: from ?? 0, to: to ?? 0 };
  const drawn = from === null || to === null;
  return drawn ? { ports, assumes: "a port that nobody knows, which HMARK hashes, is 0" } : { ports };
}

/** An address under its prefix; the four words of IPv6 are joined by exclusive or. */
function wordOf(address: Address, length: number): number {
  const { mask } = prefixOf(address, length);
  const masked = address.family === 4 ? address.value & Number(mask) : 0;
  if (address.family === 4) return masked >>> 0;
  const kept: Address = { ...address, value: address.value & BigInt(mask) };
  return addressWords(kept).reduce((joined, word) => joined ^ swapped(word), 0) >>> 0;
}

/** Both ports under their masks, the higher one in the higher half. A mask of the SPI is one of both ports. */
function portsWord(
  { sport, dport, spi, sportSet, dportSet, spiSet }: HmarkOptions,
  ports: { readonly from: number; readonly to: number },
): number {
  const [mask, set] = [spi?.value ?? 0, spiSet?.value ?? 0];
  const from = (ports.from & (sport?.value ?? mask >>> 16)) | (sportSet?.value ?? set >>> 16);
  const to = (ports.to & (dport?.value ?? mask & 0xffff)) | (dportSet?.value ?? set & 0xffff);
  return ((Math.max(from, to) << 16) | Math.min(from, to)) >>> 0;
}

function hmarkPiece(what: string): Piece {
  return [new RegExp(`${what} (?<value>\\S+)`), `--hmark-${what} $value`];
}
