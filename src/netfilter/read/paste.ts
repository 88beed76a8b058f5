/**
 * Reads a paste: text in, and out come the rulesets of both families, the node, and what could not be used.
 */
import type { Family } from "../address";
import { UNKNOWN_NODE, type Node } from "../node";
import type { Problem, Ruleset, Table, TableName } from "../ruleset";
import { readInterfaces } from "./ip-addr";
import { readRoutes } from "./ip-route";
import { SetDrafts } from "./ipset-drafts";
import { readSetList } from "./ipset-list";
import { readSetCommands } from "./ipset-save";
import { familyOfSave, readSave } from "./iptables-save";
import { ProblemList, quoted } from "./problems";
import { findSections, linesOf, type FoundSection, type SaveSection, type UnreadSection } from "./sections";

/** `Chain INPUT (policy ACCEPT)`, as iptables -L begins a chain. */
const LISTING = /^\s*Chain \S+ \(/;

/** What a paste holds. A family of which it holds nothing is a ruleset without tables. */
export interface Paste {
  readonly rulesets: { readonly 4: Ruleset; readonly 6: Ruleset };
  readonly node: Node;
  /** In the order of the lines. */
  readonly problems: readonly Problem[];
}

const READABLE = "what iptables-save, ip6tables-save, ip addr, ip route or ipset save prints";

/** Reads any text, in time linear in its length. Never throws: what cannot be read is a problem, and all else is used. */
export function readPaste(text: string): Paste {
  const lines = linesOf(text);
  const sections = findSections(lines);
  const problems = new ProblemList();
  const rulesets = readRulesets(ofKind(sections, "save"), problems);
  const node = readNode(sections, problems);
  tellWarnings(lines, problems);
  tellUnread(lines, sections, problems);
  return { rulesets, node, problems: problems.kept() };
}

function readRulesets(sections: readonly SaveSection[], problems: ProblemList): Paste["rulesets"] {
  const tables: Record<Family, Map<TableName, Table>> = { 4: new Map(), 6: new Map() };
  for (const section of sections) {
    const family = section.family ?? familyOfSave(section) ?? 4;
    for (const table of readSave(section, family, problems)) {
      const before = tables[family].get(table.name);
      if (before) {
        problems.warn(
          table.line,
          1,
          `the table ${table.name} of IPv${String(family)} stands twice, first in line ${String(before.line)}; this one is used`,
        );
        tables[family].delete(table.name);
      }
      tables[family].set(table.name, table);
    }
  }
  return { 4: { family: 4, tables: tables[4] }, 6: { family: 6, tables: tables[6] } };
}

function readNode(sections: readonly FoundSection[], problems: ProblemList): Node {
  const interfaces = ofKind(sections, "addr");
  const routes = ofKind(sections, "route");
  return {
    interfaces: interfaces.length > 0 ? readInterfaces(interfaces, problems) : UNKNOWN_NODE.interfaces,
    routes: routes.length > 0 ? readRoutes(routes, problems) : UNKNOWN_NODE.routes,
    ipsets: readSets(sections, problems),
  };
}

function readSets(sections: readonly FoundSection[], problems: ProblemList): Node["ipsets"] {
  const sets = new SetDrafts();
  for (const section of sections) {
    if (section.kind === "set-commands") readSetCommands(section, sets, problems);
    else if (section.kind === "set-list") readSetList(section, sets, problems);
  }
  return sets.finished();
}

/** What iptables-save says of rules that it did not print: of the other backend, or written with nft. */
const LEFT_OUT = /^\s*#\s*(?=Warning: |Table .{1,40} is incompatible)/;

function tellWarnings(lines: readonly string[], problems: ProblemList): void {
  for (const [index, line] of lines.entries()) {
    const start = LEFT_OUT.exec(line)?.[0].length;
    if (start === undefined) continue;
    const warning = line.slice(start).trim();
    problems.warn(index + 1, start + 1, `iptables-save says ${quoted(warning)}; what this paste lacks is not walked`);
  }
}

/** One problem for each run of lines that nobody reads; one for the whole paste where nothing of it could be read. */
function tellUnread(lines: readonly string[], sections: readonly FoundSection[], problems: ProblemList): void {
  if (sections.every(({ kind }) => kind === "noise")) {
    const first = lines.findIndex((line) => line.trim() !== "");
    if (first < 0) return;
    const count = lines.length === 1 ? "this line" : `these ${String(lines.length)} lines`;
    const instead = lines.some((line) => LISTING.test(line))
      ? "iptables -L leaves out what a packet's way depends on; expected what iptables-save prints"
      : `expected ${READABLE}, such as a line *nat with -A lines below it`;
    problems.add("error", first + 1, 1, `nothing of iptables-save was found in ${count}; ${instead}`);
    return;
  }
  for (const section of sections) {
    if (section.kind === "noise" || section.kind === "rules") tellSection(section, problems);
  }
}

function tellSection(section: UnreadSection, problems: ProblemList): void {
  const texts = section.lines.slice(section.from, section.to).filter((line) => line.trim() !== "");
  const first = texts[0] ?? "";
  const column = first.length - first.trimStart().length + 1;
  const lines = texts.length === 1 ? "this line is" : `these ${String(texts.length)} lines are`;
  problems.warn(section.from + 1, column, `${lines} not used: ${reasonUnread(section.kind, texts)}`);
}

function reasonUnread(kind: UnreadSection["kind"], texts: readonly string[]): string {
  const shown = quoted((texts[0] ?? "").trim());
  if (texts.some((line) => /^\s*-[NP]\s/.test(line))) {
    return "iptables -S prints such lines (-P, -N), and it is not read here; expected what iptables-save prints";
  }
  if (kind === "rules") return "rules stand outside of a table; a line such as *nat was expected before them";
  if (texts.some((line) => LISTING.test(line))) {
    return "iptables -L prints such lines, and leaves out what a packet's way depends on; expected what iptables-save prints";
  }
  return `${shown} is not understood; expected ${READABLE}`;
}

type OfKind<Kind> = Extract<FoundSection, { readonly kind: Kind }>;

function ofKind<Kind extends FoundSection["kind"]>(sections: readonly FoundSection[], kind: Kind): OfKind<Kind>[] {
  return sections.filter((section): section is OfKind<Kind> => section.kind === kind);
}
