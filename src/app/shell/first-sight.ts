/**
 * When the page's first sight is complete: what was fetched for it alone; all else comes behind it.
 */
import { useEffect } from "react";
import { create } from "zustand";
import { fetchTheRest } from "./later-part";

const useSeen = create<{ readonly seen: boolean }>()(() => ({ seen: false }));

/** True from the first sight on. */
export function useFirstSeen(): boolean {
  return useSeen(({ seen }) => seen);
}

/** The same for who draws nothing. */
export function wasFirstSeen(): boolean {
  return useSeen.getState().seen;
}

/** True once `told`, what the page says of the first packet, was on the screen; from then on the rest is fetched. */
export function useFirstSight(told: boolean): boolean {
  const seen = useFirstSeen();
  useEffect(() => {
    if (!told || seen) return;
    // A frame is drawn before the timer that is set in it; a page that nobody sees draws none.
    const timer = setTimeout(complete, HIDDEN_MS);
    const frame = requestAnimationFrame(() => setTimeout(complete));
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  }, [told, seen]);
  return seen;
}

const HIDDEN_MS = 300;

function complete() {
  if (useSeen.getState().seen) return;
  useSeen.setState({ seen: true });
  void fetchTheRest();
}
