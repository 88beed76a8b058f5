import fc from "fast-check";
import { expect, it } from "vitest";
import { type Address, ipv4, ipv6, prefixHolds, prefixLength, prefixOf } from "../address";
import type { Route } from "../node";
import { RouteList } from "./route-list";

/** Few addresses, so that networks hold one another. */
const address: fc.Arbitrary<Address> = fc.oneof(
  fc.nat(7).map((bits) => ipv4(0xc0a80000 + bits)),
  fc.nat(7).map((bits) => ipv6((0xfdn << 120n) + BigInt(bits))),
);

const route = fc
  .record({ address, length: fc.constantFrom(0, 8, 29, 30, 31, 32, 125, 126, 128), metric: fc.nat(2) })
  .map(({ address: base, length, metric }): Route => ({
    type: "unicast",
    destination: prefixOf(base, length),
    table: "main",
    dev: "eth0",
    via: undefined,
    src: undefined,
    metric,
    text: "",
    line: 1,
  }));

it("finds the longest prefix of an address, of those the lowest metric, of those the first", () => {
  fc.assert(
    fc.property(fc.array(route, { maxLength: 20 }), address, (routes, asked) => {
      const holding = routes.filter(({ destination }) => prefixHolds(destination, asked));
      const length = Math.max(...holding.map(({ destination }) => prefixLength(destination) ?? 0));
      const longest = holding.filter(({ destination }) => prefixLength(destination) === length);
      const metric = Math.min(...longest.map((one) => one.metric));
      expect(new RouteList(routes).longest(asked)).toBe(longest.find((one) => one.metric === metric));
    }),
  );
});
