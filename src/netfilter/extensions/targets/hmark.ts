/**
 * `-j HMARK`: a mark from a hash of the packet's addresses, ports and protocol (iptables-extensions(8), HMARK; kernel:
 * net/netfilter/xt_HMARK.c). Both directions of a connection get the same.
 */
import type { Address } from "../../address";
import { prefixOf } from "../../address";
import type { Packet } from "../../packet";
import { portsOf } from "../../packet";
import type { Tracking } from "../../connection";
import { defineTarget } from "../define";
import type { OptionsOf } from "../extension";
import { addressWords, jhash2, scaled, swapped } from "../jhash";
import type { Kind } from "../kinds";
import { hex, MOST_32, wholeNumber } from "../kinds";
import { byDefault, option } from "../options";
import { type Piece, prose } from "../prose";

const hexOf = (most: number, digits: number): Kind<number> =>
  wholeNumber(most, (value) => `0x${value.toString(16).padStart(digits, "0")}`);

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
    const mark = markOf(withTuple(options, packet.family), packet, tracking);
    return mark === undefined ? { kind: "continue" } : { kind: "continue", packet: { ...packet, mark } };
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

function markOf(options: HmarkOptions, packet: Packet, { connection }: Tracking): number | undefined {
  const fromConnection = options.tuple !== undefined;
  if (fromConnection && !connection) return undefined;
  const tuple = fromConnection ? connection?.original : undefined;
  const replied = fromConnection ? connection?.reply : undefined;
  const src = wordOf(tuple?.src ?? packet.src, options.src?.value ?? 0);
  const dst = wordOf(replied?.src ?? packet.dst, options.dst?.value ?? 0);
  const proto = tuple?.proto ?? packet.proto;
  const ports = portsWord(options, packet, tuple?.sport, replied?.sport);
  const hash = jhash2([Math.min(src, dst), Math.max(src, dst), ports], options.rnd?.value ?? 0);
  const mixed = (hash ^ (proto & (options.proto?.value ?? 0))) >>> 0;
  return (scaled(mixed, options.mod?.value ?? 1) + (options.offset?.value ?? 0)) >>> 0;
}

/** An address under its prefix; the four words of IPv6 are joined by exclusive or. */
function wordOf(address: Address, length: number): number {
  const { mask } = prefixOf(address, length);
  const masked = address.family === 4 ? address.value & Number(mask) : 0;
  if (address.family === 4) return masked >>> 0;
  const kept: Address = { ...address, value: address.value & BigInt(mask) };
  return addressWords(kept).reduce((joined, word) => joined ^ swapped(word), 0) >>> 0;
}

/** Both ports under their masks, the higher one in the higher half (xt_HMARK.c, hmark_swap_ports). */
function portsWord(
  options: HmarkOptions,
  packet: Packet,
  sport: number | null | undefined,
  dport: number | null | undefined,
): number {
  const borne = portsOf(packet);
  const from = ((sport ?? borne?.sport ?? 0) & (options.sport?.value ?? 0)) | (options.sportSet?.value ?? 0);
  const to = ((dport ?? borne?.dport ?? 0) & (options.dport?.value ?? 0)) | (options.dportSet?.value ?? 0);
  return ((Math.max(from, to) << 16) | Math.min(from, to)) >>> 0;
}

function hmarkPiece(what: string): Piece {
  return [new RegExp(`${what} (?<value>\\S+)`), `--hmark-${what} $value`];
}
