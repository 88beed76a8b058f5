/**
 * Reads what iptables-save and ip6tables-save print: `*table`, `:CHAIN POLICY [packets:bytes]`, `-A` lines, `COMMIT`.
 * In a file for iptables-restore commands such as `-N CHAIN` and `-I CHAIN` may stand among them.
 */
import { tableCommands } from "#table-commands";
import type { Family } from "../address";
import { isBuiltIn, TABLE_NAMES, type Counters } from "../ruleset";
import { quoted, type ProblemList } from "./problems";
import type { Section } from "./section";
import { PastedRule } from "./pasted-rule";
import { takePrinted } from "./printed-lines";
import { TableDraft, tellTwice } from "./table-draft";
import { readTableCommand } from "./table-command";
import { splitWords } from "./words";

/** `[12:720] -A`, where the counters may lack. Groups: packets, bytes. */
const RULE_START = /^\s*(?:\[(\d{1,20}):(\d{1,20})\]\s*)?(?:-A|--append)(?=\s|$)/;
const CHAIN_LINE = /^:(\S+)\s+(\S+)(?:\s+\[(\d{1,20}):(\d{1,20})\])?$/;

/** The tables of a section, of which each stands there once, in the order of the paste. */
export function readSave(section: Section, family: Family, problems: ProblemList): TableDraft[] {
  const drafts: TableDraft[] = [];
  let open: TableDraft | undefined;
  /** Where a table begins that nobody knows; its lines are left out. */
  let foreign = false;
  const cutOff = () => {
    if (open) problems.warn(open.line, 1, `the table ${open.name} does not end with COMMIT; the paste may be cut off`);
  };
  const { lines } = section;
  for (let index = section.from; index < section.to; index++) {
    if (open) index = takePrinted(open, lines, index, section.to);
    if (index === section.to) break;
    const source = lines.at(index);
    const line = index + 1;
    const text = source.trim();
    if (text === "" || text.startsWith("#")) continue;
    const name = tableOfLine(source);
    if (name !== undefined) {
      cutOff();
      const known = TABLE_NAMES.find((table) => table === name);
      open = known ? new TableDraft(known, line, true, lines) : undefined;
      foreign = !known;
      if (open) drafts.push(open);
      else
        problems.warn(
          line,
          source.indexOf(name) + 1,
          `there is no table ${quoted(name)}, and its lines are not used; expected ${TABLE_NAMES.join(", ")}`,
        );
    } else if (text === "COMMIT") {
      if (!open && !foreign)
        problems.warn(
          line,
          source.indexOf("C") + 1,
          "COMMIT ends a table, but none is open; a line such as *nat was expected before",
        );
      open = undefined;
      foreign = false;
    } else if (open) readTableLine(open, source, line, family, problems);
  }
  cutOff();
  return drafts;
}

/** The family of the first address in the section, or undefined where it has none. */
export function familyOfSave(section: Section): Family | undefined {
  for (let index = section.from; index < section.to; index++) {
    const family = familyOfRule(section.lines.at(index));
    if (family !== undefined) return family;
  }
  return undefined;
}

/** The family of the first address of a rule, or undefined where it has none. */
export function familyOfRule(line: string): Family | undefined {
  const [, address, reject] =
    /\s(?:-s|-d|--src|--dst|--source|--destination|--to-destination|--to-source|--to|--src-range|--dst-range)\s(?:!\s)?([0-9a-f.:[]+)|\s--reject-with (icmp6?-)/i.exec(
      line,
    ) ?? [];
  if (reject !== undefined) return reject === "icmp6-" ? 6 : 4;
  if (address === undefined) return undefined;
  if (/^\d+\.\d+\.\d+\.\d+/.test(address)) return 4;
  return /^\[?[0-9a-f]*:[0-9a-f]*:/i.test(address) ? 6 : undefined;
}

/** Tells a `*table` line. The name may be of no table that is known. */
export function tableOfLine(line: string): string | undefined {
  return /^\s*\*\s?([\w-]+)\s*$/.exec(line)?.[1];
}

/** Tells a `:CHAIN POLICY` line, and which chain it declares. */
export function chainOfLine(line: string): string | undefined {
  return CHAIN_LINE.exec(line.trim())?.[1];
}

/** Tells a rule's line, with or without counters before its `-A`. */
export function isRuleLine(line: string): boolean {
  return RULE_START.test(line);
}

function readTableLine(table: TableDraft, source: string, line: number, family: Family, problems: ProblemList): void {
  const text = source.trimStart();
  const column = source.length - text.length + 1;
  if (text.startsWith(":")) {
    declareChain(table, source, line, problems);
    return;
  }
  if (RULE_START.test(source)) {
    appendRule(table, source, line, problems);
    return;
  }
  if (/^--?[A-Za-z]/.test(text)) {
    const command = readTableCommand(splitWords(source), source, line, problems);
    if (command) tableCommands().applyCommand(table, command, family, problems);
    return;
  }
  problems.warn(
    line,
    column,
    `${quoted(text.trimEnd())} cannot be read; expected a :CHAIN line, a rule that begins with -A, or COMMIT`,
  );
}

/** Takes a `:CHAIN POLICY [packets:bytes]` line into a table. */
export function declareChain(table: TableDraft, source: string, line: number, problems: ProblemList): void {
  const [, name, policy, packets, bytes] = CHAIN_LINE.exec(source.trim()) ?? [];
  const column = source.indexOf(":") + 1;
  if (name === undefined || policy === undefined) {
    problems.warn(
      line,
      column,
      `the chain ${quoted(source.trim())} cannot be read; expected :CHAIN POLICY [packets:bytes], such as :INPUT ACCEPT [0:0]`,
    );
    const cutOff = /^:\s*(\S+)/.exec(source.trim())?.[1];
    if (cutOff !== undefined) table.chain(cutOff, line);
    return;
  }
  const known = policy === "ACCEPT" || policy === "DROP" ? policy : null;
  if (known === null && policy !== "-") {
    const at = source.indexOf(policy, source.indexOf(name) + name.length) + 1;
    problems.warn(line, at, `the policy ${quoted(policy)} is not known; expected ACCEPT, DROP or -`);
  }
  const before = table.chains.get(name);
  if (before) tellTwice(name, before.line, line, column, problems);
  table.declare(name, known, readCounters(packets, bytes), line);
}

/** Takes an `-A CHAIN …` line, with or without counters before it, into a table. */
export function appendRule(table: TableDraft, source: string, line: number, problems: ProblemList): void {
  const [before = "", packets, bytes] = RULE_START.exec(source) ?? [];
  const start = before.length - (before.endsWith("--append") ? "--append".length : "-A".length);
  const [, chain] = splitWords(firstWords(source, start));
  if (!chain) {
    problems.warn(line, start + 1, "-A stands alone; the name of a chain was expected after it");
    return;
  }
  if (table.whole && !table.chains.has(chain.text)) {
    problems.warn(
      line,
      start + chain.column,
      `the chain ${quoted(chain.text)} has rules but is not declared; a line such as :${chain.text.slice(0, 60)} ${isBuiltIn(chain.text) ? "ACCEPT" : "-"} [0:0] was expected before`,
    );
  }
  const text = source.slice(start).trimEnd();
  const body = chain.column - 1 + chain.raw.length;
  const rule = new PastedRule(
    { text, start: 0, body, end: text.length },
    line,
    start + 1,
    readCounters(packets, bytes),
  );
  const draft = table.chain(chain.text, line);
  draft.append(rule);
  table.callers?.came(draft, rule);
}

/** `-A CHAIN` without the rest, so that a long line is not split twice. */
function firstWords(source: string, start: number): string {
  const plain = /\S+\s+[^\s"]+(?=\s|$)/y;
  plain.lastIndex = start;
  return plain.exec(source)?.[0] ?? source.slice(start);
}

function readCounters(packets: string | undefined, bytes: string | undefined): Counters | undefined {
  return packets === undefined || bytes === undefined ? undefined : { packets: Number(packets), bytes: Number(bytes) };
}
