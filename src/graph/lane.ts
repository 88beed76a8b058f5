/**
 * What stands in a table's lane of the Map: chains by themselves, and folds of those of one kind. What the packet
 * touches and what was taken out stands by itself; the rest is folded the more, the more of it there is.
 */
import type { Chain, Table } from "../netfilter/ruleset";
import { depthsOf, type Depth } from "./depths";
import { EVERYTHING, familyOf, firstPartOf } from "./families";
import { MAP_DEEPEST, MAP_FAN, OPENED_WHOLE } from "./measure";
import type { Fold } from "./picture";

export type Entry = ChainEntry | FoldEntry;

interface EntryBase {
  readonly id: string;
  /** From 0 at the hooks. */
  readonly column: number;
  /** What is come to first stands above: a fold where the first of its chains would, and with it what was taken out of it. */
  readonly order: number;
  /** The same among what was taken out of one fold. */
  readonly within: number;
  /** The chain below whose top it stands; null for one that nobody calls. */
  readonly parent: string | null;
}

export interface ChainEntry extends EntryBase {
  readonly kind: "chain";
  readonly chain: Chain;
  readonly opened: boolean;
}

export interface FoldEntry extends EntryBase {
  readonly kind: "fold";
  readonly fold: Fold;
  readonly count: number;
  readonly more: boolean;
  readonly state: "closed" | "open" | "list";
}

export interface Lane {
  readonly chains: ReadonlyMap<string, Depth>;
  readonly entries: readonly Entry[];
  /** Where each chain of the table stands: its own entry, or the fold that holds it. */
  readonly standsIn: ReadonlyMap<string, Entry>;
}

/** What a lane has to respect. */
export interface LaneWishes {
  readonly touched: ReadonlySet<string>;
  readonly opened: ReadonlySet<string>;
  /** True where nothing but what the packet touches is wanted. */
  readonly alone: boolean;
  /** How many entries there may be. */
  readonly room: number;
}

/** The lane of a table, folded so far that it has room. */
export function laneOf(table: Table, wishes: LaneWishes): Lane {
  const foldings: readonly ((name: string) => readonly [family: string, fan: number] | null)[] = [
    (name) => withFan(familyOf(name), MAP_FAN),
    (name) => withFan(familyOf(name), 1),
    (name) => [familyOf(name) ?? firstPartOf(name), 1],
    () => [EVERYTHING, 1],
  ];
  for (const familyAndFan of foldings) {
    const lane = folded(table, wishes, familyAndFan);
    if (lane.entries.length <= wishes.room) return lane;
  }
  return folded(table, { ...wishes, ...fewest(wishes) }, () => [EVERYTHING, 1]);
}

function withFan(family: string | null, fan: number): readonly [string, number] | null {
  return family === null ? null : [family, fan];
}

/** Where even what was touched and opened is too much: as much of it as there is room for beside one fold and the hooks. */
function fewest({ touched, opened, room }: LaneWishes): Pick<LaneWishes, "touched" | "opened"> {
  const some = Math.max(0, room - HOOKS_AND_FOLD);
  const kept = new Set([...touched].slice(0, some));
  return { touched: kept, opened: new Set([...opened].slice(0, some - kept.size)) };
}

/** The most built-in chains of one table, and the fold. */
const HOOKS_AND_FOLD = 6;

/** The chains of one family: the first that is come to, how many there are, and those that need not stand by themselves. */
interface Kind {
  readonly fan: number;
  readonly first: Depth;
  all: number;
  readonly kept: Depth[];
  readonly out: Depth[];
}

function folded(
  table: Table,
  { touched, opened, alone }: LaneWishes,
  familyAndFan: (name: string) => readonly [family: string, fan: number] | null,
): Lane {
  const chains = depthsOf(table);
  const entries: Entry[] = [];
  const standsIn = new Map<string, Entry>();
  const stand = ({ chain, depth, order: within, parent }: Depth, order: number): void => {
    const id = `chain:${table.name}/${chain.name}`;
    const column = Math.min(depth, MAP_DEEPEST);
    const entry: Entry = { kind: "chain", id, chain, column, order, within, parent, opened: opened.has(id) };
    entries.push(entry);
    standsIn.set(chain.name, entry);
  };
  const kinds = new Map<string, Kind>();
  for (const at of chains.values()) {
    const { name, policy } = at.chain;
    if (alone && !touched.has(name)) continue;
    const kind = alone || policy !== null ? null : familyAndFan(name);
    if (!kind) {
      stand(at, at.order);
      continue;
    }
    const [family, fan] = kind;
    const known = kinds.get(family) ?? { fan, first: at, all: 0, kept: [], out: [] };
    kinds.set(family, known);
    known.all++;
    (touched.has(name) || opened.has(`chain:${table.name}/${name}`) ? known.out : known.kept).push(at);
  }
  for (const [family, { fan, first, all, kept, out }] of kinds) {
    const id = `fold:${table.name}/${family}`;
    const open = opened.has(id);
    const whole = open && kept.length <= OPENED_WHOLE;
    // A fan that is small enough stands in its own order, and so does what was touched of it.
    const folds = all > fan && kept.length > 0;
    for (const at of out) stand(at, folds ? first.order : at.order);
    if (!folds || whole) for (const at of kept) stand(at, folds ? first.order : at.order);
    if (!folds) continue;
    const column = Math.min(first.depth, MAP_DEEPEST);
    const state = !open ? "closed" : whole ? "open" : "list";
    const entry: Entry = {
      kind: "fold",
      id,
      fold: { table: table.name, caller: null, family },
      column,
      order: first.order,
      within: first.order,
      parent: first.parent,
      count: kept.length,
      more: kept.length < all,
      state,
    };
    entries.push(entry);
    if (!whole) for (const { chain } of kept) standsIn.set(chain.name, entry);
  }
  return { chains, entries, standsIn };
}
