import { clsx } from "clsx";
import { memo } from "react";
import type { WayStop } from "../../telling/story";
import styles from "./Way.module.css";

interface Props {
  readonly way: readonly WayStop[];
  readonly step: number;
  readonly onStep: (step: number) => void;
}

/** The packet's way as one line, each stop a way to its step. */
export const Way = memo(function Way({ way, step, onStep }: Props) {
  const current = way.findLastIndex((stop) => (stop.step ?? 0) <= step);
  return (
    <ol className={styles.way} aria-label="Way">
      {way.map((stop, index) => (
        <li key={`${String(index)} ${stop.label}`} className={styles.item}>
          <button
            type="button"
            className={clsx(styles.stop, index < current && styles.passed, index === current && styles.current)}
            title={stop.hint}
            onClick={() => {
              onStep(stop.step ?? 0);
            }}
          >
            {stop.label}
          </button>
          {index < way.length - 1 && (
            <span className={styles.arrow} data-passed={index < current} aria-hidden>
              →
            </span>
          )}
        </li>
      ))}
    </ol>
  );
});
