/**
 * Reads what iptables-save and ip6tables-save print: `*table`, `:CHAIN POLICY [packets:bytes]`, `-A` lines, `COMMIT`.
 */
import type { Family } from "../address";
import { HOOKS, TABLE_NAMES, type Chain, type Counters, type Rule, type Table, type TableName } from "../ruleset";
import { findCircles } from "./circles";
import { quoted, type ProblemList } from "./problems";
import { readRule } from "./rule";
import type { Section } from "./section";
import { splitWords } from "./words";

/** `[12:720] -A`, where the counters may lack. Groups: packets, bytes. */
const RULE_START = /^\s*(?:\[(\d{1,20}):(\d{1,20})\]\s*)?(?:-A|--append)(?=\s|$)/;
const CHAIN_LINE = /^:(\S+)\s+(\S+)(?:\s+\[(\d{1,20}):(\d{1,20})\])?$/;

/** The tables of a section, of which each stands there once, in the order of the paste. */
export function readSave(section: Section, family: Family, problems: ProblemList): Table[] {
  const drafts = collect(section, problems);
  return drafts.map((draft) => {
    const table = draft.read(family);
    for (const circle of findCircles(table)) {
      const path = `${table.name}: ${circle.chains.join(" → ")}`;
      if (circle.reachable)
        problems.add("error", circle.rule.line, 1, `${path}: the kernel refuses a ruleset that goes in a circle`);
      else
        problems.warn(
          circle.rule.line,
          1,
          `${path}: these chains go in a circle, and the kernel refuses any way into it from a built-in chain`,
        );
    }
    return table;
  });
}

/** The family of the first address in the section, or undefined where it has none. */
export function familyOfSave(section: Section): Family | undefined {
  for (let index = section.from; index < section.to; index++) {
    const line = section.lines[index] ?? "";
    const [, address, reject] =
      /\s(?:-s|-d|--src|--dst|--source|--destination|--to-destination|--to-source|--to|--src-range|--dst-range)\s(?:!\s)?([0-9a-f.:[]+)|\s--reject-with (icmp6?-)/i.exec(
        line,
      ) ?? [];
    if (reject !== undefined) return reject === "icmp6-" ? 6 : 4;
    if (address === undefined) continue;
    if (/^\d+\.\d+\.\d+\.\d+/.test(address)) return 4;
    if (/^\[?[0-9a-f]*:[0-9a-f]*:/i.test(address)) return 6;
  }
  return undefined;
}

/** Tells a `*table` line. The name may be of no table that is known. */
export function tableOfLine(line: string): string | undefined {
  return /^\s*\*([\w-]+)\s*$/.exec(line)?.[1];
}

interface ChainDraft {
  readonly name: string;
  readonly policy: "ACCEPT" | "DROP" | null;
  readonly counters: Counters | undefined;
  readonly line: number;
}

interface RuleLine {
  readonly source: string;
  readonly line: number;
  readonly chain: string;
  /** Where `-A` begins, and where what follows its chain does. */
  readonly start: number;
  readonly body: number;
}

/** A table while its lines are gathered. Its rules are read last, when all its chains are known. */
class TableDraft {
  readonly chains = new Map<string, ChainDraft>();
  readonly #rules: RuleLine[] = [];
  /** Whether `-N`, `-P` and the like were told already. */
  toldCommand = false;

  constructor(
    readonly name: TableName,
    readonly line: number,
    readonly problems: ProblemList,
  ) {}

  declare(source: string, line: number): void {
    const [, name, policy, packets, bytes] = CHAIN_LINE.exec(source.trim()) ?? [];
    const column = source.indexOf(":") + 1;
    if (name === undefined || policy === undefined) {
      this.problems.warn(
        line,
        column,
        `the chain ${quoted(source.trim())} cannot be read; expected :CHAIN POLICY [packets:bytes], such as :INPUT ACCEPT [0:0]`,
      );
      const cutOff = /^:\s*(\S+)/.exec(source.trim())?.[1];
      if (cutOff !== undefined && !this.chains.has(cutOff))
        this.#declareAs(cutOff, policyUnsaid(cutOff), undefined, line);
      return;
    }
    const known = policy === "ACCEPT" || policy === "DROP" ? policy : null;
    if (known === null && policy !== "-") {
      const column = source.indexOf(policy, source.indexOf(name) + name.length) + 1;
      this.problems.warn(line, column, `the policy ${quoted(policy)} is not known; expected ACCEPT, DROP or -`);
    }
    const before = this.chains.get(name);
    if (before)
      this.problems.warn(
        line,
        column,
        `the chain ${quoted(name)} is declared twice, first in line ${String(before.line)}; this line is used`,
      );
    this.#declareAs(name, known, readCounters(packets, bytes), line);
  }

  #declareAs(name: string, policy: ChainDraft["policy"], counters: Counters | undefined, line: number): void {
    this.chains.set(name, { name, policy, counters, line });
  }

  append(source: string, line: number, start: number): void {
    const [, chain] = splitWords(firstWords(source, start));
    if (!chain) {
      this.problems.warn(line, start + 1, "-A stands alone; the name of a chain was expected after it");
      return;
    }
    if (!this.chains.has(chain.text)) {
      this.problems.warn(
        line,
        start + chain.column,
        `the chain ${quoted(chain.text)} has rules but is not declared; a line such as :${chain.text.slice(0, 60)} - [0:0] was expected before`,
      );
      this.#declareAs(chain.text, policyUnsaid(chain.text), undefined, line);
    }
    this.#rules.push({ source, line, chain: chain.text, start, body: start + chain.column - 1 + chain.raw.length });
  }

  read(family: Family): Table {
    const rules = new Map<string, Rule[]>();
    for (const rule of this.#rules) {
      const of = rules.get(rule.chain) ?? [];
      if (of.length === 0) rules.set(rule.chain, of);
      of.push(this.#readRule(rule, of.length + 1, family));
    }
    const chains = new Map<string, Chain>();
    for (const draft of this.chains.values()) chains.set(draft.name, { ...draft, rules: rules.get(draft.name) ?? [] });
    return { name: this.name, chains, line: this.line };
  }

  #readRule({ source, line, start, body }: RuleLine, number: number, family: Family): Rule {
    const [, packets, bytes] = start > 0 ? (RULE_START.exec(source) ?? []) : [];
    const context = { family, table: this.name, chains: this.chains, line, problems: this.problems };
    const { counters, matches, target } = readRule(splitWords(source, body), context);
    return {
      number,
      text: source.slice(start).trimEnd(),
      line,
      counters: counters ?? readCounters(packets, bytes),
      matches,
      target,
    };
  }
}

/** Gathers the tables of a section and tells what is none of a table's lines. */
function collect(section: Section, problems: ProblemList): TableDraft[] {
  const drafts: TableDraft[] = [];
  let open: TableDraft | undefined;
  /** Where a table begins that nobody knows; its lines are left out. */
  let foreign = false;
  const cutOff = () => {
    if (open) problems.warn(open.line, 1, `the table ${open.name} does not end with COMMIT; the paste may be cut off`);
  };
  for (let index = section.from; index < section.to; index++) {
    const source = section.lines[index] ?? "";
    const line = index + 1;
    const text = source.trim();
    if (text === "" || text.startsWith("#")) continue;
    const name = tableOfLine(source);
    if (name !== undefined) {
      cutOff();
      const known = TABLE_NAMES.find((table) => table === name);
      open = known ? new TableDraft(known, line, problems) : undefined;
      foreign = !known;
      if (open) drafts.push(open);
      else
        problems.warn(
          line,
          source.indexOf("*") + 2,
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
    } else if (open) readTableLine(open, source, line, problems);
  }
  cutOff();
  return drafts;
}

function readTableLine(table: TableDraft, source: string, line: number, problems: ProblemList): void {
  const text = source.trimStart();
  const column = source.length - text.length + 1;
  if (text.startsWith(":")) {
    table.declare(source, line);
    return;
  }
  if (RULE_START.test(source)) {
    table.append(source, line, ruleStart(source));
    return;
  }
  if (/^-[A-Z](?:\s|$)/.test(text)) {
    if (!table.toldCommand) {
      problems.warn(
        line,
        column,
        `${quoted(text.slice(0, 2))} is a command of iptables -S or of a script, and such lines are not read; expected what iptables-save prints: :CHAIN and -A lines`,
      );
    }
    table.toldCommand = true;
    return;
  }
  problems.warn(
    line,
    column,
    `${quoted(text.trimEnd())} cannot be read; expected a :CHAIN line, a rule that begins with -A, or COMMIT`,
  );
}

/** The index of `-A`. */
function ruleStart(source: string): number {
  const [start = ""] = RULE_START.exec(source) ?? [];
  return start.length - (start.endsWith("--append") ? "--append".length : "-A".length);
}

/** `-A CHAIN` without the rest, so that a long line is not split twice. */
function firstWords(source: string, start: number): string {
  const plain = /\S+\s+[^\s"]+(?=\s|$)/y;
  plain.lastIndex = start;
  return plain.exec(source)?.[0] ?? source.slice(start);
}

/** The policy of a chain whose line does not say it: the kernel makes built-in chains with ACCEPT. */
function policyUnsaid(chain: string): "ACCEPT" | null {
  return HOOKS.some((hook) => hook === chain) ? "ACCEPT" : null;
}

function readCounters(packets: string | undefined, bytes: string | undefined): Counters | undefined {
  return packets === undefined || bytes === undefined ? undefined : { packets: Number(packets), bytes: Number(bytes) };
}
