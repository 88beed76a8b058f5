/**
 * Where the reader stands in the walk, and the playing of it.
 */
import { useEffect, useState } from "react";
import { tinykeys } from "tinykeys";
import { goToStep, redo, undo, usePage } from "../page-store";

/** A step a while: long enough to read a line, short enough to stay awake. */
const STEP_MS = 700;

export interface Playback {
  /** From 0; the snapshot's, or the last where that lies beyond. */
  readonly step: number;
  readonly count: number;
  readonly playing: boolean;
  /** Stands at a step and stops playing. */
  readonly goTo: (step: number) => void;
  /** Plays on, from the beginning where the end was reached; or stops. */
  readonly toggle: () => void;
}

/** Plays a walk of `count` steps. */
export function usePlayback(count: number): Playback {
  const wanted = usePage((page) => page.snapshot.step);
  const [playing, setPlaying] = useState(false);
  const last = Math.max(0, count - 1);
  const step = Math.min(wanted, last);
  const running = playing && step < last;

  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(() => {
      goToStep(step + 1);
      if (step + 1 >= last) setPlaying(false);
    }, STEP_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [running, step, last]);

  return {
    step,
    count,
    playing: running,
    goTo: (to) => {
      setPlaying(false);
      goToStep(Math.min(Math.max(0, to), last));
    },
    toggle: () => {
      if (!running && step >= last) goToStep(0);
      setPlaying(!running);
    },
  };
}

/** Space, arrows, Home and End, and undo, wherever no field has the focus. */
export function usePlaybackKeys({ step, count, goTo, toggle }: Playback): void {
  useEffect(() => {
    const unlessTaken = (taken: string, act: () => void) => (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.target instanceof Element) || event.target.closest(taken)) return;
      event.preventDefault();
      act();
    };
    return tinykeys(window, {
      Space: unlessTaken(`${FIELDS}, button, a, summary`, toggle),
      ArrowRight: unlessTaken(FIELDS, () => {
        goTo(step + 1);
      }),
      ArrowLeft: unlessTaken(FIELDS, () => {
        goTo(step - 1);
      }),
      Home: unlessTaken(FIELDS, () => {
        goTo(0);
      }),
      End: unlessTaken(FIELDS, () => {
        goTo(count - 1);
      }),
      "$mod+z": unlessTaken(FIELDS, undo),
      "$mod+Shift+z": unlessTaken(FIELDS, redo),
    });
  }, [step, count, goTo, toggle]);
}

/** What uses these keys itself. */
const FIELDS = "input, textarea, select, [contenteditable='true'], [role='separator'], [role='dialog']";
