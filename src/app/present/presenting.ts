/**
 * Shown to a room: the page grows, takes the whole screen where it may, and leaves it when the browser does.
 */
import { useEffect } from "react";
import { present, usePage } from "../page-store";

/** Begins presenting on the whole screen; a browser that refuses that shows it in its window. */
export function beginPresenting(): void {
  present(true);
  // Where that is missing (a phone) or forbidden (a frame), the window is what there is.
  if (document.fullscreenEnabled) document.documentElement.requestFullscreen().then(leaveUnless, () => undefined);
}

/** Whoever stopped before the screen was whole does not want it any more. */
function leaveUnless(): void {
  if (!usePage.getState().snapshot.present) void document.exitFullscreen();
}

export function endPresenting(): void {
  present(false);
  if (document.fullscreenElement) void document.exitFullscreen();
}

/** Puts the page's size and contrast on the document while it is presented. */
export function usePresenting(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const root = document.documentElement;
    root.dataset.present = "true";
    // What is told late of the screen that was left last time is not meant.
    let whole = false;
    const left = () => {
      // Esc leaves the whole screen without any key being told.
      if (whole && !document.fullscreenElement) present(false);
      whole = document.fullscreenElement !== null;
    };
    document.addEventListener("fullscreenchange", left);
    return () => {
      delete root.dataset.present;
      document.removeEventListener("fullscreenchange", left);
    };
  }, [on]);
}
