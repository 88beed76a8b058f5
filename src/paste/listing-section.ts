/**
 * Finds a place for what `iptables -L` lists: its table is told by the command before it, by its built-in chains, or by
 * names and targets, and then said to be inferred.
 */
import type { Family } from "../netfilter/address";
import { draftListed, readListing, tableOfChains, type ListedTable } from "../netfilter/read/listing";
import type { ProblemList } from "../netfilter/read/problems";
import type { Section } from "../netfilter/read/section";
import { TableDraft } from "../netfilter/read/table-draft";
import { TABLE_NAMES, type TableName } from "../netfilter/ruleset";
import type { Known, ReadRules } from "./rule-lines";
import { TableSigns, type RuleLine } from "./table-signs";
import type { Tables } from "./tables";

/** Reads a section of listings into the tables they are of. */
export function readListedSection(section: Section, known: Known, tables: Tables, problems: ProblemList): ReadRules {
  const listed = readListing(section, problems);
  const family = known.family ?? familyOf(listed) ?? 4;
  let rules = 0;
  let inferred = false;
  const names: TableName[] = [];
  for (const [index, one] of listed.entries()) {
    const chains = one.chains.map(({ name }) => name);
    const told =
      TABLE_NAMES.find((name) => name === one.named) ??
      (index === 0 && fits(known.table, chains) ? known.table : undefined);
    const name = told ?? tableOfChains(chains) ?? tableOfSigns(one);
    inferred ||= told === undefined;
    // Of a whole table all built-in chains are listed; a document may show one chain of it.
    const all = tableOfChains(chains) !== undefined && !(told === known.table && known.part);
    const before = tables.listed(family, name);
    // Behind something else in between the listing of a table may go on.
    const goesOn = before && chains.every((chain) => !before.chains.has(chain)) ? before : undefined;
    const whole = all && !one.cut && !goesOn;
    const draft = whole
      ? new TableDraft(name, one.line, true)
      : (goesOn ?? tables.part(family, name, "listing", one.line));
    if (!draft) continue;
    rules += draftListed(one, draft, family, problems);
    if (!one.devices) hideDevices(draft, one.line, problems);
    if (whole) tables.put(family, draft, "listing");
    names.push(name);
  }
  const hidden = [
    ...(listed.some(({ devices }) => !devices) ? ["devices not listed"] : []),
    ...(listed.some(({ rounded }) => rounded) ? ["counters rounded"] : []),
  ];
  return { family, tables: [...new Set(names)], rules, inferred, hidden };
}

function hideDevices(draft: TableDraft, line: number, problems: ProblemList): void {
  if (draft.hidesDevices) return;
  draft.hidesDevices = true;
  problems.warn(
    line,
    1,
    "iptables -L without -v does not show the devices of rules: ACCEPT, DROP and RETURN without any condition are treated as unknown, all other rules as if they named no device. iptables -L -v or iptables-save shows them",
  );
}

/** Whether a table has all the built-in chains of a listing. */
function fits(table: TableName | undefined, chains: readonly string[]): boolean {
  const told = tableOfChains(chains);
  return table !== undefined && (told === undefined || told === table || (table === "security" && told === "filter"));
}

function tableOfSigns({ chains }: ListedTable): TableName {
  const lines = chains.flatMap(({ name, line, rows }): RuleLine[] => [
    { source: "", number: line, chain: name, target: undefined, declares: true },
    ...rows.map(({ source, line: number, row }) => ({
      source,
      number,
      chain: name,
      target: row.target?.text,
      declares: true,
    })),
  ]);
  return new TableSigns([lines]).tablesOf(lines)[0] ?? "filter";
}

/** The family of the first address, or of the first answer of ICMP. */
function familyOf(listed: readonly ListedTable[]): Family | undefined {
  for (const { chains } of listed)
    for (const { rows } of chains)
      for (const { row } of rows) {
        const text = `${row.source.text} ${row.destination.text}`;
        if (/[\da-f]*:[\da-f]*:/i.test(text) || /\bicmp6-|^ipv6-icmp/.test(row.prose.text)) return 6;
        if (/\d+\.\d+\.\d+\.\d+/.test(text) || /\bicmp-|^icmp/.test(row.prose.text)) return 4;
      }
  return undefined;
}
