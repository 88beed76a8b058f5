/** Chains that stand together until somebody opens them: a stack, and opened a list with a search. */
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { FoldFlowNode } from "./flow";
import styles from "./FoldCard.module.css";

export const FoldCard = memo(function FoldCard({ data: { node } }: NodeProps<FoldFlowNode>) {
  return (
    <div className={styles.card} title={`${node.title}, ${node.detail}`}>
      <div className={styles.title}>{node.title}</div>
      <div className={styles.detail}>{node.detail}</div>
    </div>
  );
});
