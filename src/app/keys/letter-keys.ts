/**
 * Whether keys of one letter do something: who speaks to their computer may not want them.
 */
import { useSyncExternalStore } from "react";
import { keep, readKept } from "../storage";

const NAME = "letter-keys";
const OFF = "off";
const listeners = new Set<() => void>();
let on = readKept(NAME) !== OFF;

export function useLetterKeys(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => on,
  );
}

/** Switches them on or off, also for the next visit. */
export function switchLetterKeys(wanted: boolean): void {
  on = wanted;
  keep(NAME, wanted ? "on" : OFF);
  for (const listener of listeners) listener();
}
