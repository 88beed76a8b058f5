/**
 * Light, dark, or as the system has it. The choice is this browser's and no part of a snapshot.
 */
import { useSyncExternalStore } from "react";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "hookline.theme";
const listeners = new Set<() => void>();
let chosen: Theme = stored();

function stored(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === kept) ?? "system";
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
    return "system";
  }
}

/** Puts a theme on the whole page and keeps it for the next visit. */
export function chooseTheme(theme: Theme): void {
  chosen = theme;
  showTheme();
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // See stored().
  }
  for (const listener of listeners) listener();
}

/** Puts the chosen theme on the page; called before anything is drawn. */
export function showTheme(): void {
  document.documentElement.dataset.theme = chosen;
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
