import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentText } from "./share";

describe("a probability as a percentage", () => {
  it("has at most one decimal", () => {
    expect([1 / 3, 0.5, 0.001, 0, 1].map(percentText)).toEqual(["33.3 %", "50 %", "0.1 %", "0 %", "100 %"]);
  });

  it("is neither never nor always where it only comes near", () => {
    expect(percentText(0.0001)).toBe("less than 0.1 %");
    expect(percentText(0.9999)).toBe("more than 99.9 %");
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }), (probability) => {
        expect(["0 %", "100 %"]).not.toContain(percentText(probability));
      }),
    );
  });
});
