import { describe, expect, it } from "vitest";
import { printRuleset } from "./print";
import { readPaste } from "../paste/paste";

const again = (text: string, counters = false) => printRuleset(readPaste(text).rulesets[4], { counters });

const DUMP = `*nat
:PREROUTING ACCEPT [12:720]
:KUBE-SEP - [0:0]
-A PREROUTING ! -s 10.244.0.0/16 ! -i cni+ -p tcp -m comment --comment "kubernetes service portals" -j KUBE-SEP
-A KUBE-SEP -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.244.0.13:80
-A KUBE-SEP -g PREROUTING
-A KUBE-SEP -m nosuch --a "b c" -j NOSUCH --d
-A KUBE-SEP
COMMIT
`;

describe("a printed ruleset", () => {
  it("is what iptables-save printed, unknown extensions included", () => {
    expect(again(DUMP)).toBe(DUMP);
  });

  it("bears the counters of the rules where they are known and asked for", () => {
    const counted = DUMP.replace("-A PREROUTING", "[5:300] -A PREROUTING");
    expect(again(counted, true)).toBe(counted);
    expect(again(counted)).toBe(DUMP);
  });

  it("has chains with zero counters where the paste had none", () => {
    expect(again("*nat\n:A -\nCOMMIT")).toBe("*nat\n:A - [0:0]\nCOMMIT\n");
  });

  it("keeps the order of the tables", () => {
    expect(again("*filter\nCOMMIT\n*nat\nCOMMIT\n")).toBe("*filter\nCOMMIT\n*nat\nCOMMIT\n");
  });

  it("of nothing is empty", () => {
    expect(again("")).toBe("");
  });
});
