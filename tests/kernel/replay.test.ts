/**
 * Every packet that the kernel was seen to handle goes the same way through our walk.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareRecord } from "./record";

const HERE = join(import.meta.dirname, "recorded");

describe("the recorded packets", () => {
  for (const name of readdirSync(HERE).sort()) {
    it(`${name}: each goes the way the kernel took`, () => {
      const compared = compareRecord(join(HERE, name));
      expect(compared.length).toBeGreaterThan(0);
      expect(compared.filter((one) => !one.agrees).map(({ told }) => told)).toEqual([]);
    });
  }
});
