/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an hr is no handle that can be moved. */
import { memo, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import { isForeign } from "../keys/foreign-keys";
import type { Pane } from "./pane";
import styles from "./Splitter.module.css";

/** The custom property by which a pane takes its size. */
export function paneSize(name: `--${string}`, { size, open }: Pane): CSSProperties {
  return { [name]: open ? `${String(size)}px` : "0px" };
}

interface Props {
  readonly label: string;
  readonly pane: Pane;
  /** Which side of the line the pane stands on. */
  readonly side: "left" | "right";
}

const KEY_STEP = 24;

/** The line between two panes: dragged, or moved by the arrow keys. */
export const Splitter = memo(function Splitter({ label, pane, side }: Props) {
  const sign = side === "left" ? 1 : -1;

  function drag(event: PointerEvent<HTMLDivElement>) {
    const line = event.currentTarget;
    const from = event.clientX;
    line.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => {
      pane.setSize(pane.size + sign * (moved.clientX - from));
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
    if (direction === undefined || isForeign(event)) return;
    event.preventDefault();
    pane.setSize(pane.size + sign * direction * KEY_STEP);
  }

  return (
    <div
      className={styles.line}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={pane.size}
      aria-valuemin={pane.least}
      aria-valuemax={pane.most}
      onPointerDown={drag}
      onKeyDown={press}
    />
  );
});
