/**
 * The headers of a packet by what they are, and how long they are on the wire.
 */
import type { ExtensionHeader, Packet } from "../packet";

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

/** The next-header number of each kind (IANA, protocol numbers). */
export const HEADER_NUMBERS = {
  hop: 0,
  routing: 43,
  fragment: 44,
  auth: 51,
  destination: 60,
  mobility: 135,
} as const satisfies Record<ExtensionHeader["kind"], number>;
