import { Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { isLarge, textInPieces } from "./text-pieces";

describe("a text made in pieces", () => {
  it("is the very text that is made at once, whatever ends its lines", async () => {
    for (const end of ["\n", "\r\n"]) {
      const text = `-A KUBE-SERVICES -d 10.0.0.1/32 -j ACCEPT${end}${end}`.repeat(40_000) + "the last";
      expect(isLarge(text)).toBe(true);
      const made = await textInPieces(text, () => true);
      expect(made?.eq(Text.of(text.split(/\r\n?|\n/)))).toBe(true);
    }
  });

  it("is given up where nobody wants it any more", async () => {
    let asked = 0;
    expect(await textInPieces("line\n".repeat(400_000), () => ++asked < 2)).toBeUndefined();
    expect(asked).toBe(2);
  });

  it("of nothing is empty", async () => {
    expect((await textInPieces("", () => true))?.length).toBe(0);
  });
});
