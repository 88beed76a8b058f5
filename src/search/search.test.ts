import { describe, expect, it } from "vitest";
import { readPaste } from "../paste/paste";
import { ruleIndexOf, rulesWith } from "./rule-index";
import { searchIn } from "./search";

const LINES = [
  "*nat",
  ":PREROUTING ACCEPT [0:0]",
  ":KUBE-SERVICES - [0:0]",
  ":KUBE-SVC-2CMXP7HKUVJN7L6M - [0:0]",
  ":KUBE-SEP-RPYTXMYI33B6SF5E - [0:0]",
  "-A PREROUTING -j KUBE-SERVICES",
  '-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M',
  '-A KUBE-SVC-2CMXP7HKUVJN7L6M -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-RPYTXMYI33B6SF5E',
  '-A KUBE-SEP-RPYTXMYI33B6SF5E -p tcp -m comment --comment "default/nginx" -m tcp -j DNAT --to-destination 10.244.0.13:80',
  "COMMIT",
];
const paste = readPaste(LINES.join("\n"));
const found = (query: string, limit = 20) => searchIn(paste, query, limit);

describe("the search of a paste", () => {
  it("finds a chain by a part of its name, and the whole name before all else", () => {
    expect(found("kube-services")[0]).toMatchObject({ kind: "chain", chain: "KUBE-SERVICES", rules: 1, line: 3 });
    expect(found("svc-2cmx").find(({ kind }) => kind === "chain")).toMatchObject({ meaning: "default/nginx" });
  });

  it("finds a Service by its name, with its address and its chain", () => {
    expect(found("default/nginx")[0]).toMatchObject({
      kind: "place",
      chain: "KUBE-SVC-2CMXP7HKUVJN7L6M",
      place: { kind: "service", address: "10.0.91.63", port: 80, protocol: "tcp" },
    });
  });

  it("says of an address what it is", () => {
    const [endpoint] = found("10.244.0.13");
    expect(endpoint).toMatchObject({ kind: "place", chain: "KUBE-SEP-RPYTXMYI33B6SF5E" });
    expect(endpoint?.kind === "place" && endpoint.place.label).toContain("endpoint of default/nginx");
  });

  it("finds rules by words that stand anywhere in them, and by the line of the paste", () => {
    expect(found("dnat 10.244.0.13:80").filter(({ kind }) => kind === "rule")).toMatchObject([{ line: 9, number: 1 }]);
    expect(found("line 7")[0]).toMatchObject({ kind: "rule", chain: "KUBE-SERVICES", line: 7 });
    expect(found("4")[0]).toMatchObject({ kind: "chain", chain: "KUBE-SVC-2CMXP7HKUVJN7L6M", line: 4 });
  });

  it("takes a number for a part of names as well, a line that is named by its word for nothing else", () => {
    expect(found("80").some(({ kind }) => kind === "rule")).toBe(true);
    const seven = found("7");
    expect(seven[0]).toMatchObject({ kind: "rule", line: 7 });
    expect(seven.length).toBeGreaterThan(1);
    expect(found("line 7")).toHaveLength(1);
  });

  it("says of which family a rule is", () => {
    const both = readPaste(
      [
        ...LINES,
        "$ ip6tables-save",
        "*filter",
        ":INPUT ACCEPT [0:0]",
        "-A INPUT -s fd00::7/128 -j DROP",
        "COMMIT",
      ].join("\n"),
    );
    expect(searchIn(both, "fd00::7", 20).filter(({ kind }) => kind === "rule")).toMatchObject([{ family: 6 }]);
    expect(searchIn(both, "dnat", 20).filter(({ kind }) => kind === "rule")).toMatchObject([{ family: 4 }]);
  });

  it("finds nothing for an empty query, and nothing where no word fits", () => {
    expect(found("")).toEqual([]);
    expect(found("nginx zzz")).toEqual([]);
  });

  it("gives no more than was asked for, and some of every kind", () => {
    const some = found("kube", 6);
    expect(some).toHaveLength(6);
    expect(new Set(some.map(({ kind }) => kind))).toEqual(new Set(["chain", "rule"]));
  });
});

it("each rule is found by all of its text", () => {
  const index = ruleIndexOf(paste);
  for (const { rule } of index.rules) {
    const [hit] = rulesWith(index, [rule.text.toLowerCase()], 1);
    expect(hit?.rule).toBe(rule);
  }
});
