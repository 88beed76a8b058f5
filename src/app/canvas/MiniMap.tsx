/** The whole picture small, with the packet's way and where the window is. A press moves the window there. */
import { useReactFlow, useStore } from "@xyflow/react";
import { memo, type PointerEvent, useMemo } from "react";
import type { Picture } from "../../graph/picture";
import { roundedPath } from "../../graph/rounded";
import type { Size } from "./view";
import styles from "./MiniMap.module.css";

interface Props {
  readonly graph: Picture;
  readonly window: Size;
}

const WIDEST = 168;
const HIGHEST = 112;

export const MiniMap = memo(function MiniMap({ graph, window }: Props) {
  const flow = useReactFlow();
  const scale = Math.min(WIDEST / graph.width, HIGHEST / graph.height);
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { zoom } = flow.getViewport();
    const x = window.width / 2 - ((event.clientX - box.left) / scale) * zoom;
    const y = window.height / 2 - ((event.clientY - box.top) / scale) * zoom;
    void flow.setViewport({ x, y, zoom });
  };
  return (
    <svg
      className={styles.map}
      width={graph.width * scale}
      height={graph.height * scale}
      viewBox={`0 0 ${String(graph.width)} ${String(graph.height)}`}
      onPointerDown={move}
      onPointerMove={move}
      aria-hidden
    >
      <Small graph={graph} />
      <Frame window={window} />
    </svg>
  );
});

/** Everything in three paths, however much it is. */
const Small = memo(function Small({ graph: { nodes, edges } }: { readonly graph: Picture }) {
  const { bands, cards, touched, way } = useMemo(() => {
    const boxes = (of: typeof nodes) =>
      of
        .map(
          ({ x, y, width, height }) =>
            `M${String(x)} ${String(y)}h${String(width)}v${String(height)}h${String(-width)}z`,
        )
        .join("");
    const solid = nodes.filter((node) => node.kind !== "row");
    return {
      bands: boxes(nodes.filter((node) => node.kind === "row" && !node.quiet)),
      cards: boxes(solid.filter(({ steps }) => steps.length === 0)),
      touched: boxes(solid.filter(({ steps }) => steps.length > 0)),
      way: edges.flatMap(({ step, points }) => (step === null ? [] : [roundedPath(points)])).join(""),
    };
  }, [nodes, edges]);
  return (
    <>
      <path className={styles.bands} d={bands} />
      <path className={styles.cards} d={cards} />
      <path className={styles.touched} d={touched} />
      <path className={styles.way} d={way} />
    </>
  );
});

/** What the window shows; this alone is drawn anew while it moves. */
function Frame({ window }: { readonly window: Size }) {
  const [x, y, zoom] = useStore((state) => state.transform);
  return (
    <rect
      className={styles.frame}
      x={-x / zoom}
      y={-y / zoom}
      width={window.width / zoom}
      height={window.height / zoom}
    />
  );
}
