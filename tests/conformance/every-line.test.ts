/**
 * Dumps of real machines, line by line: what comes out is what a few lines count that know nothing of our reader, and no
 * line is lost without a section that used it or a problem that names it.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { printParts } from "../../src/netfilter/print";
import { readPaste, type Paste } from "../../src/paste/paste";

const FOLDER = join(import.meta.dirname, "../../../shared/conformance/real-dumps");
const SEEDS = join(import.meta.dirname, "../../../shared/seeds");

const files = [FOLDER, join(FOLDER, "ipset"), SEEDS].flatMap((folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".txt"))
        .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
    : [],
);

const linesOf = (text: string) => text.split(/\r?\n/);
const isRule = (line: string) => /^\s*(\[\d+:\d+\] )?-A \S/.test(line);

/** What parts and names the outputs of a session: prompts, commands, fences, HTML, comments. */
const FRAME = /^\s*(?:```|~~~|<|#|\{[%{])|[#$%>❯]\s|[#$]$|\b(?:ip6?tables|ipset|kubectl|conntrack|ip)\b/;

/** What is counted in a file: rules and chains by line, and which formats stand there. */
function counted(text: string) {
  const rules = new Map<string, number>();
  const chains = new Set<string>();
  const tables: string[] = [];
  const kinds = new Set<string>();
  let table = "";
  let members = 0;
  let inMembers = false;
  let sets = 0;
  for (const line of linesOf(text)) {
    const begun = /^\s*\* ?([a-z]+)\s*$/.exec(line)?.[1];
    if (begun !== undefined) {
      table = begun;
      tables.push(begun);
    }
    if (isRule(line)) {
      kinds.add(table === "" ? "rules" : "save");
      const chain = /-A (\S+)/.exec(line)?.[1] ?? "";
      rules.set(chain, (rules.get(chain) ?? 0) + 1);
    }
    const declared = /^\s*(?::|-[NP] )(\S+)( |$)/.exec(line)?.[1];
    if (declared !== undefined) {
      kinds.add(table === "" ? "rules" : "save");
      chains.add(`${table} ${declared}`);
    }
    if (/^\s*COMMIT\s*$/.test(line)) table = "";
    if (/^\s*(?:Chain|target\s+prot) /.test(line)) kinds.add("listing");
    if (/^\d+: \S+: </.test(line)) kinds.add("addr");
    if (/^(?:default via|\d+\.\d+\.\d+\.\d+(?:\/\d+)? dev) /.test(line)) kinds.add("route");
    if (/^NAME(?:SPACE)? +/.test(line)) kinds.add("cluster");
    if (/^(?:tcp|udp) +\d+ .*src=/.test(line)) kinds.add("connections");
    if (/^(?:sudo )?iptables .*-[AIDRNPF] /.test(line)) kinds.add("commands");
    if (line.startsWith("Name: ")) kinds.add("set-list");
    if (/^(?:create|-N) \S+ \w+:/.test(line)) kinds.add("set-commands");
    if (/^(?:Name: |create )/.test(line)) sets++;
    if (line.startsWith("Members:")) inMembers = true;
    else if (line.trim() === "" || line.startsWith("Name:")) inMembers = false;
    else if (inMembers && !FRAME.test(line)) members++;
    if (line.startsWith("add ")) members++;
  }
  return { rules, chains, tables, kinds, sets, members };
}

function chainsOf({ rulesets }: Paste) {
  const tables = [...rulesets[4].tables.values(), ...rulesets[6].tables.values()];
  return tables.flatMap((table) =>
    [...table.chains.values()].map((chain) => ({ table: table.name, ...chain, rules: chain.rules })),
  );
}

describe.skipIf(files.length === 0)("a real dump (skipped without ../shared)", () => {
  it("is one of all that are there", () => {
    expect(files.length).toBeGreaterThan(195);
  });

  it.each(files)("has no line that is lost: $name", ({ text }) => {
    const { sections, problems } = readPaste(text);
    const told = new Set(problems.map(({ line }) => line));
    const lost = linesOf(text).flatMap((line, index) => {
      if (line.trim() === "") return [];
      const section = sections.find(({ first, last }) => first <= index + 1 && index + 1 <= last);
      if (section?.used === true || told.has(index + 1)) return [];
      // A run of lines that nobody reads is told as one, at its first line.
      if (section && (told.has(section.first) || problems[0]?.message.startsWith("nothing of a node") === true))
        return [];
      return FRAME.test(line) ? [] : [`${String(index + 1)}: ${line}`];
    });
    expect(lost).toEqual([]);
  });

  it.each(files)("has its rules, each of them or a problem: $name", ({ text }) => {
    const paste = readPaste(text);
    const read = new Set(chainsOf(paste).flatMap(({ rules }) => rules.map(({ line }) => line)));
    const told = new Set(paste.problems.map(({ line }) => line));
    // A rule that a listing told before is told again by its -A line.
    const texts = new Set(
      chainsOf(paste).flatMap(({ name, rules }) =>
        rules.flatMap((rule) => [rule.text, `-A ${name} ${printParts(rule, 4)}`]),
      ),
    );
    // A table that stands twice is told where it stands again, with the line where it stood first.
    const put = paste.problems.flatMap(({ line, message }) => {
      const first = /(?:stands|is declared) (?:twice|whole).*? in line (\d+)/.exec(message)?.[1];
      return first === undefined ? [] : [line, Number(first)];
    });
    const lost = linesOf(text).flatMap((line, index) => {
      if (!isRule(line) || read.has(index + 1) || told.has(index + 1)) return [];
      // Several greps in one paste show a rule several times.
      if (texts.has(line.slice(line.indexOf("-A ")).trimEnd()) || put.some((at) => at <= index + 1)) return [];
      return [line];
    });
    expect(lost).toEqual([]);
  });

  it.each(files.filter(({ text }) => !linesOf(text).some((line) => line.startsWith("Chain "))))(
    "has the rules of each chain, and the chains, that are counted: $name",
    ({ text }) => {
      const { rules, chains, tables } = counted(text);
      if (new Set(tables).size !== tables.length) return;
      const paste = readPaste(text);
      const read = new Map<string, number>();
      for (const { name, rules: own } of chainsOf(paste)) {
        const pasted = own.filter(({ line }) => line !== null).length;
        if (pasted > 0) read.set(name, (read.get(name) ?? 0) + pasted);
      }
      const seen = new Set(linesOf(text).filter(isRule)).size === linesOf(text).filter(isRule).length;
      if (seen || tables.length > 0) expect(read).toEqual(rules);
      const names = new Set(chainsOf(paste).map(({ table, name }) => `${tables.length > 0 ? table : ""} ${name}`));
      expect([...chains].filter((name) => !names.has(name))).toEqual([]);
    },
  );

  it.each(files)("has sections of the formats that are found, and its sets: $name", ({ text }) => {
    const { kinds, sets, members } = counted(text);
    const { sections, node } = readPaste(text);
    const found = new Set(sections.map(({ kind }) => (kind.startsWith("kubectl-") ? "cluster" : kind)));
    expect([...found].filter((kind) => kind !== "noise").sort()).toEqual([...kinds].sort());
    const read = [...(node.ipsets?.values() ?? [])];
    const entries = read.reduce((sum, set) => sum + new Set(set.entries.map((entry) => entry.text)).size, 0);
    expect({ sets: read.length, members: entries }).toEqual({ sets, members });
  });
});
