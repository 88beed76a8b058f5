/** What stands between the rows: routing, connection tracking, and what it rewrites by itself. */
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { standingAt } from "../../graph/picture";
import { NamedText } from "../names/NamedText";
import type { DecisionFlowNode } from "./flow";
import { useStanding } from "./standing";
import styles from "./DecisionCard.module.css";

export const DecisionCard = memo(function DecisionCard({ data: { node } }: NodeProps<DecisionFlowNode>) {
  const state = useStanding((step) => standingAt(node.steps, step));
  return (
    <div className={styles.card} data-state={state} title={`${node.title}: ${node.detail}`}>
      <span className={styles.dot} />
      <div className={styles.words}>
        <div className={styles.title}>{node.title}</div>
        <div className={styles.detail}>
          <NamedText text={node.detail} ways={false} />
        </div>
      </div>
    </div>
  );
});
