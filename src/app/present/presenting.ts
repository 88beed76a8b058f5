/**
 * Shown to a room: the page grows, takes the whole screen where it may, and leaves it when the browser does.
 */
import { useEffect } from "react";
import { present } from "../page-store";

/** Begins presenting on the whole screen; a browser that refuses that shows it in its window. */
export function beginPresenting(): void {
  present(true);
  // Where that is missing (a phone) or forbidden (a frame), the window is what there is.
  if (document.fullscreenEnabled) document.documentElement.requestFullscreen().catch(() => undefined);
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
    const left = () => {
      // Esc leaves the whole screen without any key being told.
      if (!document.fullscreenElement) present(false);
    };
    document.addEventListener("fullscreenchange", left);
    return () => {
      delete root.dataset.present;
      document.removeEventListener("fullscreenchange", left);
    };
  }, [on]);
}
