import { describe, expect, it } from "vitest";
import { readPaste } from "../../paste/paste";
import type { Family } from "../address";
import { allExtensions } from "../extensions/index";
import { printParts } from "../print";
import type { Rule, TableName } from "../ruleset";
import { LISTED_WORDS } from "./listing-words.fixture";

/** The first rule of a chain, listed with these words behind its addresses, and what is wrong with it. */
function listed(family: Family, table: TableName, words: string, target = "", protocol = "0") {
  const tool = family === 4 ? "iptables" : "ip6tables";
  const any = family === 4 ? "0.0.0.0/0" : "::/0";
  const text = [
    `$ ${tool} -t ${table} -vnL`,
    "Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)",
    " pkts bytes target     prot opt in     out     source               destination",
    `    0     0 ${target.padEnd(10)} ${protocol.padEnd(5)} --  *      *       ${any}            ${any}            ${words}`,
    "",
    "Chain OWN (1 references)",
    " pkts bytes target     prot opt in     out     source               destination",
  ].join("\n");
  const { rulesets, problems } = readPaste(text);
  const rule = rulesets[family].tables.get(table)?.chains.get("OUTPUT")?.rules[0];
  return { rule, problems: problems.map(({ message }) => message) };
}

const printed = (rule: Rule | undefined, family: Family = 4) => rule && printParts(rule, family);

/** The protocol and the target of a rule as a listing's columns have them. */
function columnsOf(rule: string): { readonly target: string; readonly protocol: string } {
  const target = /-[jg] (\S+)/.exec(rule)?.[1] ?? "";
  return { target: target === "NOTRACK" ? "CT" : target, protocol: /(?:^| )-p (\S+)/.exec(rule)?.[1] ?? "all" };
}

/** What a listing leaves out of a rule, and what of it is left. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/ --hashlimit-name \S+/, ""],
  [/-m quota .*/, '-m quota "quota: 90000 bytes"'],
  [/ --ttl 0 --log 0/, ""],
  [/-j NOTRACK/, "-j CT --notrack"],
];

const seen = (rule: string) => LEFT_OUT.reduce((text, [words, left]) => text.replace(words, left), rule);

describe("the words of a listing", () => {
  it.each(LISTED_WORDS.map(([family, table, rule, words]) => ({ family, table, rule, words })))(
    "$words is $rule",
    ({ family, table, rule, words }) => {
      const { target, protocol } = columnsOf(rule);
      expect(printed(listed(family, table, words, target, protocol).rule, family)).toBe(seen(rule));
    },
  );

  it("are stated by each extension of which one stands here, and one of each that states any stands here", () => {
    const stated = allExtensions()
      .filter(({ listed: words }) => words !== undefined)
      .map(({ name }) => name);
    const shown = LISTED_WORDS.flatMap(([, , rule]) => [...rule.matchAll(/-[mj] (\S+)/g)].map(([, name = ""]) => name));
    // Neither kernel nor tools here could be asked for these two.
    const unasked = new Set(["nfacct", "SECMARK"]);
    expect(stated.filter((name) => !shown.includes(name) && !unasked.has(name))).toEqual([]);
  });

  it("that nobody states are kept as a match of which nothing is known, and told with their column", () => {
    const { rule, problems } = listed(4, "filter", "tcp dpt:80 wibble 42 /* x */ wobble", "ACCEPT", "tcp");
    expect(printed(rule)).toBe('-p tcp -m tcp --dport 80 -m "wibble 42" -m comment --comment x -m wobble -j ACCEPT');
    expect(rule?.matches.map(({ kind }) => kind)).toEqual(["known", "known", "unknown", "known", "unknown"]);
    expect(problems).toEqual([
      'the match "wibble 42" is not implemented. The rule is kept, and what it does is treated as unknown.',
      "the match wobble is not implemented. The rule is kept, and what it does is treated as unknown.",
    ]);
  });

  it("that leave an option out are a match with the others, told what lacks", () => {
    const { rule, problems } = listed(4, "filter", "limit: up to 3/min burst 5 mode srcip", "ACCEPT");
    expect(rule?.matches[0]).toMatchObject({ kind: "unknown", name: "hashlimit" });
    expect(problems[0]).toMatch(/--hashlimit-name is missing/);
  });

  it("of a target that could not be printed are the target's own", () => {
    const { rule } = listed(4, "nat", "tcp dpt:80 [unsupported revision]", "DNAT", "tcp");
    expect(rule?.target).toMatchObject({
      kind: "unknown",
      name: "DNAT",
      words: ["-j", "DNAT", "[unsupported", "revision]"],
    });
    expect(rule?.matches.every(({ kind }) => kind === "known")).toBe(true);
  });

  it("of a target that nobody implements are its own", () => {
    const { rule } = listed(4, "filter", "mark match 0x1 ULOG copy_range 0 nlgroup 1", "ULOG");
    expect(rule?.target).toMatchObject({ kind: "unknown", name: "ULOG" });
    expect(printed(rule)).toBe("-m mark --mark 0x1 -j ULOG ULOG copy_range 0 nlgroup 1");
  });

  it("tell a goto", () => {
    expect(listed(4, "filter", "[goto]  tcp dpt:80", "OWN", "tcp").rule?.target).toEqual({
      kind: "goto",
      chain: "OWN",
    });
  });

  it("may be a comment that holds the end of one, or the words of a match", () => {
    expect(printed(listed(4, "filter", "/* a */ b */ tcp dpt:80", "OWN", "tcp").rule)).toBe(
      '-p tcp -m comment --comment "a */ b" -m tcp --dport 80 -j OWN',
    );
    expect(printed(listed(4, "filter", "/* tcp dpt:80 -j DROP */", "OWN").rule)).toBe(
      '-m comment --comment "tcp dpt:80 -j DROP" -j OWN',
    );
    expect(printed(listed(4, "filter", "/*  */", "OWN").rule)).toBe('-m comment --comment "" -j OWN');
  });

  it("without -n have names in the place of numbers", () => {
    const words = 'tcp dpt:https flags:FIN,SYN,RST,ACK/SYN LOG level warn tcp-options prefix "a "';
    expect(printed(listed(4, "filter", words, "LOG", "tcp").rule)).toBe(
      '-p tcp -m tcp --dport 443 --tcp-flags FIN,SYN,RST,ACK SYN -j LOG --log-prefix "a " --log-tcp-options',
    );
    expect(printed(listed(4, "filter", "icmp !echo-request", "DROP", "icmp").rule)).toBe(
      "-p icmp -m icmp ! --icmp-type 8 -j DROP",
    );
    expect(printed(listed(4, "filter", "owner UID match root", "DROP").rule)).toBe("-m owner --uid-owner 0 -j DROP");
    expect(listed(4, "filter", "owner UID match mary", "DROP").problems[0]).toMatch(/mary/);
  });
});
