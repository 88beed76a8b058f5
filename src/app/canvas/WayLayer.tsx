/**
 * All edges of the picture in one drawing between the bands and the cards: quiet ahead of the packet, in the way's
 * colour behind it. They are not React Flow's edges, since their corners are laid out and nobody connects anything.
 * Those that the packet never goes along are one path, however many they are.
 */
import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import type { GraphEdge, Picture } from "../../graph/picture";
import { roundedPath } from "../../graph/rounded";
import { useGlidingEdges } from "./gliding";
import { useLit, useStanding } from "./standing";
import styles from "./WayLayer.module.css";

interface Props {
  readonly graph: Picture;
  /** The picture from which this one comes gliding; null where nothing moves. */
  readonly before: Picture | null;
}

export const WayLayer = memo(function WayLayer({ graph, before }: Props) {
  const { width, height } = graph;
  const edges = useGlidingEdges(graph, before);
  const lit = useLit();
  const idle = useMemo(() => pathOf(edges.filter(({ step }) => step === null)), [edges]);
  const near = useMemo(
    () => (lit ? pathOf(edges.filter((edge) => isJump(edge) && lit.has(edge.source) && lit.has(edge.target))) : ""),
    [edges, lit],
  );
  return (
    <ViewportPortal>
      <svg className={styles.layer} width={width} height={height} data-dim={lit !== null} aria-hidden>
        <path className={styles.edge} d={idle} />
        {edges.map((edge) => edge.step !== null && <Way key={edge.id} edge={edge} />)}
        {near !== "" && <path className={styles.near} d={near} />}
      </svg>
    </ViewportPortal>
  );
});

function pathOf(edges: readonly GraphEdge[]): string {
  return edges.map(({ points }) => roundedPath(points)).join("");
}

function isJump({ kind }: GraphEdge): boolean {
  return kind === "jump" || kind === "goto";
}

const Way = memo(function Way({ edge: { step: after, points } }: { readonly edge: GraphEdge }) {
  const passed = useStanding((step) => after !== null && step >= after);
  return <path className={styles.edge} data-passed={passed} d={roundedPath(points)} />;
});
