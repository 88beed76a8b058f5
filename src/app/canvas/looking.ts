/**
 * How the reader looks at the picture: what was opened in it, and which chain was chosen. It is no part of the snapshot:
 * a link shows the picture as it opens by itself.
 */
import { create } from "zustand";
import type { Family } from "../../netfilter/address";
import type { TableName } from "../../netfilter/ruleset";
import type { Snapshot } from "../../snapshot/snapshot";
import { usePage } from "../page-store";

/** Where a list begins to be seen, counted from 0; another object each time it is to be shown. */
export interface Start {
  readonly row: number;
}

interface Looking {
  /** As Look of graph/picture.ts has it. */
  readonly opened: readonly string[];
  readonly alone: boolean;
  /** From which rule on lists of rules show theirs, by the id of their card: that of the gap through which one was opened. */
  readonly from: Readonly<Record<string, Start>>;
  /** The id of the chain whose neighbours are lit. */
  readonly chosen: string | null;
  /** A chain that is to be shown as soon as a picture has it. */
  readonly wanted: Wanted | null;
  /** The family whose rules are looked at, whatever the packet's is: for as long as the page shows this snapshot. */
  readonly looked: { readonly family: Family; readonly during: Snapshot } | null;
}

interface Wanted {
  /** Those that have it. */
  readonly families: readonly Family[];
  readonly table: TableName;
  readonly chain: string;
}

export const useLooking = create<Looking>()(() => ({
  opened: [],
  alone: false,
  from: {},
  chosen: null,
  wanted: null,
  looked: null,
}));

/** Opens a fold or the list of a chain's rules, or closes it. */
export function toggleOpened(id: string): void {
  useLooking.setState(({ opened, from }) => ({
    opened: opened.includes(id) ? opened.filter((other) => other !== id) : [...opened, id],
    from: Object.fromEntries(Object.entries(from).filter(([other]) => other !== id)),
  }));
}

/** Opens the list of a chain's rules at one of them, from 1; one that is open goes there. */
export function openAt(id: string, rule: number): void {
  useLooking.setState(({ opened, from }) => ({
    opened: opened.includes(id) ? opened : [...opened, id],
    from: { ...from, [id]: { row: rule - 1 } },
  }));
}

/** Lights a chain's neighbours; null, or the chain that is chosen already, lets go. */
export function choose(id: string | null): void {
  useLooking.setState(({ chosen }) => ({ chosen: chosen === id ? null : id }));
}

/** Opens a chain in the picture, chooses it and brings it into view. */
export function showChain(wanted: Wanted): void {
  const id = `chain:${wanted.table}/${wanted.chain}`;
  useLooking.setState(({ opened }) => ({
    opened: opened.includes(id) ? opened : [...opened, id],
    wanted,
    alone: false,
  }));
}

/** Shows the rules of a family, without the packet where that is of the other, until anything of the page changes. */
export function lookAtFamily(family: Family): void {
  useLooking.setState({ looked: { family, during: usePage.getState().snapshot } });
}

/** Shows the packet's way again. */
export function lookAtPacket(): void {
  useLooking.setState({ looked: null });
}

/** The family whose rules are looked at; null where nobody chose one. */
export function useLookedFamily(): Family | null {
  const looked = useLooking((looking) => looking.looked);
  const holds = usePage(({ snapshot }) => snapshot === looked?.during);
  return looked && holds ? looked.family : null;
}

/** The chain that was wanted is in view, or cannot be. */
export function wantNothing(): void {
  useLooking.setState({ wanted: null });
}

/** Hides what the packet does not touch, or shows it again. */
export function setAlone(alone: boolean): void {
  useLooking.setState({ alone });
}

/** Takes a chain out of an opened fold, so that it stands below it. */
export function showMember(fold: string, family: Family, table: TableName, chain: string): void {
  // The ids of folds name their row as those of chains do: `fold:PREROUTING#0/nat/KUBE-SERVICES/KUBE-SVC-`.
  const row = /^fold:([A-Z]+#\d+\/)/.exec(fold)?.[1] ?? "";
  const id = `chain:${row}${table}/${chain}`;
  useLooking.setState(({ opened }) => ({
    opened: opened.includes(id) ? opened : [...opened, id],
    chosen: id,
    wanted: { families: [family], table, chain },
  }));
}
