/**
 * Light, dark, or as the system has it. The choice is this browser's and no part of a snapshot.
 */
import { useSyncExternalStore } from "react";
import { keep, readKept } from "../storage";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "theme";
const listeners = new Set<() => void>();
let chosen: Theme = stored();

function stored(): Theme {
  const kept = readKept(KEY);
  return THEMES.find((theme) => theme === kept) ?? "system";
}

/** Puts a theme on the whole page and keeps it for the next visit. */
export function chooseTheme(theme: Theme): void {
  chosen = theme;
  showTheme();
  keep(KEY, theme);
  for (const listener of listeners) listener();
}

/** Puts the chosen theme on the page; called before anything is drawn. */
export function showTheme(): void {
  document.documentElement.dataset.theme = chosen;
}

/** The theme that is seen, whoever chose it. */
export function shownTheme(): "light" | "dark" {
  if (chosen !== "system") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
}
