/**
 * How long a packet that nobody measured is on the wire, and its headers, in bytes.
 */
import { headerLength } from "./headers";
import type { DccpTransport, Packet, SctpChunk, TcpTransport, Transport } from "./packet";
import { TCP_FLAGS } from "./packet";

/** What stands behind a transport's header where nobody told the payload. */
const USUAL_PAYLOAD = 8;
const IPCOMP = 108;

/**
 * The length of a packet: its headers, and its payload or, where nobody told that, 8 bytes. A TCP SYN usually has none, an
 * SCTP packet has what its chunks hold, and behind a mobility header comes nothing.
 */
export function usualLength(packet: Packet): number {
  const header = packet.family === 4 ? 20 : 40;
  const extensions = packet.headers.reduce((sum, one) => sum + headerLength(one), 0);
  const payload = packet.payload?.length ?? usualPayload(packet);
  return header + extensions + transportLength(packet.proto, packet.transport) + payload;
}

function usualPayload({ transport, headers }: Packet): number {
  const none =
    transport.kind === "sctp" ||
    (transport.kind === "tcp" && (transport.flags & TCP_FLAGS.SYN) !== 0) ||
    headers.some(({ kind }) => kind === "mobility");
  return none ? 0 : USUAL_PAYLOAD;
}

function transportLength(proto: number, transport: Transport): number {
  switch (transport.kind) {
    case "tcp":
      return tcpHeaderLength(transport);
    case "ports":
    case "icmp":
      return 8;
    case "esp":
      return proto === IPCOMP ? 4 : 8;
    case "sctp":
      return transport.chunks.reduce((sum, chunk) => sum + sctpChunkLength(chunk), 12);
    case "dccp":
      return dccpHeaderLength(transport);
    case "none":
      return 0;
  }
}

/** A TCP header with its options, a multiple of 4 (RFC 9293, 3.1). */
export function tcpHeaderLength({ mss, options }: TcpTransport): number {
  return inFours(options.reduce((sum, kind) => sum + tcpOptionLength(kind), mss === null ? 20 : 24));
}

const TCP_OPTION_LENGTHS = new Map([
  [0, 1],
  [1, 1],
  [3, 3],
  [4, 2],
  [5, 10],
  [8, 10],
]);

/** A TCP option by its kind (RFC 9293, 3.2; RFC 7323; RFC 2018, with one block); others are taken to bear nothing. */
export function tcpOptionLength(kind: number): number {
  return TCP_OPTION_LENGTHS.get(kind) ?? 2;
}

const SCTP_CHUNK_LENGTHS = new Map([
  [0, 16 + USUAL_PAYLOAD],
  [1, 20],
  [2, 20],
  [3, 16],
]);

/** A chunk without parameters (RFC 9260, 3.3): DATA with 8 bytes in it, a bare INIT, INIT ACK or SACK; others bear nothing. */
export function sctpChunkLength({ type }: SctpChunk): number {
  return SCTP_CHUNK_LENGTHS.get(type) ?? 4;
}

const DCCP_LENGTHS = new Map([
  [0, 20],
  [1, 28],
  [2, 16],
  [7, 28],
]);

/** A DCCP header with long sequence numbers and its options (RFC 4340, 5): options from 32 on have a length, but no value here. */
export function dccpHeaderLength({ type, options }: DccpTransport): number {
  return (DCCP_LENGTHS.get(type) ?? 24) + inFours(options.reduce((sum, number) => sum + (number < 32 ? 1 : 2), 0));
}

function inFours(length: number): number {
  return Math.ceil(length / 4) * 4;
}
