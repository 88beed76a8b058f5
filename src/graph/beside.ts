/**
 * What stands beside the way in a row: the chains that those on the way lead to and the packet does not go to. One of a
 * kind stands by itself, several are a fold until somebody opens it; what was opened shows in turn where it leads.
 */
import type { Chain, TableName } from "../netfilter/ruleset";
import { calleesOf } from "./callees";
import type { Visit } from "./calls";
import { EVERYTHING, familyOf } from "./families";
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

/** A callee of a chain: its name, and the first rule that leads to it. */
type Callee = readonly [name: string, rule: number];

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
    for (const [family, callees] of kindsOf(caller.chain, shown)) {
      if (family === null || callees.length === 1) for (const callee of callees) addChain(caller, callee, row, add);
      else addFold(caller, family, callees, row, add);
    }
  }
  return found;
}

/** The callees that are not shown, by family; those that have none stand alone, and too many kinds become one. */
function kindsOf(caller: Chain, shown: ReadonlySet<string>): readonly (readonly [string | null, readonly Callee[]])[] {
  const families = new Map<string, Callee[]>();
  for (const callee of calleesOf(caller)) {
    const [name] = callee;
    if (shown.has(name)) continue;
    const family = familyOf(name) ?? `=${name}`;
    const known = families.get(family);
    if (known) known.push(callee);
    else families.set(family, [callee]);
  }
  const kinds = [...families].map(([family, callees]) => [family.startsWith("=") ? null : family, callees] as const);
  if (kinds.length <= BESIDE_A_CHAIN) return kinds;
  const first = kinds.slice(0, BESIDE_A_CHAIN - 1);
  return [...first, [EVERYTHING, kinds.slice(BESIDE_A_CHAIN - 1).flatMap(([, callees]) => callees)]];
}

function addChain(
  caller: Visit | BesideChain,
  [name, rule]: Callee,
  row: RowOfChains,
  add: (beside: Beside) => void,
): void {
  const chain = row.chains.get(name);
  if (!chain) return;
  const id = `chain:${row.name}/${name}`;
  const opened = row.opened.has(id) || row.opened.has(`chain:${row.table}/${name}`);
  add({ kind: "chain", id, caller, rule, column: caller.column + 1, chain, opened });
}

function addFold(
  caller: Visit | BesideChain,
  family: string,
  callees: readonly Callee[],
  row: RowOfChains,
  add: (beside: Beside) => void,
): void {
  const id = `fold:${row.name}/${caller.chain.name}/${family}`;
  const open = row.opened.has(id);
  const whole = open && callees.length <= OPENED_WHOLE;
  const out = whole ? callees : callees.filter(([name]) => takenOut(name, row));
  const whichever = [...calleesOf(caller.chain).keys()];
  const kin = family === EVERYTHING ? whichever.length : whichever.filter((name) => familyOf(name) === family).length;
  const count = whole ? callees.length : callees.length - out.length;
  add({
    kind: "fold",
    id,
    caller,
    rule: callees[0]?.[1] ?? 1,
    column: caller.column + 1,
    fold: { table: row.table, caller: caller.chain.name, family },
    count,
    more: count < kin,
    state: !open ? "closed" : whole ? "open" : "list",
  });
  for (const callee of out) addChain(caller, callee, row, add);
}

function takenOut(name: string, row: RowOfChains): boolean {
  return row.opened.has(`chain:${row.name}/${name}`) || row.opened.has(`chain:${row.table}/${name}`);
}
