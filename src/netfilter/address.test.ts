import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatAddress,
  formatPrefix,
  ipv4,
  ipv6,
  parseAddress,
  parsePrefix,
  prefixHolds,
  prefixLength,
  prefixOf,
} from "./address";

const read = (text: string) => {
  const address = parseAddress(text);
  if (!address) throw new Error(`${text} is not an address`);
  return address;
};
const readPrefix = (text: string) => {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`${text} is not a prefix`);
  return prefix;
};

describe("an address", () => {
  it("of IPv4 reads back as it prints", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        expect(parseAddress(formatAddress(ipv4(value)))).toEqual(ipv4(value));
      }),
    );
  });

  it("of IPv6 reads back as it prints", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => {
        expect(parseAddress(formatAddress(ipv6(value)))).toEqual(ipv6(value));
      }),
    );
  });

  it("of IPv6 with runs of zeros reads back as it prints", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0n, 0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 }), (parts) => {
        const value = parts.reduce<bigint>((sum, part) => (sum << 16n) | part, 0n);
        expect(parseAddress(formatAddress(ipv6(value)))).toEqual(ipv6(value));
      }),
    );
  });

  it("of IPv6 prints with its longest run of zeros shortened", () => {
    expect(formatAddress(read("2001:0db8:0:0:1:0:0:1"))).toBe("2001:db8::1:0:0:1");
    expect(formatAddress(read("0:0:0:0:0:0:0:0"))).toBe("::");
    expect(formatAddress(read("::ffff:10.0.0.1"))).toBe("::ffff:10.0.0.1");
  });

  it.each([
    "",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.01",
    "10.0.0.1.",
    "1::2::3",
    "1:2:3:4:5:6:7:8:9",
    "g::",
    "::1.2.3",
    "1.2.3.4::",
  ])("is not read from %j", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe("a prefix", () => {
  it("holds exactly the addresses that begin with its bits", () => {
    expect(prefixHolds(readPrefix("10.244.0.0/16"), read("10.244.255.1"))).toBe(true);
    expect(prefixHolds(readPrefix("10.244.0.0/16"), read("10.245.0.1"))).toBe(false);
    expect(prefixHolds(readPrefix("::/0"), read("10.0.0.1"))).toBe(false);
  });

  it("of length 0 holds every address of its family and is no host", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        expect(prefixHolds(readPrefix("0.0.0.0/0"), ipv4(value))).toBe(true);
      }),
    );
    expect(formatPrefix(readPrefix("0.0.0.0/0"))).toBe("0.0.0.0/0");
  });

  it("has the length that it was made of", () => {
    for (let length = 0; length <= 32; length++) expect(prefixLength(prefixOf(ipv4(0xc0a80101), length))).toBe(length);
    for (let length = 0; length <= 128; length++) expect(prefixLength(prefixOf(ipv6(1n), length))).toBe(length);
  });

  it("may have a mask with holes, which prints as a mask", () => {
    const prefix = readPrefix("10.0.0.1/255.0.255.0");
    expect(prefixLength(prefix)).toBeUndefined();
    expect(formatPrefix(prefix)).toBe("10.0.0.1/255.0.255.0");
    expect(prefixHolds(prefix, read("10.77.0.200"))).toBe(true);
  });

  it.each(["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", "10.0.0.0/ffff::"])("is not read from %j", (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  });
});
