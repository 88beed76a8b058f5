import { describe, expect, it } from "vitest";
import { UNKNOWN_CLUSTER } from "../kubernetes/cluster";
import { familyOf, familyTitle, firstPartOf, inFamily } from "./families";
import { membersOf } from "./members";
import { rulesetOf } from "./walk.fixture";

const names = Array.from({ length: 200 }, (_, index) => `KUBE-SVC-${String(index).padStart(16, "A")}`);
const ruleset = rulesetOf(
  [
    "*nat",
    ":PREROUTING ACCEPT",
    ":KUBE-SERVICES -",
    ...names.map((name) => `:${name} -`),
    ...names.map((name) => `-A KUBE-SERVICES -j ${name}`),
  ].join("\n"),
);
const paste = {
  rulesets: { 4: ruleset, 6: { family: 6, tables: new Map(), untold: [] } as const },
  cluster: UNKNOWN_CLUSTER,
};
const fold = { table: "nat", caller: "KUBE-SERVICES", family: "KUBE-SVC-" } as const;

describe("the list of a fold", () => {
  it("gives a window of its chains, and how many there are", () => {
    const { total, members } = membersOf(paste, 4, fold, "", 150, 20);
    expect(total).toBe(200);
    expect(members.map(({ chain }) => chain)).toEqual(names.slice(150, 170));
  });

  it("is narrowed by a search, whatever its case", () => {
    expect(membersOf(paste, 4, fold, "svc-aaaaaaaaaaaaa19", 0, 60).members.map(({ chain }) => chain)).toEqual(
      names.slice(190),
    );
    expect(membersOf(paste, 4, fold, "nothing", 0, 60)).toEqual({ total: 0, members: [] });
  });
});

describe("families of chains", () => {
  it.each([
    ["KUBE-SVC-2CMXP7HKUVJN7L6M", "KUBE-SVC-"],
    ["cali-tw-cali1a2b3c", "cali-tw-"],
    ["CNI-0123456789abcdef01234567", "CNI-"],
    ["AWS-SNAT-CHAIN-0", "AWS-SNAT-CHAIN-"],
    ["neutron-openvswi-i1234567-8", "neutron-openvswi-"],
    ["VENDOR_POD_17", "VENDOR_POD_"],
    ["KUBE-SERVICES", null],
    ["KUBE-MARK-MASQ", null],
    ["DOCKER-USER", null],
    ["ufw-before-input", null],
  ])("%s is of %s", (name, family) => {
    expect(familyOf(name)).toBe(family);
    if (family !== null) expect(inFamily(name, family)).toBe(true);
  });

  it("a first part puts together what nothing else does", () => {
    expect(firstPartOf("ufw-before-input")).toBe("ufw-*");
    expect(inFamily("ufw-after-output", "ufw-*")).toBe(true);
    expect(inFamily("f2b-sshd", "ufw-*")).toBe(false);
  });

  it("a card says what they are", () => {
    expect(familyTitle("KUBE-SVC-", 10_000, false)).toBe("10,000 Services");
    expect(familyTitle("KUBE-SEP-", 30_000, true)).toBe("KUBE-SEP ×30,000");
    expect(familyTitle("*", 12, true)).toBe("12 more chains");
  });
});
