/** The band of one hook and table behind its chains, or the thin line of one that has nothing to show. */
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { standingAt } from "../../graph/picture";
import type { RowFlowNode } from "./flow";
import { useStanding } from "./standing";
import styles from "./RowBand.module.css";

export const RowBand = memo(function RowBand({ data: { node } }: NodeProps<RowFlowNode>) {
  const state = useStanding((step) => standingAt(node.steps, step));
  if (!node.quiet) {
    return (
      <div className={styles.band} data-state={state}>
        <div
          className={styles.label}
          title={`The chains of the table ${node.table}${node.hook === null ? "" : ` at ${node.hook}`}`}
        >
          <span className={styles.table}>{node.table}</span>
          <span className={styles.hook}>{node.hook}</span>
          {node.note !== null && <span className={styles.left}>{node.note}</span>}
        </div>
      </div>
    );
  }
  return (
    <div
      className={styles.thin}
      data-chain={`${node.table}/${node.hook ?? ""}`}
      data-state={state}
      data-reached={node.steps.length > 0}
      title={`Table ${node.table} at ${node.hook ?? ""}: ${node.note ?? ""}`}
    >
      <span className={styles.table}>{node.table}</span>
      <span className={styles.dot} />
      <span className={styles.hook}>{node.hook}</span>
      <span className={styles.note}>{node.note}</span>
      <span className={styles.hair} />
    </div>
  );
});
