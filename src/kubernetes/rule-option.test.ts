import { describe, expect, it } from "vitest";
import { readPaste } from "../paste/paste";
import type { Rule } from "../netfilter/ruleset";
import { commentOf, matchOption, targetOption } from "./rule-option";

const RULES = ["10.0.0.1 80 a", "10.0.0.2 81 b", "10.0.0.3 82 c"].map((words) => {
  const [address = "", port = "", name = ""] = words.split(" ");
  return `-A PREROUTING ! -d ${address}/32 -p tcp -m comment --comment "d/${name} cluster IP" -m tcp --dport ${port} -j DNAT --to-destination 10.1.0.9:${port}`;
});

const said = (rule: Rule) => ({
  to: matchOption(rule, "-d"),
  protocol: matchOption(rule, "-p"),
  port: matchOption(rule, "--dport"),
  from: matchOption(rule, "-s"),
  comment: commentOf(rule),
  target: targetOption(rule, "--to-destination"),
});

describe("an option of a rule", () => {
  it("is the rule's own, whether its matches were read before or not", () => {
    const read = () => readPaste(`*nat\n:PREROUTING ACCEPT [0:0]\n${RULES.join("\n")}\nCOMMIT\n`);
    const rules = read().rulesets[4].tables.get("nat")?.chains.get("PREROUTING")?.rules ?? [];
    expect(rules.map(said)).toEqual(
      ["1 80 a", "2 81 b", "3 82 c"].map((words) => {
        const [host = "", port = "", name = ""] = words.split(" ");
        return {
          to: { value: `10.0.0.${host}/32`, negated: true },
          protocol: { value: "tcp", negated: false },
          port: { value: port, negated: false },
          from: undefined,
          comment: `d/${name} cluster IP`,
          target: `10.1.0.9:${port}`,
        };
      }),
    );
    const before = rules.map(said);
    expect(rules.map(({ matches, target }) => [matches.length, target.kind])).toEqual(rules.map(() => [4, "known"]));
    expect(rules.map(said)).toEqual(before);
  });
});
