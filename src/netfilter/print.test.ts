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

  it("is read as the same rules wherever a line was cut off", () => {
    const rules = [
      "! -s 10.0.0.1/32 ! -i eth0 -p tcp -m tcp ! --dport 80 -j DNAT --to-destination 10.0.0.9:80",
      '-s 10.0.0.1/32 -m comment --comment "a b" -m set ! --match-set a src -j MARK --set-xmark 0x1/0x1',
      "-j DROP -m mac ! --mac-source 00:01:02:03:04:05 -d 10.0.0.1/32",
      "-p tcp -m tcp --dport 80 -m multiport ! --sports 1,2 -g KUBE-SEP",
    ];
    const cut = rules.flatMap((rule) => Array.from(rule, (_, at) => rule.slice(0, at + 1)));
    const table = (some: readonly string[]) =>
      ["*nat", ":KUBE-SEP - [0:0]", ...some.map((rule) => `-A KUBE-SEP ${rule}`), "COMMIT\n"].join("\n");
    const ruleOf = (text: string) => {
      const rule = readPaste(text).rulesets[4].tables.get("nat")?.chains.get("KUBE-SEP")?.rules[0];
      // Why something is not known may be told by other words.
      return [...(rule?.matches ?? []), rule?.target].map((part) => ({ ...part, reason: "" }));
    };
    for (const rule of [...cut, ...cut.map((one) => `${one} !`)]) {
      expect([rule, ...ruleOf(again(table([rule])))]).toEqual([rule, ...ruleOf(table([rule]))]);
    }
  });

  it("keeps the order of the tables", () => {
    expect(again("*filter\nCOMMIT\n*nat\nCOMMIT\n")).toBe("*filter\nCOMMIT\n*nat\nCOMMIT\n");
  });

  it("of nothing is empty", () => {
    expect(again("")).toBe("");
  });
});
