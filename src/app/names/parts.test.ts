import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoryNames } from "../../telling/story";
import { textParts } from "./parts";

const name = (label: string) => ({ kind: "service", label, detail: `The cluster IP of ${label}` }) as const;

const NAMES: StoryNames = {
  "10.0.91.63": name("default/web"),
  "10.0.91.63:80": name("default/web:http"),
  "fd00::63": name("default/six"),
};

/** The addresses of a text with their labels. */
function named(text: string): string[] {
  return textParts(text, NAMES).flatMap((part) => (part.kind === "address" ? [`${part.text} ${part.name.label}`] : []));
}

describe("the parts of a text", () => {
  it("are its named addresses and the words between them", () => {
    expect(textParts("Forwarded to 10.0.91.63:80 by eth0", NAMES)).toEqual([
      { kind: "words", text: "Forwarded to " },
      { kind: "address", text: "10.0.91.63:80", name: NAMES["10.0.91.63:80"] },
      { kind: "words", text: " by eth0" },
    ]);
  });

  it("name an address whose port says nothing by the address alone", () => {
    expect(named("10.0.91.63:8080 → [fd00::63]:53, fd00::63")).toEqual([
      "10.0.91.63:8080 default/web",
      "[fd00::63]:53 default/six",
      "fd00::63 default/six",
    ]);
  });

  it("find the address of a host in a rule, and not a network nor a piece of another address", () => {
    expect(named("-d 10.0.91.63/32 -j x")).toEqual(["10.0.91.63 default/web"]);
    expect(named("-d 10.0.91.63/24, 110.0.91.63, 10.0.91.630, 10.0.91.63.5, version 1.10.0.91.63")).toEqual([]);
  });

  it("end where a sentence ends", () => {
    expect(named("It became 10.0.91.63. The source stayed.")).toEqual(["10.0.91.63 default/web"]);
  });

  it("joined are the text, whatever it is", () => {
    const piece = fc.oneof(fc.constantFrom(...Object.keys(NAMES), "/32", ":80", "[fd00::63]:1", " ", "."), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        expect(
          textParts(text, NAMES)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});
