/**
 * A packet's header as bytes on the wire, as far as the packet tells: an IP header without options (RFC 791, RFC 8200),
 * then ports, TCP flags (RFC 9293) or ICMP type and code. Identification, checksums, sequence numbers, windows, the flow
 * label and everything behind are not known.
 */
import type { Packet } from "../packet";

/** 32 bits, of which those of `known` are known; the others are 0 in `value`. */
export interface Bits {
  readonly value: number;
  readonly known: number;
}

interface Byte {
  readonly value: number;
  readonly known: number;
}

const UNKNOWN_BYTE: Byte = { value: 0, known: 0 };

/** Reads four bytes at offsets from the IP header on, the first byte highest. */
export function headerOf(packet: Packet): (offset: number) => Bits {
  const bytes = [...ipHeader(packet), ...transportHeader(packet)];
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

function ipHeader({ family, tos, length, ttl, proto, src, dst }: Packet): Byte[] {
  if (family === 4) {
    // Whether DF is set is not known; a packet here is never a fragment.
    const fragment = { value: 0, known: 0xbf };
    const fixed = [
      ...known(0x45, 1),
      ...known(tos, 1),
      ...known(length, 2),
      UNKNOWN_BYTE,
      UNKNOWN_BYTE,
      fragment,
      ...known(0, 1),
    ];
    return [
      ...fixed,
      ...known(ttl, 1),
      ...known(proto, 1),
      UNKNOWN_BYTE,
      UNKNOWN_BYTE,
      ...known(src.value, 4),
      ...known(dst.value, 4),
    ];
  }
  const second = { value: (tos & 15) << 4, known: 0xf0 };
  const start = [...known(0x60 | (tos >> 4), 1), second, UNKNOWN_BYTE, UNKNOWN_BYTE, ...known(length - 40, 2)];
  return [...start, ...known(proto, 1), ...known(ttl, 1), ...known(src.value, 16), ...known(dst.value, 16)];
}

function transportHeader({ transport }: Packet): Byte[] {
  switch (transport.kind) {
    case "tcp": {
      const unknownUpToFlags = new Array<Byte>(9).fill(UNKNOWN_BYTE);
      // The two highest flags, CWR and ECE, are not told.
      return [
        ...port(transport.sport),
        ...port(transport.dport),
        ...unknownUpToFlags,
        { value: transport.flags, known: 0x3f },
      ];
    }
    case "ports":
    case "sctp":
    case "dccp":
      return [...port(transport.sport), ...port(transport.dport)];
    case "icmp":
      return [...known(transport.type, 1), ...known(transport.code, 1)];
    case "esp":
    case "none":
      return [];
  }
}

function port(number: number | null): Byte[] {
  return number === null ? [UNKNOWN_BYTE, UNKNOWN_BYTE] : known(number, 2);
}

/** A number as so many bytes, the highest first. */
function known(value: number | bigint, count: number): Byte[] {
  const bytes: Byte[] = [];
  for (let left = count - 1; left >= 0; left--) {
    bytes.push({ value: Number((BigInt(value) >> BigInt(left * 8)) & 0xffn), known: 0xff });
  }
  return bytes;
}
