/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an hr is no handle that can be moved. */
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import styles from "./Splitter.module.css";

interface Split {
  readonly size: number;
  readonly setSize: (size: number) => void;
  readonly least: number;
  readonly most: number;
}

/** The size of a pane in pixels, which a splitter changes. */
export function useSplit(initial: number, least: number, most: number): Split {
  const [size, setSize] = useState(initial);
  return {
    size,
    least,
    most,
    setSize: (wanted) => {
      setSize(Math.round(Math.min(most, Math.max(least, wanted))));
    },
  };
}

/** The custom property by which a pane takes its size. */
export function paneSize(name: `--${string}`, split: Split): CSSProperties {
  return { [name]: `${String(split.size)}px` };
}

interface Props {
  readonly label: string;
  readonly split: Split;
  /** Which side of the line the sized pane stands on. */
  readonly pane: "left" | "right";
}

const KEY_STEP = 24;

/** The line between two panes: dragged, or moved by the arrow keys. */
export function Splitter({ label, split, pane }: Props) {
  const sign = pane === "left" ? 1 : -1;

  function drag(event: PointerEvent<HTMLDivElement>) {
    const line = event.currentTarget;
    const from = event.clientX;
    line.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => {
      split.setSize(split.size + sign * (moved.clientX - from));
    };
    line.addEventListener("pointermove", move);
    line.addEventListener(
      "lostpointercapture",
      () => {
        line.removeEventListener("pointermove", move);
      },
      { once: true },
    );
  }

  function press(event: KeyboardEvent) {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    split.setSize(split.size + sign * direction * KEY_STEP);
  }

  return (
    <div
      className={styles.line}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={split.size}
      aria-valuemin={split.least}
      aria-valuemax={split.most}
      onPointerDown={drag}
      onKeyDown={press}
    />
  );
}
