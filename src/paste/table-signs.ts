/**
 * Which table a rule is of that stands outside of any: told by its target, by the names of chains, by jumps from and to
 * chains whose table is known, and by which built-in chains a table has (iptables(8), TABLES).
 */
import { tableOfChain, tableOfJump } from "../kubernetes/chain-tables";
import type { TableName } from "../netfilter/ruleset";

/** What of a line of rules tells its table. */
export interface RuleLine {
  readonly source: string;
  /** In the paste, from 1. */
  readonly number: number;
  readonly chain: string | undefined;
  readonly target: string | undefined;
  /** True for `:CHAIN POLICY`, `-N` and `-P`. */
  readonly declares: boolean;
}

/** Targets that one table has, or that nobody uses in another. */
const TARGETS = new Map<string, TableName>([
  ["DNAT", "nat"],
  ["SNAT", "nat"],
  ["MASQUERADE", "nat"],
  ["REDIRECT", "nat"],
  ["NETMAP", "nat"],
  ["REJECT", "filter"],
  ["TPROXY", "mangle"],
  ["TOS", "mangle"],
  ["DSCP", "mangle"],
  ["TTL", "mangle"],
  ["HL", "mangle"],
  ["ECN", "mangle"],
  ["CHECKSUM", "mangle"],
  ["CLASSIFY", "mangle"],
  ["TCPMSS", "mangle"],
  ["TEE", "mangle"],
  ["NOTRACK", "raw"],
  ["CT", "raw"],
  ["SECMARK", "security"],
  ["CONNSECMARK", "security"],
]);

/** Targets of every table: they lead nowhere. */
const EVERYWHERE = /^(?:ACCEPT|DROP|RETURN|QUEUE|LOG|MARK|CONNMARK|NFLOG|NFQUEUE|SET|AUDIT|TRACE)$/;

/** The tables that have a built-in chain, the likeliest first; empty for other chains. */
const HOOK_TABLES = new Map<string, readonly TableName[]>([
  ["PREROUTING", ["nat", "mangle", "raw"]],
  ["POSTROUTING", ["nat", "mangle"]],
  ["FORWARD", ["filter", "mangle", "security"]],
  ["INPUT", ["filter", "nat", "mangle", "security"]],
  ["OUTPUT", ["filter", "nat", "mangle", "raw", "security"]],
]);

/** Learns from all loose lines of a paste, and tells the table of each. */
export class TableSigns {
  /** Of a chain that is not built in, the tables in which rules speak of it, the first sign first. */
  readonly #ofChain = new Map<string, Set<TableName>>();

  constructor(sections: readonly (readonly RuleLine[])[]) {
    const loose: RuleLine[] = [];
    for (const lines of sections) {
      for (const run of runsOf(lines)) {
        if (run.some(({ declares }) => declares)) this.#learnRun(run, votedTable(run));
        else for (const line of run) loose.push(line);
      }
    }
    this.#learn(loose);
  }

  /**
   * The table of each line. Where chains are declared, as iptables-save does, the lines up to the next declarations are of
   * one table; else each line speaks for itself.
   */
  tablesOf(lines: readonly RuleLine[]): TableName[] {
    return runsOf(lines).flatMap((run) => {
      if (!run.some(({ declares }) => declares)) return run.map((line) => this.#tableOf(line));
      const table = votedTable(run);
      return run.map(() => table);
    });
  }

  #tableOf(line: RuleLine): TableName {
    const own = evidenceOf(line);
    if (own !== undefined) return own;
    const possible = HOOK_TABLES.get(line.chain ?? "");
    for (const chain of [line.target, line.chain]) {
      for (const table of this.#ofChain.get(chain ?? "") ?? []) if (possible?.includes(table) !== false) return table;
    }
    return possible?.[0] ?? "filter";
  }

  #learnRun(run: readonly RuleLine[], table: TableName): void {
    for (const { chain, target } of run) for (const name of [chain, target]) this.#note(name, table);
  }

  /** Goes from the chains whose table is known to those that they lead to, and back. Linear in lines. */
  #learn(lines: readonly RuleLine[]): void {
    const near = new Map<string, RuleLine[]>();
    for (const line of lines) {
      for (const chain of [line.chain, line.target]) {
        if (chain === undefined || !isOwnChain(chain)) continue;
        const list = near.get(chain);
        if (list) list.push(line);
        else near.set(chain, [line]);
      }
    }
    const waiting = [...this.#ofChain.keys()];
    const take = ({ chain, target }: RuleLine, table: TableName) => {
      for (const name of [chain, target]) if (this.#note(name, table)) waiting.push(name ?? "");
    };
    const silent = new Set<RuleLine>();
    for (const line of lines) {
      const table = evidenceOf(line);
      if (table === undefined) silent.add(line);
      else take(line, table);
    }
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const [table] = this.#ofChain.get(name) ?? [];
      if (table === undefined) continue;
      for (const line of near.get(name) ?? []) if (silent.delete(line)) take(line, table);
    }
  }

  /** True where nothing was known of the chain before. */
  #note(chain: string | undefined, table: TableName): boolean {
    if (chain === undefined || !isOwnChain(chain)) return false;
    const known = this.#ofChain.get(chain);
    if (known) known.add(table);
    else this.#ofChain.set(chain, new Set([table]));
    return !known;
  }
}

function isOwnChain(name: string): boolean {
  return !EVERYWHERE.test(name) && !TARGETS.has(name) && !HOOK_TABLES.has(name);
}

/** The table that a rule by itself speaks of. DROP and ACCEPT tell of none. */
function evidenceOf({ source, chain, target }: RuleLine): TableName | undefined {
  const byTarget =
    target === undefined ? undefined : (TARGETS.get(target) ?? tableOfChain(target) ?? tableOfJump(target, source));
  return byTarget ?? (chain === undefined ? undefined : tableOfChain(chain));
}

/** Parts the lines before each block of declarations, if there are any. */
function runsOf(lines: readonly RuleLine[]): RuleLine[][] {
  const runs: RuleLine[][] = [[]];
  let declaring = true;
  for (const line of lines) {
    if (line.declares && !declaring) runs.push([]);
    declaring = line.declares;
    runs.at(-1)?.push(line);
  }
  return runs;
}

/** The table that most lines of one speak of; else the one that has just these built-in chains; filter where nothing tells. */
function votedTable(lines: readonly RuleLine[]): TableName {
  const votes = new Map<TableName, number>();
  const chains = new Set<string>();
  for (const line of lines) {
    if (line.chain !== undefined) chains.add(line.chain);
    const table = evidenceOf(line);
    if (table !== undefined) votes.set(table, (votes.get(table) ?? 0) + 1);
  }
  const [first] = [...votes].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? tableOfHooks(chains);
}

function tableOfHooks(chains: ReadonlySet<string>): TableName {
  if (chains.has("FORWARD")) return chains.has("PREROUTING") || chains.has("POSTROUTING") ? "mangle" : "filter";
  if (chains.has("POSTROUTING")) return "nat";
  if (chains.has("PREROUTING")) return chains.has("INPUT") ? "nat" : "raw";
  return "filter";
}
