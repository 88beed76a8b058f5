import { useState, type CSSProperties, type PointerEvent } from "react";
import { hooksOf } from "./jumps";
import type { Playback } from "./playback";
import { placeOf } from "./step-words";
import styles from "./Timeline.module.css";

/** The width of the slider's handle in pixels, whose middle stands at the step. Timeline.module.css has the same. */
const THUMB = 14;

/** The slider over all steps, its ticks at the hooks; what the pointer is over is named. */
export function Timeline({ playback: { steps, step, goTo } }: { readonly playback: Playback }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const last = Math.max(0, steps.length - 1);
  const here = steps[step];
  const there = pointed === null ? undefined : steps[pointed];
  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setPointed(stepAt((event.clientX - left - THUMB / 2) / (width - THUMB), last));
  };

  return (
    <div className={styles.timeline} style={placed("--done", step, last)}>
      <input
        type="range"
        className={styles.slider}
        aria-label="Step"
        aria-valuetext={here ? `${String(step + 1)} of ${String(steps.length)}: ${placeOf(here)}` : undefined}
        min={1}
        max={last + 1}
        value={step + 1}
        disabled={last === 0}
        onChange={(event) => {
          goTo(event.currentTarget.valueAsNumber - 1);
        }}
        onPointerMove={point}
        onPointerLeave={() => {
          setPointed(null);
        }}
      />
      <div className={styles.hooks} aria-hidden>
        {hooksOf(steps).map(({ hook, from, count }) => (
          <span
            key={from}
            className={styles.hook}
            data-passed={from <= step}
            style={{ ...placed("--at", from, last), ...placed("--to", from + count, last) }}
          >
            {hook}
          </span>
        ))}
      </div>
      {there && pointed !== null && (
        <p className={styles.pointed} style={placed("--at", pointed, last)} aria-hidden>
          {pointed + 1} · {there.hook} · {placeOf(there)}
        </p>
      )}
    </div>
  );
}

/** Where a step stands on the line, from 0 to 1. */
function placed(name: `--${string}`, step: number, last: number): CSSProperties {
  return { [name]: last === 0 ? 0 : Math.min(1, step / last) };
}

/** The step nearest to a share of the line. */
function stepAt(share: number, last: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * last);
}
