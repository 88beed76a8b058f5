import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoryNames } from "../../telling/story";
import type { Names } from "./names";
import { addressIn, textParts } from "./parts";

const name = (label: string) => ({ kind: "service", label, detail: `The cluster IP of ${label}` }) as const;

const ADDRESSES: StoryNames = {
  "10.0.91.63": name("default/web"),
  "10.0.91.63:80": name("default/web:http"),
  "fd00::63": name("default/six"),
};

const NAMES: Names = {
  names: ADDRESSES,
  chains: {
    "KUBE-SERVICES": { places: [{ family: 4, table: "nat" }], meaning: null },
    INPUT: { places: [{ family: 4, table: "filter" }], meaning: null },
  },
};

/** The addresses of a text with their labels. */
function named(text: string): string[] {
  return textParts(text, NAMES).flatMap((part) =>
    part.kind === "address" && part.name ? [`${part.text} ${part.name.label}`] : [],
  );
}

describe("the parts of a text", () => {
  it("are its named addresses and the words between them", () => {
    expect(textParts("Forwarded to 10.0.91.63:80 by eth0", NAMES)).toEqual([
      { kind: "words", text: "Forwarded to " },
      { kind: "address", text: "10.0.91.63:80", name: ADDRESSES["10.0.91.63:80"] },
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

  it("are addresses that nobody named as well, and no times, hardware addresses or other numbers", () => {
    const found = (text: string) =>
      textParts(text, NAMES).flatMap((part) => (part.kind === "address" ? [part.text] : []));
    expect(found("from 10.9.9.9:40000 by fe80::1 and [fd00::5]:80")).toEqual([
      "10.9.9.9:40000",
      "fe80::1",
      "[fd00::5]:80",
    ]);
    expect(found("from 08:00:00 to 17:00:00, 00:11:22:33:44:55, 1.2.3.400, iptables 1.8.9, a:b, ::")).toEqual([]);
  });

  it("are chains by their whole names, which end before what ends a sentence", () => {
    const found = (text: string) =>
      textParts(text, NAMES).flatMap((part) => (part.kind === "chain" ? [part.text] : []));
    expect(found("Goes to KUBE-SERVICES. INPUT, (INPUT): no MY-INPUT, no KUBE-SERVICES-2")).toEqual([
      "KUBE-SERVICES",
      "INPUT",
      "INPUT",
    ]);
    expect(found("__proto__ and constructor are none")).toEqual([]);
  });

  it("end where a sentence ends", () => {
    expect(named("It became 10.0.91.63. The source stayed.")).toEqual(["10.0.91.63 default/web"]);
  });

  it("joined are the text, whatever it is", () => {
    const piece = fc.oneof(
      fc.constantFrom(...Object.keys(ADDRESSES), "KUBE-SERVICES", "/32", ":80", "[fd00::63]:1", " ", "."),
      fc.string(),
    );
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

describe("the address in the words of a rule", () => {
  it.each([
    ["-d 10.0.91.63/32", "10.0.91.63"],
    ["--to-destination 10.244.0.13:80", "10.244.0.13:80"],
    ["--to-destination [fd00::5]:80", "[fd00::5]:80"],
    ["! -s fd00::5/128", "fd00::5"],
    ["--src-range 10.0.0.1-10.0.0.9", "10.0.0.1"],
  ])("of %s is %s", (words, address) => {
    expect(addressIn(words)).toBe(address);
  });

  it.each(["-s 10.0.0.0/8", "-d fd00::/64", "--mac-source 00:11:22:33:44:55", "--timestart 08:00:00", "-p tcp"])(
    "is none in %s",
    (words) => {
      expect(addressIn(words)).toBeUndefined();
    },
  );
});
