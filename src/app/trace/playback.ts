/**
 * Where the reader stands in the walk, and the playing of it.
 */
import { useCallback, useEffect, useMemo, useState } from "react";
import type { StepStory } from "../../telling/story";
import { lookAtPacket, useLooking } from "../canvas/looking";
import { goToStep, usePage } from "../page-store";
import { keep, readKept } from "../storage";
import { jump, type Direction, type Stride } from "./jumps";

/** A step a while, at the usual speed: long enough to read a line, short enough to stay awake. */
const STEP_MS = 900;

export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Playback {
  readonly steps: readonly StepStory[];
  /** From 0; the snapshot's, or the last where that lies beyond. */
  readonly step: number;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Stands at a step and stops playing; always the same function. */
  readonly goTo: (step: number) => void;
  /** Goes on to another rule, chain or hook, and stops playing. */
  readonly leap: (stride: Stride, direction: Direction) => void;
  /** Plays on, from the beginning where the end was reached; or stops. */
  readonly toggle: () => void;
  readonly setSpeed: (speed: Speed) => void;
}

/** Plays a walk; the same object until the walk, the step or the playing changes. */
export function usePlayback(steps: readonly StepStory[]): Playback {
  const wanted = usePage((page) => page.snapshot.step);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(keptSpeed);
  const last = Math.max(0, steps.length - 1);
  const step = Math.min(wanted, last);
  const running = playing && step < last;

  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(() => {
      goToStep(step + 1);
      if (step + 1 >= last) setPlaying(false);
    }, STEP_MS / speed);
    return () => {
      clearTimeout(timer);
    };
  }, [running, step, last, speed]);

  // Whoever asks for rules through which the packet does not go would lose them at the next step.
  useEffect(
    () =>
      useLooking.subscribe(({ looked }, before) => {
        if (looked && looked !== before.looked) setPlaying(false);
      }),
    [],
  );

  const goTo = useCallback((to: number) => {
    setPlaying(false);
    goToStep(to);
  }, []);
  return useMemo(
    () => ({
      steps,
      step,
      playing: running,
      speed,
      goTo,
      leap: (stride, direction) => {
        goTo(jump(steps, step, stride, direction));
      },
      toggle: () => {
        if (!running && step >= last) goToStep(0);
        lookAtPacket();
        setPlaying(!running);
      },
      setSpeed: (chosen) => {
        setSpeed(chosen);
        keep(SPEED, String(chosen));
      },
    }),
    [steps, step, running, speed, goTo, last],
  );
}

const SPEED = "speed";

function keptSpeed(): Speed {
  const kept = Number(readKept(SPEED));
  return SPEEDS.find((speed) => speed === kept) ?? 1;
}

/** The next faster speed, or the next slower one; the same at the end of the scale. */
export function otherSpeed(speed: Speed, direction: "faster" | "slower"): Speed {
  return SPEEDS[SPEEDS.indexOf(speed) + (direction === "faster" ? 1 : -1)] ?? speed;
}
