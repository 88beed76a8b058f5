/**
 * The headers of a packet by what they are, and how long they are on the wire.
 */
import type { ExtensionHeader, Packet } from "./packet";

type HeaderOf<Kind extends ExtensionHeader["kind"]> = Extract<ExtensionHeader, { readonly kind: Kind }>;

/** The first header of a kind, as the kernel's ipv6_find_hdr finds it; undefined where the packet has none. */
export function headerOfKind<Kind extends ExtensionHeader["kind"]>(
  packet: Packet,
  kind: Kind,
): HeaderOf<Kind> | undefined {
  return packet.headers.find((header): header is HeaderOf<Kind> => header.kind === kind);
}

/** The bytes of a header, its first two included: a multiple of 8 (RFC 8200, 4); AH with an integrity value of 96 bits. */
export function headerLength(header: ExtensionHeader): number {
  switch (header.kind) {
    case "hop":
    case "destination": {
      const options = header.options.reduce((sum, { type, bytes }) => sum + (type === 0 ? 1 : 2 + bytes.length), 0);
      return Math.ceil((2 + options) / 8) * 8;
    }
    case "routing":
      return 8 + 16 * header.addresses.length;
    case "fragment":
    case "mobility":
      return 8;
    case "auth":
      return 24;
  }
}

/**
 * The protocol that `-p` compares: over IPv6 that of the first header which is no extension header. For iptables-nft AH
 * is none either, and `-p ah` holds; ip6tables-legacy looks behind AH (both asked of the kernel, we follow the first).
 */
export function protocolSeen(packet: Packet): number {
  return packet.family === 6 && headerOfKind(packet, "auth") ? HEADER_NUMBERS.auth : packet.proto;
}

/** The next-header number of each kind (IANA, protocol numbers). */
export const HEADER_NUMBERS = {
  hop: 0,
  routing: 43,
  fragment: 44,
  auth: 51,
  destination: 60,
  mobility: 135,
} as const satisfies Record<ExtensionHeader["kind"], number>;

/**
 * The packet as rules see it: connection tracking puts an IPv6 packet's fragments together before any rule is asked, and
 * takes the fragment header even of one that is alone (asked of the kernel; nf_defrag_ipv6, priority -400).
 */
export function withoutFragmentHeader(packet: Packet): Packet {
  const alone = packet.headers.filter((header) => header.kind === "fragment" && header.offset === 0 && !header.more);
  if (packet.family === 4 || alone.length === 0) return packet;
  const headers = packet.headers.filter((header) => !alone.includes(header));
  return { ...packet, headers, length: packet.length - 8 * alone.length };
}
