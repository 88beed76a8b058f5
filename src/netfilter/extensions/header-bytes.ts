/**
 * A packet as bytes on the wire, as far as the packet tells: the IP header without options (RFC 791, RFC 8200), extension
 * headers and AH, the transport's header, and the payload where it was told. What nobody tells (identification, checksums,
 * sequence numbers, windows, the flow label) is not known. Bytes are numbers with the bits of them that are known.
 */
import { HEADER_NUMBERS, headerLength } from "../headers";
import { dccpHeaderLength, sctpChunkLength, tcpHeaderLength, tcpOptionLength } from "../lengths";
import type { ExtensionHeader, HeaderOption, Packet, SctpChunk } from "../packet";

/** 32 bits, of which those of `known` are known; the others are 0 in `value`. */
export interface Bits {
  readonly value: number;
  readonly known: number;
}

/** 8 bits, of which those of `known` are known; the others are 0 in `value`. */
export interface Byte {
  readonly value: number;
  readonly known: number;
}

export interface PacketBytes {
  /** As many as the packet is long. */
  readonly bytes: readonly Byte[];
  /** Where the transport's header begins, which is where ports, flags or the ICMP type stand. */
  readonly transport: number;
  /** Where its payload begins. */
  readonly payload: number;
}

const UNKNOWN_BYTE: Byte = { value: 0, known: 0 };

/** Reads four bytes at offsets from the IP header on, the first byte highest. */
export function headerOf(packet: Packet): (offset: number) => Bits {
  const { bytes } = bytesOf(packet);
  return (offset) => {
    let value = 0;
    let known = 0;
    for (let index = offset; index < offset + 4; index++) {
      const byte = bytes[index] ?? UNKNOWN_BYTE;
      value = (value << 8) | byte.value;
      known = (known << 8) | byte.known;
    }
    return { value: value >>> 0, known: known >>> 0 };
  };
}

/** All bytes of a packet from its IP header on. */
export function bytesOf(packet: Packet): PacketBytes {
  const before = [...ipHeader(packet), ...packet.headers.flatMap((header, index) => extension(packet, header, index))];
  const header = [...before, ...transportHeader(packet, before.length)];
  const all = [...header, ...payloadOf(packet)];
  const rest = Math.max(0, packet.length - all.length);
  return {
    bytes: [...all, ...unknown(rest)].slice(0, packet.length),
    transport: before.length,
    payload: header.length,
  };
}

function ipHeader(packet: Packet): Byte[] {
  const { family, tos, length, ttl, proto, src, dst, headers } = packet;
  const [first] = headers;
  if (family === 4) {
    // Whether DF is set is not known; a packet here is never a fragment.
    const fragment = [{ value: 0, known: 0xbf }, ...known(0, 1)];
    const start = [...known(0x45, 1), ...known(tos, 1), ...known(length, 2), ...unknown(2), ...fragment];
    return [
      ...start,
      ...known(ttl, 1),
      ...known(proto, 1),
      ...unknown(2),
      ...known(src.value, 4),
      ...known(dst.value, 4),
    ];
  }
  const second = { value: (tos & 15) << 4, known: 0xf0 };
  const next = first ? HEADER_NUMBERS[first.kind] : proto;
  const start = [...known(0x60 | (tos >> 4), 1), second, ...unknown(2), ...known(length - 40, 2)];
  return [...start, ...known(next, 1), ...known(ttl, 1), ...known(src.value, 16), ...known(dst.value, 16)];
}

/** A header between the IP header and the transport's. What is behind the AH of an IPv4 packet nobody tells. */
function extension({ family, headers, proto }: Packet, header: ExtensionHeader, index: number): Byte[] {
  const following = headers[index + 1];
  const number = following ? HEADER_NUMBERS[following.kind] : proto;
  const length = headerLength(header);
  const next = family === 4 ? unknown(1) : known(header.kind === "mobility" ? NO_NEXT : number, 1);
  switch (header.kind) {
    case "hop":
    case "destination":
      return filled([...next, ...known(length / 8 - 1, 1), ...header.options.flatMap(optionBytes)], length);
    case "routing": {
      const fixed = [...known(length / 8 - 1, 1), ...known(header.type, 1), ...known(header.segmentsLeft, 1)];
      return [...next, ...fixed, ...unknown(4), ...header.addresses.flatMap(({ value }) => known(value, 16))];
    }
    case "fragment":
      return [...next, ...known(0, 1), ...known((header.offset << 3) | Number(header.more), 2), ...known(header.id, 4)];
    case "auth":
      return filled([...next, ...known(length / 4 - 2, 1), ...known(0, 2), ...known(header.spi, 4)], length);
    case "mobility":
      return filled([...next, ...known(length / 8 - 1, 1), ...known(header.type, 1)], length);
  }
}

/** "No next header" (RFC 8200, 4.7). */
const NO_NEXT = 59;

function optionBytes({ type, bytes }: HeaderOption): Byte[] {
  if (type === 0) return known(0, 1);
  return [...known(type, 1), ...known(bytes.length, 1), ...bytes.flatMap((byte) => known(byte, 1))];
}

function transportHeader({ proto, transport, payload, length: whole }: Packet, before: number): Byte[] {
  switch (transport.kind) {
    case "tcp": {
      const options = [
        ...(transport.mss === null ? [] : [...known(0x0204, 2), ...known(transport.mss, 2)]),
        ...transport.options.flatMap(tcpOption),
      ];
      const length = tcpHeaderLength(transport);
      // The reserved bits beside the offset are 0.
      const fixed = [
        ...portsOf(transport),
        ...unknown(8),
        ...known((length / 4) << 4, 1),
        ...known(transport.flags, 1),
      ];
      return filled([...fixed, ...unknown(6), ...options], length);
    }
    case "ports":
      return filled([...portsOf(transport), ...(proto === UDP ? known(whole - before, 2) : [])], 8);
    case "sctp":
      return [...filled(portsOf(transport), 12), ...(payload === null ? transport.chunks.flatMap(sctpChunk) : [])];
    case "dccp": {
      const length = dccpHeaderLength(transport);
      const fixed = [
        ...portsOf(transport),
        ...known(length / 4, 1),
        ...unknown(3),
        ...known((transport.type << 1) | 1, 1),
      ];
      const before = filled(fixed, dccpHeaderLength({ ...transport, options: [] }));
      return filled([...before, ...transport.options.flatMap(dccpOption)], length);
    }
    case "icmp":
      return filled([...known(transport.type, 1), ...known(transport.code, 1)], 8);
    case "esp": {
      const { spi } = transport;
      if (proto !== IPCOMP) return filled(spi === null ? [] : known(spi, 4), 8);
      return [...unknown(2), ...(spi === null ? unknown(2) : known(spi, 2))];
    }
    case "none":
      return [];
  }
}

const UDP = 17;
const IPCOMP = 108;

/** MSS and the kinds that were told, in that order; how they are laid out in truth, nobody tells. */
function tcpOption(kind: number): Byte[] {
  const length = tcpOptionLength(kind);
  return filled(length === 1 ? known(kind, 1) : [...known(kind, 1), ...known(length, 1)], length);
}

function dccpOption(number: number): Byte[] {
  return number < 32 ? known(number, 1) : [...known(number, 1), ...known(2, 1)];
}

/** A chunk; where the payload of an SCTP packet was told, the chunks are it. */
function sctpChunk(chunk: SctpChunk): Byte[] {
  return filled([...known(chunk.type, 1), ...known(chunk.flags, 1)], sctpChunkLength(chunk));
}

function payloadOf({ payload, transport }: Packet): Byte[] {
  if (payload !== null) return payload.flatMap((byte) => known(byte, 1));
  return transport.kind === "icmp" && transport.quotes ? [...bytesOf(transport.quotes).bytes] : [];
}

function portsOf({ sport, dport }: { readonly sport: number | null; readonly dport: number | null }): Byte[] {
  return [...port(sport), ...port(dport)];
}

function port(number: number | null): Byte[] {
  return number === null ? unknown(2) : known(number, 2);
}

/** The bytes, and as many behind them that are not known as it takes to this length. */
function filled(bytes: readonly Byte[], length: number): Byte[] {
  return [...bytes, ...unknown(Math.max(0, length - bytes.length))];
}

function unknown(count: number): Byte[] {
  return new Array<Byte>(count).fill(UNKNOWN_BYTE);
}

/** A number as so many bytes, the highest first. */
function known(value: number | bigint, count: number): Byte[] {
  const bytes: Byte[] = [];
  for (let left = count - 1; left >= 0; left--) {
    bytes.push({ value: Number((BigInt(value) >> BigInt(left * 8)) & 0xffn), known: 0xff });
  }
  return bytes;
}
