import { memo, useDeferredValue } from "react";
import type { Family } from "../../netfilter/address";
import { askAgain, useGraph, type Walked } from "../answers";
import { usePage } from "../page-store";
import { laterPart } from "./later-part";
import { TryAgain } from "./TryAgain";
import styles from "./WalkPicture.module.css";

const WalkCanvas = laterPart(async () => (await import("../canvas/WalkCanvas")).WalkCanvas, { first: true });

interface Props {
  /** The walk in view; null where nothing is walked, or before the first sight. */
  readonly walked: Walked | null;
  readonly outcome: number;
  /** The family whose rules are shown while no walk is. */
  readonly bare: Family | null;
  /** False where there is neither, so that the picture of before goes. */
  readonly shown: boolean;
  readonly onStep: (step: number) => void;
  /** Told the line of the paste of a rule that was clicked. */
  readonly onRule: (line: number) => void;
  readonly playing: boolean;
  /** True where there are rules of IPv4 and of IPv6. */
  readonly bothFamilies: boolean;
}

/** The picture of a walk, or of rules alone. It asks for it itself: when it comes nothing else of the page is drawn anew. */
export const WalkPicture = memo(function WalkPicture({ walked, outcome, bare, shown, ...canvas }: Props) {
  const { graph: made, failure } = useGraph(walked, outcome, bare);
  const late = useDeferredValue(made);
  const text = walked?.source.id;
  // While somebody types the walk is told first, and its picture comes behind it; of another text both come at once.
  const graph = useDeferredValue(text) === text ? late : made;
  const step = usePage((page) => page.snapshot.step);
  return (
    <>
      {failure && (
        <p className={styles.failure}>
          The picture could not be drawn: {failure.message}. <TryAgain onAgain={askAgain} />
        </p>
      )}
      {shown && graph && (
        // The picture may still be the one before: its end is another step than the new walk's.
        <WalkCanvas graph={graph} step={Math.min(step, Math.max(0, graph.stops.length - 1))} {...canvas} />
      )}
    </>
  );
});
