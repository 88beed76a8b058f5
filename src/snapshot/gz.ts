/**
 * The `gz` form of a text: base64 of gzip (RFC 1952), which any node can make with `gzip` and `base64`.
 *
 * What comes out of a link is a stranger's: the size is watched while unpacking, and length and checksum are compared,
 * so that a link that was cut short never passes for a whole one.
 */
import { Gunzip, gzipSync } from "fflate";
import { fromBase64, toBase64Url } from "./base64";
import { sizeWords, TEXT_LIMIT } from "./text-limit";

/** Packed bytes handed on at a time: deflate grows at most 1032-fold, so the limit is overshot by 4 MiB at most. */
const CHUNK = 4096;

/** A gzip header has 10 bytes, its trailer 8 (RFC 1952 §2.3). */
const SMALLEST = 18;

export type Unpacked =
  { readonly kind: "text"; readonly text: string } | { readonly kind: "unreadable"; readonly message: string };

/** The base64url of the gzip of a text in UTF-8; the same text gives the same. */
export function packText(text: string): string {
  return toBase64Url(gzipSync(new TextEncoder().encode(text), { level: 9, mtime: 0 }));
}

/** The text that was packed, or what is wrong with it in a sentence. */
export function unpackText(packed: string): Unpacked {
  const bytes = fromBase64(packed);
  if (!bytes) return unreadable("it holds characters that are not base64, or its last ones are missing");
  if (bytes.length === 0) return unreadable("nothing stands behind #gz=");
  if (!isGzip(bytes)) return unreadable("what stands behind #gz= is not gzip");
  return unpackBytes(bytes);
}

/** True for what begins as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

const CUT_SHORT = "it was cut short on its way; ask for the whole of it again";
const DAMAGED = "it was damaged on its way: its checksum does not fit; ask for it again";
function tooLarge(limit: number): Unpacked {
  return unreadable(`it unpacks to more than ${sizeWords(limit)}, which is more than this page opens`);
}

function unreadable(message: string): Unpacked {
  return { kind: "unreadable", message };
}

/** The text that some bytes of gzip hold, or what is wrong with them in a sentence; `limit` is in bytes. */
export function unpackBytes(bytes: Uint8Array, limit: number = TEXT_LIMIT): Unpacked {
  if (bytes.length < SMALLEST) return unreadable(CUT_SHORT);
  const parts: Uint8Array[] = [];
  let size = 0;
  let lastMember = 0;
  const stream = new Gunzip((part) => {
    parts.push(part);
    size += part.length;
  });
  stream.onmember = () => (lastMember = size);
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      stream.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
      if (size > limit) return tooLarge(limit);
    }
  } catch (error) {
    return unreadable(error instanceof Error && error.message.includes("EOF") ? CUT_SHORT : DAMAGED);
  }
  const whole = joined(parts, size);
  // A file may be several gzips one after the other; the trailer at its end speaks of the last alone.
  const last = whole.subarray(lastMember);
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 8, 8);
  if (trailer.getUint32(4, true) !== last.length) return unreadable(CUT_SHORT);
  if (trailer.getUint32(0, true) !== crc32(last)) return unreadable(DAMAGED);
  return { kind: "text", text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole) };
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** CRC-32 as gzip has it (RFC 1952 §8). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
