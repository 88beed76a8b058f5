/**
 * A packet's bytes, as the recorder sent them, read back as the packet that our walk takes.
 *
 * Facts: RFC 791 and 8200 (IP), 9293 (TCP), 768 (UDP), 792 and 4443 (ICMP), 9260 (SCTP), 4340 (DCCP), 4302 and 4303 (AH, ESP).
 */
import type { Address, Family } from "../../src/netfilter/address";
import { ipv4, ipv6 } from "../../src/netfilter/address";
import { withoutFragmentHeader } from "../../src/netfilter/headers";
import type { ExtensionHeader, HeaderOption, Packet, SctpChunk, Transport } from "../../src/netfilter/packet";

/** What does not stand in a packet's bytes. */
export interface Beside {
  readonly in: string | null;
  readonly mark: number;
  readonly uid: number;
  readonly gid: number;
}

/** Bytes with a place to read at; beyond their end there are zeros. */
class Bytes {
  readonly all: readonly number[];

  constructor(all: readonly number[]) {
    this.all = all;
  }

  u8(at: number): number {
    return this.all[at] ?? 0;
  }

  u16(at: number): number {
    return this.u8(at) * 256 + this.u8(at + 1);
  }

  u32(at: number): number {
    return this.u16(at) * 65536 + this.u16(at + 2);
  }

  from(at: number, to?: number): Bytes {
    return new Bytes(this.all.slice(at, to));
  }

  address(family: Family, at: number): Address {
    if (family === 4) return ipv4(this.u32(at));
    return ipv6([0, 4, 8, 12].reduce((value, offset) => (value << 32n) | BigInt(this.u32(at + offset)), 0n));
  }
}

/** The packet of bytes in hexadecimal, as rules see it: a fragment that is alone has lost its header by then. */
export function packetOfHex(hex: string, beside: Beside): Packet {
  return withoutFragmentHeader(packetOf(new Bytes((hex.match(/../g) ?? []).map((two) => parseInt(two, 16))), beside));
}

function packetOf(bytes: Bytes, beside: Beside): Packet {
  return bytes.u8(0) >> 4 === 4 ? packet4(bytes, beside) : packet6(bytes, beside);
}

function packet4(bytes: Bytes, beside: Beside): Packet {
  const headers: ExtensionHeader[] = [];
  const proto = bytes.u8(9);
  let rest = bytes.from((bytes.u8(0) & 15) * 4);
  const place = bytes.u16(6);
  const fragment = { id: bytes.u16(4), offset: place & 0x1fff, more: (place & 0x2000) !== 0 };
  if (fragment.offset > 0 || fragment.more) headers.push({ kind: "fragment", ...fragment });
  if (proto === 51 && fragment.offset === 0) {
    headers.push({ kind: "auth", spi: rest.u32(4) });
    rest = rest.from((rest.u8(1) + 2) * 4);
  }
  return {
    ...beside,
    family: 4,
    src: bytes.address(4, 12),
    dst: bytes.address(4, 16),
    tos: bytes.u8(1),
    ttl: bytes.u8(8),
    length: bytes.u16(2),
    mac: null,
    headers,
    proto,
    ...above(proto, 4, rest, fragment.offset > 0),
  };
}

function packet6(bytes: Bytes, beside: Beside): Packet {
  const headers: ExtensionHeader[] = [];
  let proto = bytes.u8(6);
  let rest = bytes.from(40);
  let later = false;
  for (let header = headerOf(proto, rest); header; header = later ? null : headerOf(proto, rest)) {
    headers.push(header.read);
    // A mobility header is what `-p` sees, as a transport is.
    const isLast = header.read.kind === "mobility";
    later = header.read.kind === "fragment" && header.read.offset > 0;
    if (!isLast) proto = rest.u8(0);
    rest = rest.from(header.length);
    if (isLast) break;
  }
  return {
    ...beside,
    family: 6,
    src: bytes.address(6, 8),
    dst: bytes.address(6, 24),
    tos: (bytes.u16(0) >> 4) & 0xff,
    ttl: bytes.u8(7),
    length: 40 + bytes.u16(4),
    mac: null,
    headers,
    proto,
    ...above(proto, 6, rest, later),
  };
}

/** The extension header of a number and its length, or null where the number is none. */
function headerOf(proto: number, rest: Bytes): { read: ExtensionHeader; length: number } | null {
  const length = (rest.u8(1) + 1) * 8;
  switch (proto) {
    case 0:
      return { read: { kind: "hop", options: optionsOf(rest.from(2, length)) }, length };
    case 60:
      return { read: { kind: "destination", options: optionsOf(rest.from(2, length)) }, length };
    case 43: {
      const count = Math.floor(rest.u8(1) / 2);
      const addresses = Array.from({ length: count }, (_, index) => rest.address(6, 8 + 16 * index));
      return { read: { kind: "routing", type: rest.u8(2), segmentsLeft: rest.u8(3), addresses }, length };
    }
    case 44: {
      const place = rest.u16(2);
      return { read: { kind: "fragment", id: rest.u32(4), offset: place >> 3, more: (place & 1) !== 0 }, length: 8 };
    }
    case 51:
      return { read: { kind: "auth", spi: rest.u32(4) }, length: (rest.u8(1) + 2) * 4 };
    case 135:
      return { read: { kind: "mobility", type: rest.u8(2) }, length };
    default:
      return null;
  }
}

function optionsOf(bytes: Bytes): HeaderOption[] {
  const options: HeaderOption[] = [];
  for (let at = 0; at < bytes.all.length; at += bytes.u8(at) === 0 ? 1 : 2 + bytes.u8(at + 1)) {
    const type = bytes.u8(at);
    options.push({ type, bytes: type === 0 ? [] : bytes.all.slice(at + 2, at + 2 + bytes.u8(at + 1)) });
  }
  return options;
}

/** What a DCCP packet of a type has before its options, beyond the header that all have; 8 bytes with the others. */
const DCCP_MORE = new Map([
  [0, 4],
  [1, 12],
  [2, 0],
  [7, 12],
]);

/** The transport header and what is behind it. A fragment that is not the first has none. */
function above(
  proto: number,
  family: Family,
  rest: Bytes,
  later: boolean,
): { transport: Transport; payload: readonly number[] } {
  if (later) return { transport: { kind: "none" }, payload: rest.all };
  const ports = { sport: rest.u16(0), dport: rest.u16(2) };
  switch (proto) {
    case 6: {
      const length = (rest.u8(12) >> 4) * 4;
      const options = tcpOptions(rest.from(20, length));
      const transport = { kind: "tcp", ...ports, flags: rest.u8(13), ...options } as const;
      return { transport, payload: rest.all.slice(length) };
    }
    case 17:
    case 136:
      return { transport: { kind: "ports", ...ports }, payload: rest.all.slice(8) };
    case 132:
      return { transport: { kind: "sctp", ...ports, chunks: chunksOf(rest.from(12)) }, payload: rest.all.slice(12) };
    case 33: {
      const length = rest.u8(4) * 4;
      const type = (rest.u8(8) >> 1) & 15;
      const fixed = ((rest.u8(8) & 1) === 1 ? 16 : 12) + (DCCP_MORE.get(type) ?? 8);
      const options = dccpOptions(rest.from(fixed, length));
      return { transport: { kind: "dccp", ...ports, type, options }, payload: rest.all.slice(length) };
    }
    case 50:
      return { transport: { kind: "esp", spi: rest.u32(0) }, payload: rest.all.slice(8) };
    case 108:
      return { transport: { kind: "esp", spi: rest.u16(2) }, payload: rest.all.slice(4) };
    case 1:
    case 58: {
      if ((proto === 1) !== (family === 4)) break;
      const error = family === 4 ? [3, 4, 5, 11, 12].includes(rest.u8(0)) : rest.u8(0) < 128;
      const quoted = rest.from(8);
      const quotes =
        error && quoted.all.length >= (family === 4 ? 20 : 40)
          ? packetOf(quoted, { in: null, mark: 0, uid: 0, gid: 0 })
          : null;
      return { transport: { kind: "icmp", type: rest.u8(0), code: rest.u8(1), quotes }, payload: rest.all.slice(8) };
    }
  }
  return { transport: { kind: "none" }, payload: rest.all };
}

function tcpOptions(bytes: Bytes): { mss: number | null; options: number[] } {
  let mss: number | null = null;
  const options: number[] = [];
  for (let at = 0; at < bytes.all.length && bytes.u8(at) !== 0;) {
    const kind = bytes.u8(at);
    if (kind === 2) mss = bytes.u16(at + 2);
    else options.push(kind);
    at += kind === 1 ? 1 : Math.max(2, bytes.u8(at + 1));
  }
  return { mss, options };
}

function dccpOptions(bytes: Bytes): number[] {
  const options: number[] = [];
  for (let at = 0; at < bytes.all.length; at += bytes.u8(at) < 32 ? 1 : Math.max(2, bytes.u8(at + 1))) {
    options.push(bytes.u8(at));
  }
  return options;
}

function chunksOf(bytes: Bytes): SctpChunk[] {
  const chunks: SctpChunk[] = [];
  for (let at = 0; at + 4 <= bytes.all.length; at += Math.max(4, (bytes.u16(at + 2) + 3) & ~3)) {
    chunks.push({ type: bytes.u8(at), flags: bytes.u8(at + 1) });
  }
  return chunks;
}
