/**
 * Stand-ins for public addresses that keep every prefix: two addresses that share their first n bits have stand-ins that
 * share just as many, so that whatever a rule, a route or a set says of networks stays as true as it was.
 *
 * Each bit is turned over or not by a hash of the bits before it and of a secret (the scheme of Xu, Fan, Ammar and Moon,
 * "Prefix-Preserving IP Address Anonymization", 2002). Private and other special networks stay themselves, and within
 * pinned networks the bits of hosts stay, so that ranges, broadcast addresses and the like keep their order.
 */
import { sha256 } from "../kubernetes/sha256";
import {
  type Address,
  ipv4,
  ipv6,
  maskedPrefix,
  parsePrefix,
  type Prefix,
  prefixBase,
  prefixHolds,
  prefixLength,
} from "../netfilter/address";

/** Networks that say nothing of whose they are (IANA, special-purpose address registries; RFC 1918, 4193, 6598). */
const SPECIAL = prefixes(
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.168.0.0/16 " +
    "198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 ::/8 100::/64 2001:db8::/32 fc00::/7 fe80::/10 ff00::/8",
);

/** IPv6 networks whose last 32 bits are an IPv4 address (RFC 4291, 6052). */
const EMBEDDING = prefixes("::ffff:0:0/96 64:ff9b::/96");

function prefixes(text: string): Prefix[] {
  return text.split(" ").flatMap((word) => parsePrefix(word) ?? []);
}

export class AddressStandIns {
  readonly #secret: Uint8Array;
  readonly #pinned: readonly Prefix[];
  /** Hashes by the bytes that they are of. */
  readonly #hashes = new Map<string, Uint8Array>();

  /** `secret`: what makes these stand-ins others than somebody else's. `pinned`: networks whose hosts keep their bits. */
  constructor(secret: Uint8Array, pinned: readonly Prefix[]) {
    this.#secret = secret;
    this.#pinned = pinned;
  }

  /** The stand-in of an address; itself where it is not public. */
  address(address: Address): Address {
    if (address.family === 6 && EMBEDDING.some((prefix) => prefixHolds(prefix, address))) {
      const inner = this.address(ipv4(Number(address.value & 0xffffffffn)));
      return ipv6((address.value & ~0xffffffffn) | BigInt(inner.value));
    }
    if (SPECIAL.some((prefix) => prefixHolds(prefix, address))) return address;
    const [from, to] = this.#turnable(address);
    const bytes = bytesOf(address);
    const turned = bytes.map((byte, index) => this.#turned(bytes, index, byte, from, to));
    return addressOf(address.family, turned);
  }

  /** The stand-in of a network, its host bits cleared; one whose mask has holes stays. */
  prefix(prefix: Prefix): Prefix {
    if (prefixLength(prefix) === undefined) return prefix;
    const base = this.address(prefixBase(maskedPrefix(prefix)));
    if (base.family === 4 && prefix.family === 4)
      return maskedPrefix({ family: 4, base: base.value, mask: prefix.mask });
    if (base.family === 6 && prefix.family === 6)
      return maskedPrefix({ family: 6, base: base.value, mask: prefix.mask });
    return prefix;
  }

  /** The bits that may be turned over, from and to, counted from 0: behind all that special networks share, before pinned hosts. */
  #turnable(address: Address): readonly [number, number] {
    let from = 0;
    for (const special of SPECIAL) {
      if (special.family === address.family) from = Math.max(from, commonBits(prefixBase(special), address) + 1);
    }
    let to = address.family === 4 ? 32 : 128;
    for (const pinned of this.#pinned) {
      if (prefixHolds(pinned, address)) to = Math.min(to, prefixLength(pinned) ?? 0);
    }
    return [from, to];
  }

  #turned(bytes: readonly number[], index: number, byte: number, from: number, to: number): number {
    const first = index * 8;
    if (first + 8 <= from || first >= to) return byte;
    const hash = this.#hashOf(bytes, index);
    let turned = byte;
    for (let bit = 0; bit < 8; bit++) {
      if (first + bit < from || first + bit >= to) continue;
      // The bits of this byte before this one choose one of the hash's 255 usable bits.
      const node = (1 << bit) | (byte >>> (8 - bit));
      if ((((hash[node >>> 3] ?? 0) >>> (node & 7)) & 1) === 1) turned ^= 0x80 >>> bit;
    }
    return turned;
  }

  /** A hash of the bytes before one, of the family that their number tells, and of the secret. */
  #hashOf(bytes: readonly number[], index: number): Uint8Array {
    const before = bytes.slice(0, index);
    const name = `${String(bytes.length)} ${before.join(".")}`;
    const hash = this.#hashes.get(name) ?? sha256(Uint8Array.from([...this.#secret, bytes.length, ...before]));
    this.#hashes.set(name, hash);
    return hash;
  }
}

function bytesOf(address: Address): number[] {
  const bits = address.family === 4 ? 32 : 128;
  const value = BigInt(address.value);
  return Array.from({ length: bits / 8 }, (_, index) => Number((value >> BigInt(bits - 8 - index * 8)) & 0xffn));
}

function addressOf(family: Address["family"], bytes: readonly number[]): Address {
  const value = bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  return family === 4 ? ipv4(Number(value)) : ipv6(value);
}

/** How many leading bits two addresses of one family share. */
function commonBits(a: Address, b: Address): number {
  const bits = a.family === 4 ? 32 : 128;
  const apart = BigInt(a.value) ^ BigInt(b.value);
  return apart === 0n ? bits : bits - apart.toString(2).length;
}
