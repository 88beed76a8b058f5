import fc from "fast-check";
import { expect, it } from "vitest";
import { formatAddress, ipv6, maskedPrefix, parseAddress, parsePrefix } from "../address";
import { ipv6End, ipv6In, ipv6PrefixIn } from "./hole-ipv6";
import { TextBytes } from "./text-bytes";

const address = fc
  .array(fc.constantFrom(0, 0, 0, 1, 0x1a, 0xffff, 0xfd00), { minLength: 8, maxLength: 8 })
  .map((groups) => ipv6(groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n)));

const endOf = (text: string) => ipv6End(new TextBytes(text).bytes, 0, text.length);

it("an address as it is printed fills a hole, and is read as what it is", () => {
  fc.assert(
    fc.property(address, fc.nat(128), (one, length) => {
      const text = formatAddress(one);
      // What is rare is read in full: IPv4 at the end, what may be so printed, and two zeros beside the run that is left out.
      fc.pre(!/\.|^::.*:|\b0:0\b/.test(text));
      expect([text, endOf(text)]).toEqual([text, text.length]);
      expect(ipv6In(text)).toEqual(one);
      const prefix = parsePrefix(`${text}/${String(length)}`);
      expect(ipv6PrefixIn(`${text}/${String(length)}`)).toEqual(prefix && maskedPrefix(prefix));
      expect(ipv6PrefixIn(text)).toEqual({ family: 6, base: one.value, mask: (1n << 128n) - 1n });
    }),
    { numRuns: 2000 },
  );
});

it("what fills a hole is an address as it is printed, to the letter", () => {
  const piece = fc.constantFrom(":", ":", "::", "0", "1", "1a", "fd00", "12345", "A", "ffff", ".", "");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
      const text = pieces.join("");
      fc.pre(text !== "" && endOf(text) === text.length);
      const read = parseAddress(text);
      expect([text, read && formatAddress(read)]).toEqual([text, text]);
      expect(ipv6In(text)).toEqual(read);
    }),
    { numRuns: 5000 },
  );
});
