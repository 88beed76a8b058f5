/**
 * How the fields of a packet are read that few give: a payload, a hardware address, chunks of SCTP, extension headers. The page
 * fetches this for a packet that has one.
 */
import { parseAddress } from "../address";
import type { ExtensionHeader, HeaderOption, SctpChunk } from "../packet";
import { SCTP_CHUNK_TYPES, SCTP_FLAG_LETTERS } from "../sctp-chunks";
import { listOf, wholeNumber } from "./packet-fields";

/** The bytes of `474554` or `text:GET`, the text in UTF-8; undefined where it is neither. */
export function readPayload(text: string): readonly number[] | undefined {
  if (text.startsWith("text:")) return [...new TextEncoder().encode(text.slice(5))];
  const digits = text.replace(/\s/g, "");
  if (!/^([0-9a-f]{2})*$/i.test(digits)) return undefined;
  return (digits.match(/../g) ?? []).map((two) => Number.parseInt(two, 16));
}

/** A hardware address with two digits each in small letters; undefined where it is none. */
export function readMac(text: string): string | undefined {
  const parts = text.trim().toLowerCase().split(":");
  if (parts.length !== 6 || parts.some((part) => !/^[0-9a-f]{1,2}$/.test(part))) return undefined;
  return parts.map((part) => part.padStart(2, "0")).join(":");
}

/** `INIT`, `DATA:BE`, 7; undefined for what is no chunk. */
export function readChunk(given: string | number): SctpChunk | undefined {
  const [name = "", letters = "", ...more] = String(given).trim().toUpperCase().split(":");
  const number = /^\d+$/.test(name) ? Number(name) : undefined;
  const known = SCTP_CHUNK_TYPES.find(([word, type]) => (number === undefined ? word === name : type === number));
  const type = known?.[1] ?? number;
  if (type === undefined || type > 255 || more.length > 0) return undefined;
  const places = SCTP_FLAG_LETTERS.get(known?.[0] ?? "") ?? "";
  let flags = 0;
  for (const letter of letters) {
    const place = places.indexOf(letter);
    if (letter === "-" || place < 0) return undefined;
    flags |= 128 >> place;
  }
  return { type, flags };
}

/** A header as ExtensionHeader has it, addresses as text; a sentence that tells what is wrong otherwise. */
export function readHeader(given: unknown): ExtensionHeader | string {
  if (typeof given !== "object" || given === null) return "a header is an object such as {kind: hop, options: []}";
  const said = new Map<string, unknown>(Object.entries(given));
  const number = (name: string, most: number) => wholeNumber(said.get(name), most);
  switch (said.get("kind")) {
    case "hop":
    case "destination": {
      const options = listOf(said.get("options") ?? [], readOption);
      const kind = said.get("kind") === "hop" ? "hop" : "destination";
      return options ? { kind, options } : `the options of a ${kind} header are such as [{type: 5, bytes: [0, 0]}]`;
    }
    case "routing": {
      const [type, segmentsLeft] = [number("type", 255), number("segmentsLeft", 255)];
      const addresses = listOf(said.get("addresses") ?? [], readAddress);
      if (type === undefined || segmentsLeft === undefined || !addresses)
        return "a routing header has a type, segmentsLeft (from 0 to 255) and addresses of IPv6";
      return { kind: "routing", type, segmentsLeft, addresses };
    }
    case "fragment": {
      const [id, offset, more] = [number("id", 0xffffffff), said.get("offset") ?? 0, said.get("more") ?? false];
      if (id === undefined) return "a fragment header has an id from 0 to 4294967295";
      if (offset !== 0 || more !== false)
        return "a fragment is put together with the others before any rule is asked: give the whole packet";
      return { kind: "fragment", id, offset, more };
    }
    case "auth": {
      const spi = number("spi", 0xffffffff);
      return spi === undefined ? "an auth header has an spi from 0 to 4294967295" : { kind: "auth", spi };
    }
    case "mobility": {
      const type = number("type", 255);
      return type === undefined ? "a mobility header has a type from 0 to 255" : { kind: "mobility", type };
    }
    default:
      return "a header's kind is hop, destination, routing, fragment, auth or mobility";
  }
}

function readOption(given: unknown): HeaderOption | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const said = new Map<string, unknown>(Object.entries(given));
  const type = wholeNumber(said.get("type"), 255);
  const bytes = listOf(said.get("bytes") ?? [], (byte) => wholeNumber(byte, 255));
  return type === undefined || !bytes || bytes.length > 255 ? undefined : { type, bytes };
}

function readAddress(given: unknown) {
  const address = typeof given === "string" ? parseAddress(given) : undefined;
  return address?.family === 6 ? address : undefined;
}
