/**
 * IPv6 addresses in the holes of a rule's shape (hole.ts). Only the form that the tools print is taken (RFC 5952): small
 * letters, no zeros before a number, `::` for a run of zeros and not for one; any other is left to the full reader.
 */
import { COLON, NINE, SMALL_A, SMALL_F, ZERO } from "../ascii";
import type { Ipv6Address, Ipv6Prefix } from "../address";

/** Where an address that begins at a place ends; -1 where none does. */
export function ipv6End(bytes: Uint8Array, at: number, end: number): number {
  let place = at;
  let groups = 0;
  let gap = false;
  /** True behind a zero or the gap: another zero would belong to a gap. */
  let zero = false;
  while (place < end) {
    const opens = bytes[place] === COLON && bytes[place + 1] === COLON;
    if (opens && (gap || zero)) return -1;
    if (opens) {
      gap = true;
      zero = true;
      place += 2;
      if (!isHex(bytes[place])) break;
    } else if (groups > 0 && bytes[place++] !== COLON) {
      place--;
      break;
    }
    const from = place;
    while (place < end && place - from < 4 && isHex(bytes[place])) place++;
    const nought = bytes[from] === ZERO;
    if (place === from || (nought && (zero || place > from + 1))) return -1;
    zero = nought;
    groups++;
  }
  // `::a.b.c.d` and `::ffff:a.b.c.d` are printed with an IPv4 address at their end.
  const embeds = gap && groups > 1 && bytes[at] === COLON;
  return !embeds && (gap ? groups <= 6 : groups === 8) ? place : -1;
}

function isHex(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= ZERO && byte <= NINE) || (byte >= SMALL_A && byte <= SMALL_F));
}

/** The address of such a text. */
export function ipv6In(text: string): Ipv6Address {
  const [head = "", tail = ""] = text.split("::");
  const [left, right] = [head, tail].map((part) => (part === "" ? [] : part.split(":")));
  const missing = 8 - (left?.length ?? 0) - (right?.length ?? 0);
  const all = [...(left ?? []), ...new Array<string>(missing).fill("0"), ...(right ?? [])];
  return { family: 6, value: BigInt(`0x${all.map((group) => group.padStart(4, "0")).join("")}`) };
}

/** The network of such a text with the length of its prefix, or of an address alone; without the bits of a host. */
export function ipv6PrefixIn(text: string): Ipv6Prefix {
  const [address = "", length = "128"] = text.split("/");
  const hosts = 128n - BigInt(length);
  const mask = ((1n << 128n) - 1n) ^ ((1n << hosts) - 1n);
  return { family: 6, base: ipv6In(address).value & mask, mask };
}
