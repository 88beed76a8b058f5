/**
 * The step, and which part of the picture is lit, as the canvas's parts see it. It stands beside React Flow's nodes and
 * not in them, so that a step draws anew only the cards that it changes.
 */
import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { StandingState } from "../../graph/picture";

export interface Standing {
  readonly step: number;
  /** The ids of the nodes that are lit where a chain was chosen; null where none is, so that all are. */
  readonly lit: ReadonlySet<string> | null;
}

/** A store for one canvas. */
export function createStanding(step: number): StoreApi<Standing> {
  return createStore<Standing>(() => ({ step, lit: null }));
}

export const StandingContext = createContext<StoreApi<Standing>>(createStanding(0));

/** What a part of the picture makes of the present step; it is drawn anew only when that changes. */
export function useStanding<Part extends string | boolean>(part: (step: number) => Part): Part {
  return useStore(useContext(StandingContext), (state) => part(state.step));
}

/** The same for several things at once. */
export function useStandings(parts: (step: number) => readonly StandingState[]): readonly StandingState[] {
  return useStore(
    useContext(StandingContext),
    useShallow((state) => parts(state.step)),
  );
}

/** True for a node that stands back because another is chosen and this is no neighbour of it. */
export function useDim(id: string): boolean {
  return useStore(useContext(StandingContext), ({ lit }) => lit !== null && !lit.has(id));
}

/** The nodes that are lit; null where all are. */
export function useLit(): ReadonlySet<string> | null {
  return useStore(useContext(StandingContext), ({ lit }) => lit);
}
