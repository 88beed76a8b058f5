/**
 * The tables of a paste while its sections are read one after the other, as a node's tables would change: what prints a
 * whole table takes the place of what was told of it, commands change it, and some lines of it are gathered.
 */
import type { Family } from "../netfilter/address";
import { quoted, type ProblemList } from "../netfilter/read/problems";
import { TableDraft } from "../netfilter/read/table-draft";
import { TABLE_NAMES, type Ruleset, type TableName } from "../netfilter/ruleset";
import { supplyUsual } from "../kubernetes/chain-tables";
import type { Backend } from "./command";

/** What told a table: a listing hides much of what the others print. */
export type Source = "save" | "rules" | "listing" | "lines" | "commands";

interface Told {
  readonly draft: TableDraft;
  readonly source: Source;
  readonly backend: Backend | undefined;
}

export class Tables {
  readonly #told: Record<Family, Map<TableName, Told>> = { 4: new Map(), 6: new Map() };
  /** Families of which a command printed all tables, so that what is not there is empty. */
  readonly #all = new Set<Family>();
  readonly #problems: ProblemList;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  /** All tables of a family were printed. */
  printedAll(family: Family): void {
    this.#all.add(family);
  }

  /** Takes a whole table. A listing does not take the place of what hides less. */
  put(family: Family, draft: TableDraft, source: Source, backend?: Backend): void {
    const before = this.#told[family].get(draft.name);
    if (before?.draft.whole === true) {
      const twice = `the table ${draft.name} of IPv${String(family)} stands twice, first in line ${String(before.draft.line)}`;
      const better = source === "listing" && before.source !== "listing";
      const both = backend !== undefined && before.backend !== undefined && backend !== before.backend;
      this.#problems.warn(
        draft.line,
        1,
        both
          ? `${twice} as ${before.backend} has it, here as ${backend} has it; the kernel asks both, and this one alone is walked`
          : `${twice}; ${better ? "that one is used, as a listing hides more" : "this one is used"}`,
      );
      if (better) return;
    }
    this.#told[family].delete(draft.name);
    this.#told[family].set(draft.name, { draft, source, backend });
  }

  /** The whole table that a listing told. */
  listed(family: Family, name: TableName): TableDraft | undefined {
    const before = this.#told[family].get(name);
    return before?.source === "listing" && before.draft.whole ? before.draft : undefined;
  }

  /** The table to which some lines belong; undefined, and told, where the paste holds it whole. */
  part(family: Family, name: TableName, source: Source, line: number): TableDraft | undefined {
    const before = this.#told[family].get(name);
    if (before?.draft.whole === true) {
      const shown = `line ${String(before.draft.line)}`;
      this.#problems.warn(line, 1, `these lines are not used: the table ${quoted(name)} stands whole in ${shown}`);
      return undefined;
    }
    return before?.draft ?? this.#open(family, name, source, line);
  }

  /** The table that a command changes. */
  changed(family: Family, name: TableName, line: number): TableDraft {
    return this.#told[family].get(name)?.draft ?? this.#open(family, name, "commands", line);
  }

  #open(family: Family, name: TableName, source: Source, line: number): TableDraft {
    const draft = new TableDraft(name, line, false);
    this.#told[family].set(name, { draft, source, backend: undefined });
    return draft;
  }

  /** Reads all rules. `supply`: whether what kube-proxy always writes is put where a part of its table lacks it. */
  finished(supply: boolean): {
    readonly rulesets: { readonly 4: Ruleset; readonly 6: Ruleset };
    readonly supplied: number;
  } {
    let supplied = 0;
    const ruleset = (family: Family): Ruleset => {
      const told = this.#told[family];
      const nat = told.get("nat");
      if (supply && nat) supplied += supplyUsual(nat.draft);
      const tables = [...told].map(([name, { draft }]) => [name, draft.read(family, this.#problems)] as const);
      const some = tables.length > 0 && !this.#all.has(family);
      const untold = some ? TABLE_NAMES.filter((name) => !told.has(name)) : [];
      return { family, tables: new Map(tables), untold };
    };
    return { rulesets: { 4: ruleset(4), 6: ruleset(6) }, supplied };
  }
}
