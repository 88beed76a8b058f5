/**
 * All edges of the picture in one drawing between the bands and the cards: quiet ahead of the packet, in the way's
 * colour behind it. They are not React Flow's edges, since their corners are laid out and nobody connects anything.
 */
import { ViewportPortal } from "@xyflow/react";
import { memo } from "react";
import type { GraphEdge, Picture } from "../../graph/picture";
import { roundedPath } from "../../graph/rounded";
import { useStanding } from "./standing";
import styles from "./WayLayer.module.css";

export const WayLayer = memo(function WayLayer({ graph }: { readonly graph: Picture }) {
  // What the packet goes along lies above what it does not.
  const ordered = [...graph.edges].sort((a, b) => Number(a.step !== null) - Number(b.step !== null));
  return (
    <ViewportPortal>
      <svg className={styles.layer} width={graph.width} height={graph.height} aria-hidden>
        {ordered.map((edge) => (
          <Way key={edge.id} edge={edge} />
        ))}
      </svg>
    </ViewportPortal>
  );
});

const Way = memo(function Way({ edge: { step: after, points } }: { readonly edge: GraphEdge }) {
  const passed = useStanding((step) => after !== null && step >= after);
  return <path className={styles.edge} data-passed={passed} d={roundedPath(points)} />;
});
