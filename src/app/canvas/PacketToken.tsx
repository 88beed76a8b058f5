/** The packet: a token that travels along its way to the rule that matched, and a label with its two ends and its mark. */
import { ViewportPortal } from "@xyflow/react";
import { useLayoutEffect, useRef } from "react";
import type { PacketPart, Picture, Point, Stop } from "../../graph/picture";
import { glide, travel } from "./travel";
import styles from "./PacketToken.module.css";

interface Props {
  readonly stops: readonly Stop[];
  readonly step: number;
  /** The picture from which this one comes gliding; null where nothing moves. */
  readonly before: Picture | null;
}

export function PacketToken({ stops, step, before: glidesFrom }: Props) {
  const token = useRef<HTMLDivElement>(null);
  const label = useRef<HTMLDivElement>(null);
  const before = useRef<{ readonly stops: readonly Stop[]; readonly step: number }>({ stops, step });
  const stop = stops[step];

  useLayoutEffect(() => {
    const last = before.current;
    before.current = { stops, step };
    const from = stops[last.step];
    // Into another picture the packet does not travel: there it has stood all along.
    if (!stop || !from || last.step === step || last.stops !== stops) return;
    if (token.current) travel(token.current, wayBetween(from, last.step, stop, step));
    if (label.current) travel(label.current, [from.label, stop.label]);
  }, [stops, step, stop]);

  const left = glidesFrom?.stops[step];
  useLayoutEffect(() => {
    if (!left || !stop) return;
    if (token.current) glide(token.current, left.at, stop.at);
    if (label.current) glide(label.current, left.label, stop.label);
    // A step on the way goes on from where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [glidesFrom]);

  if (!stop) return null;
  return (
    <ViewportPortal>
      <div ref={token} className={styles.token} style={{ transform: translate(stop.at) }} />
      <div ref={label} className={styles.label} style={{ transform: translate(stop.label) }}>
        <Part part={stop.source} step={step} />
        <span className={styles.arrow}>→</span>
        <Part part={stop.destination} step={step} />
        {stop.mark && (
          <span className={styles.mark}>
            mark <Part part={stop.mark} step={step} />
          </span>
        )}
      </div>
    </ViewportPortal>
  );
}

/** Along the edges to the next step and back from it; straight to any other. */
function wayBetween(left: Stop, from: number, reached: Stop, to: number): readonly Point[] {
  if (to === from + 1) return reached.way;
  if (to === from - 1) return [...left.way].reverse();
  return [left.at, reached.at];
}

function Part({ part, step }: { readonly part: PacketPart; readonly step: number }) {
  return (
    <span key={part.changed ? step : "same"} className={part.changed ? styles.changed : undefined}>
      {part.text}
    </span>
  );
}

function translate({ x, y }: Point): string {
  return `translate(${String(x)}px, ${String(y)}px)`;
}
