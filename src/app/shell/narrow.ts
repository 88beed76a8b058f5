/**
 * Whether the page is too narrow for panes beside each other; then everything stands below each other, in another order.
 */
import { useSyncExternalStore } from "react";

/** Page.module.css has the same width. */
const NARROW = matchMedia("(max-width: 899px)");

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      NARROW.addEventListener("change", listener);
      return () => {
        NARROW.removeEventListener("change", listener);
      };
    },
    () => NARROW.matches,
  );
}
