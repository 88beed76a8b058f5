import { describe, expect, it } from "vitest";
import { textName } from "./text-name";

describe("the name of a text", () => {
  it("is that of the same letters, and of no others", () => {
    const name = textName("one text");
    expect(textName("two text")).not.toBe(name);
    expect(textName(["one", "text"].join(" "))).toBe(name);
  });

  it("is kept while the text is among the last that were asked for", () => {
    const name = textName("kept");
    for (let other = 0; other < 40; other++) {
      textName(`other ${String(other)}`);
      expect(textName("kept")).toBe(name);
    }
    for (let other = 0; other < 40; other++) textName(`other ${String(other)}`);
    expect(textName("kept")).not.toBe(name);
  });
});
