import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sha256, utf8Of } from "./sha256";

it("hashes as Node does, whatever the bytes and however many", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(Buffer.from(sha256(bytes)).toString("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
    }),
  );
});

it.each([0, 1, 55, 56, 63, 64, 119, 120])("hashes %i bytes, about the ends of its blocks", (length) => {
  const text = "a".repeat(length);
  expect(Buffer.from(sha256(utf8Of(text))).toString("hex")).toBe(createHash("sha256").update(text).digest("hex"));
});

it("takes a text as UTF-8", () => {
  expect([...utf8Of("Grüße")]).toEqual([...Buffer.from("Grüße", "utf8")]);
});
