/** The labels of rows whose own have gone out of sight to the left: they stay at the window's side. */
import { useViewport } from "@xyflow/react";
import { useMemo } from "react";
import type { RowNode, Picture } from "../../graph/picture";
import styles from "./RowLabels.module.css";

export function RowLabels({ graph }: { readonly graph: Picture }) {
  const { x, y, zoom } = useViewport();
  const rows = useMemo(
    () => graph.nodes.filter((node): node is RowNode => node.kind === "row" && !node.quiet),
    [graph],
  );
  return rows
    .filter((row) => x + row.x * zoom < -LABEL && x + (row.x + row.width) * zoom > LABEL)
    .map((row) => (
      <div
        key={row.id}
        className={styles.label}
        style={{ transform: `translateY(${String(y + row.y * zoom)}px)` }}
        aria-hidden
      >
        <b>{row.table}</b> {row.hook}
      </div>
    ));
}

/** The width in pixels of a label, roughly. */
const LABEL = 64;
