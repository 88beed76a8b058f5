/**
 * What stands beside the way in a row: the chains that those on the way lead to and the packet does not go to. One of a
 * kind stands by itself, several are a fold until somebody opens it; what was opened shows in turn where it leads.
 */
import type { Chain, TableName } from "../netfilter/ruleset";
import { calleesOf, type Kind } from "./callees";
import type { Visit } from "./calls";
import { EVERYTHING } from "./families";
import { BESIDE_A_CHAIN, OPENED_WHOLE } from "./measure";
import type { Fold } from "./picture";

export type Beside = BesideChain | BesideFold;

interface BesideBase {
  readonly id: string;
  /** What it is reached from, and by which rule of that. */
  readonly caller: Visit | BesideChain;
  readonly rule: number;
  readonly column: number;
}

export interface BesideChain extends BesideBase {
  readonly kind: "chain";
  readonly chain: Chain;
  readonly opened: boolean;
}

export interface BesideFold extends BesideBase {
  readonly kind: "fold";
  readonly fold: Fold;
  /** The chains on it that do not stand by themselves. */
  readonly count: number;
  /** True where some of its kind stand by themselves. */
  readonly more: boolean;
  /** `list`: opened, and too many to stand by themselves. */
  readonly state: "closed" | "open" | "list";
}

/** Where a row stands in the picture, as far as ids and what was opened need it. */
export interface RowOfChains {
  /** `PREROUTING#0/nat` */
  readonly name: string;
  readonly table: TableName;
  readonly chains: ReadonlyMap<string, Chain>;
  readonly opened: ReadonlySet<string>;
  /** What a chain of the table means by its name; null where it says nothing more. */
  readonly meaningOf: (chain: string) => string | null;
  /** How many nodes may stand beside the way here. */
  readonly room: number;
}

/** What stands beside these chains, callers before what they lead to; as much as there is room for. */
export function besideOf(visits: readonly Visit[], row: RowOfChains): readonly Beside[] {
  const found: Beside[] = [];
  const shown = new Set(visits.map(({ chain }) => chain.name));
  const callers: (Visit | BesideChain)[] = [...visits];
  const add = (beside: Beside): void => {
    if (found.length >= row.room) return;
    found.push(beside);
    if (beside.kind === "fold") return;
    shown.add(beside.chain.name);
    if (beside.opened) callers.push(beside);
  };
  // What is added while this runs is run through as well.
  for (const caller of callers) {
    for (const kind of kindsOf(caller.chain, shown)) {
      if (kind.family === null || kind.rules.length === 1)
        for (const rule of kind.rules) addChain(caller, rule, row, add);
      else addFold(caller, kind.family, kind.rules, row, add);
    }
  }
  return found;
}

/** The callees that are not shown, by kinds; too many kinds become one. */
function kindsOf(caller: Chain, shown: ReadonlySet<string>): readonly Kind[] {
  const callees = calleesOf(caller);
  const gone = callees.among(shown);
  const left = gone.size === 0 ? callees.kinds : callees.kinds.flatMap((kind) => without(kind, gone));
  const kinds = left.toSorted((a, b) => (a.rules[0] ?? 0) - (b.rules[0] ?? 0));
  if (kinds.length <= BESIDE_A_CHAIN) return kinds;
  const others = kinds.slice(BESIDE_A_CHAIN - 1).flatMap(({ rules }) => rules);
  return [...kinds.slice(0, BESIDE_A_CHAIN - 1), { family: EVERYTHING, rules: others }];
}

/** What is left of a kind. */
function without({ family, rules }: Kind, gone: ReadonlySet<number>): Kind[] {
  const left = rules.filter((rule) => !gone.has(rule));
  return left.length === 0 ? [] : [{ family, rules: left }];
}

/** Adds the chain that a rule leads to. */
function addChain(caller: Visit | BesideChain, rule: number, row: RowOfChains, add: (beside: Beside) => void): void {
  const name = calleesOf(caller.chain).name(rule);
  const chain = row.chains.get(name);
  if (!chain) return;
  const id = `chain:${row.name}/${name}`;
  const opened = row.opened.has(id) || row.opened.has(`chain:${row.table}/${name}`);
  add({ kind: "chain", id, caller, rule, column: caller.column + 1, chain, opened });
}

function addFold(
  caller: Visit | BesideChain,
  family: string,
  rules: readonly number[],
  row: RowOfChains,
  add: (beside: Beside) => void,
): void {
  const id = `fold:${row.name}/${caller.chain.name}/${family}`;
  const callees = calleesOf(caller.chain);
  const open = row.opened.has(id);
  const whole = open && rules.length <= OPENED_WHOLE;
  const opened = callees.among(openedIn(row));
  const out = whole ? rules : opened.size === 0 ? [] : rules.filter((rule) => opened.has(rule));
  const all = family === EVERYTHING ? callees : callees.kinds.find((kind) => kind.family === family);
  const count = whole ? rules.length : rules.length - out.length;
  add({
    kind: "fold",
    id,
    caller,
    rule: rules[0] ?? 1,
    column: caller.column + 1,
    fold: { table: row.table, caller: caller.chain.name, family },
    count,
    more: count < (all?.rules.length ?? 0),
    state: !open ? "closed" : whole ? "open" : "list",
  });
  for (const rule of out) addChain(caller, rule, row, add);
}

/** The names of the chains that were opened in a row. */
function openedIn({ name, table, opened }: RowOfChains): string[] {
  return [...opened].flatMap((id) =>
    [`chain:${name}/`, `chain:${table}/`].flatMap((start) => (id.startsWith(start) ? id.slice(start.length) : [])),
  );
}
