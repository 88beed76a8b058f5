/**
 * Reads what `iptables -L` prints, in all its dress: -n, -v, -x, --line-numbers, of one table, one chain or several tables
 * one after the other. What table it is of is not in it.
 */
import type { Family } from "../address";
import { HOOKS, isBuiltIn, type Counters, type TableName } from "../ruleset";
import { ListedRule } from "./listing-rule";
import { CHAIN, CUT, TABLE } from "./listing-signs";
import { columnsOf, countOf, readRow, type Columns, type Row } from "./listing-row";
import { quoted, type ProblemList } from "./problems";
import type { Section } from "./section";
import { tellTwice, type TableDraft } from "./table-draft";

interface ListedRow {
  readonly source: string;
  readonly line: number;
  readonly row: Row;
}

interface ListedChain {
  readonly name: string;
  readonly policy: "ACCEPT" | "DROP" | null;
  readonly counters: Counters | undefined;
  readonly line: number;
  readonly rows: ListedRow[];
}

/** The chains of one table, in the order of the listing. */
export interface ListedTable {
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** What a line `Table: nat` says. */
  readonly named: string | undefined;
  readonly chains: ListedChain[];
  /** Their names. */
  readonly names: Set<string>;
  /** False for `-L` without `-v`. */
  devices: boolean;
  /** True where counters are rounded. */
  rounded: boolean;
  /** True where lines were left out. */
  cut: boolean;
}

/** The tables of a section in their order; what is no line of a listing is told. */
export function readListing(section: Section, problems: ProblemList): ListedTable[] {
  const reading = new Reading(problems);
  for (let index = section.from; index < section.to; index++) reading.take(section.lines.at(index), index + 1);
  return reading.tables;
}

class Reading {
  readonly tables: ListedTable[] = [];
  readonly #problems: ProblemList;
  #table: ListedTable | undefined;
  #chain: ListedChain | undefined;
  #named: string | undefined;
  #columns: Columns | undefined;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  take(line: string, number: number): void {
    if (line.trim() === "" || /^\s*#/.test(line)) return;
    const chain = CHAIN.exec(line);
    const named = TABLE.exec(line)?.[1];
    if (named !== undefined) {
      this.#named = named;
      this.#table = undefined;
    } else if (chain) this.#begin(chain, line, number);
    else if (CUT.test(line)) this.#leaveOut(number);
    else this.#takeRow(line, number);
  }

  #begin(found: RegExpExecArray, line: string, number: number): void {
    const [, name = "", policy, packets, bytes] = found;
    if (policy !== undefined && policy !== "ACCEPT" && policy !== "DROP") {
      const column = line.indexOf(policy) + 1;
      this.#problems.warn(number, column, `the policy ${quoted(policy)} is not known; expected ACCEPT or DROP`);
    }
    const chain: ListedChain = {
      name,
      policy: policy === "ACCEPT" || policy === "DROP" ? policy : isBuiltIn(name) ? "ACCEPT" : null,
      counters:
        packets !== undefined && bytes !== undefined ? { packets: countOf(packets), bytes: countOf(bytes) } : undefined,
      line: number,
      rows: [],
    };
    const table = this.#table && !beginsAnother(this.#table, name) ? this.#table : this.#open(number);
    table.chains.push(chain);
    table.names.add(name);
    this.#chain = chain;
    this.#columns = undefined;
  }

  #open(line: number): ListedTable {
    const table = {
      line,
      named: this.#named,
      chains: [],
      names: new Set<string>(),
      devices: true,
      rounded: false,
      cut: false,
    };
    this.#named = undefined;
    this.#table = table;
    this.tables.push(table);
    return table;
  }

  #leaveOut(number: number): void {
    if (!this.#table) return;
    this.#table.cut = true;
    this.#problems.warn(number, 1, `lines are left out here; what stood in them is not walked`);
  }

  #takeRow(line: string, number: number): void {
    const heading = columnsOf(line);
    if (heading) {
      this.#columns = heading;
      return;
    }
    const column = line.length - line.trimStart().length + 1;
    const row = readRow(line, this.#columns) ?? readRow(line);
    if (!row) {
      this.#problems.warn(
        number,
        column,
        `${quoted(line.trim())} cannot be read; expected a rule as iptables -L prints it`,
      );
      return;
    }
    const [table, chain] = [this.#table, this.#chain];
    if (!table || !chain) {
      const expected = "a line such as Chain INPUT (policy ACCEPT) was expected before";
      this.#problems.warn(number, column, `this rule's chain is not shown, so that it is not used; ${expected}`);
      return;
    }
    if (!row.devices) table.devices = false;
    if (row.rounded) table.rounded = true;
    if (row.number !== undefined && row.number !== chain.rows.length + 1) {
      if (!table.cut) {
        const before = `rule ${String(row.number)} of ${chain.name} stands where rule ${String(chain.rows.length + 1)} was expected`;
        this.#problems.warn(number, column, `${before}; what was left out is not walked`);
      }
      table.cut = true;
    }
    chain.rows.push({ source: line, line: number, row });
  }
}

/**
 * Whether a chain is of another table than those before: built-in chains come first, in the order of the hooks (checked
 * with iptables 1.8.9, both kinds), and no name stands twice.
 */
function beginsAnother({ chains, names }: ListedTable, name: string): boolean {
  if (names.has(name)) return true;
  if (!isBuiltIn(name)) return false;
  const last = chains.at(-1)?.name ?? "";
  return placeOf(last) < 0 || placeOf(last) > placeOf(name);
}

function placeOf(name: string): number {
  return HOOKS.findIndex((hook) => hook === name);
}

/** Puts the chains of a listed table into a draft, its own or one that gathers parts; gives how many rules it got. */
export function draftListed(listed: ListedTable, table: TableDraft, family: Family, problems: ProblemList): number {
  let count = 0;
  for (const { name, policy, counters, line, rows } of listed.chains) {
    const before = table.chains.get(name);
    if (before && before.rules.length > 0) {
      tellTwice(name, before.line, line, 1, problems);
      before.rules = [];
    }
    table.declare(name, policy, counters, line);
    const { rules } = table.chain(name, line);
    for (const { source, line: at, row } of rows) {
      rules.push(new ListedRule(source, at, row, rules.length + 1, { table, chain: name, family }));
    }
    count += rows.length;
  }
  return count;
}

/** The tables that have just the built-in chains of a listing, where these tell it; iptables -L prints them all. */
export function tableOfChains(names: readonly string[]): TableName | undefined {
  return WHOLE.get(names.filter(isBuiltIn).join(" "));
}

/** nat has INPUT since Linux 2.6.36; mangle had two chains before 2.4.18. */
const WHOLE = new Map<string, TableName>([
  ["PREROUTING INPUT FORWARD OUTPUT POSTROUTING", "mangle"],
  ["PREROUTING INPUT OUTPUT POSTROUTING", "nat"],
  ["PREROUTING OUTPUT POSTROUTING", "nat"],
  ["PREROUTING OUTPUT", "raw"],
  ["INPUT FORWARD OUTPUT", "filter"],
]);
