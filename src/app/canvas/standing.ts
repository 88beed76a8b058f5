/**
 * The step as the canvas's parts see it. It stands beside React Flow's nodes and not in them, so that a step draws anew
 * only the cards that it changes.
 */
import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";

export interface Standing {
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly onRule: (line: number) => void;
}

export type StandingStore = StoreApi<Standing>;

/** A store for one canvas. */
export function createStanding(initial: Standing): StandingStore {
  return createStore<Standing>(() => initial);
}

const StandingContext = createContext<StandingStore | null>(null);
export const StandingProvider = StandingContext;

/** The canvas's store, for what happens on a click. */
export function useStandingStore(): StandingStore {
  const store = useContext(StandingContext);
  if (!store) throw new Error("A part of the canvas stands outside of it.");
  return store;
}

/** What a part of the picture makes of the present step; it is drawn anew only when that changes. */
export function useStanding<Part extends string | number | boolean>(part: (step: number) => Part): Part {
  return useStore(useStandingStore(), (state) => part(state.step));
}

/** The step to go to when something in which these steps stand is clicked: the next of them, else the first. */
function stepToShow(steps: readonly number[], step: number): number | undefined {
  return steps.find((index) => index > step) ?? steps[0];
}

/** Goes to the next of some steps when they are clicked. */
export function useGoTo(): (steps: readonly number[]) => void {
  const store = useStandingStore();
  return (steps) => {
    const { step, onStep } = store.getState();
    const next = stepToShow(steps, step);
    if (next !== undefined) onStep(next);
  };
}
