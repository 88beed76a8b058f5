import fc from "fast-check";
import { expect, test } from "vitest";
import { pngScale } from "./png";

test("a picture of usual size is twice as sharp", () => {
  expect(pngScale(1400, 1200)).toBe(2);
});

test("whatever its size, a picture fits a canvas", () => {
  const side = fc.integer({ min: 1, max: 200_000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const scale = pngScale(width, height);
      expect(scale).toBeGreaterThan(0);
      expect(Math.max(width, height) * scale).toBeLessThanOrEqual(16_384.001);
      expect(width * scale * (height * scale)).toBeLessThanOrEqual(64_000_001);
    }),
  );
});
