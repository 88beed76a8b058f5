/** Where the packet comes from, and where it ends: the one place that bears the verdict's colour. */
import type { NodeProps } from "@xyflow/react";
import { CircleCheck, CircleHelp, CircleX, LogIn, type LucideIcon } from "lucide-react";
import { memo } from "react";
import { standingAt } from "../../graph/picture";
import type { Verdict } from "../../netfilter/trace";
import { NamedText } from "../names/NamedText";
import type { EndFlowNode } from "./flow";
import { useStanding } from "./standing";
import styles from "./EndCard.module.css";

const TONES: Readonly<Record<Verdict, { readonly tone: string; readonly Icon: LucideIcon }>> = {
  forwarded: { tone: "pass", Icon: CircleCheck },
  sent: { tone: "pass", Icon: CircleCheck },
  delivered: { tone: "pass", Icon: CircleCheck },
  dropped: { tone: "stop", Icon: CircleX },
  rejected: { tone: "stop", Icon: CircleX },
  queued: { tone: "unsure", Icon: CircleHelp },
  unroutable: { tone: "stop", Icon: CircleX },
  invalid: { tone: "unsure", Icon: CircleHelp },
};
const START = { tone: "start", Icon: LogIn };

export const EndCard = memo(function EndCard({ data: { node } }: NodeProps<EndFlowNode>) {
  const state = useStanding((step) => standingAt(node.steps, step));
  const { tone, Icon } = node.verdict === null ? START : TONES[node.verdict];
  return (
    <div
      className={styles.card}
      data-kind={node.kind}
      data-tone={tone}
      data-state={state}
      title={`${node.title}\n${node.detail}`}
    >
      <Icon className={styles.icon} size={18} aria-hidden />
      <div className={styles.words}>
        <div className={styles.title}>
          <NamedText text={node.title} ways={false} />
        </div>
        <div className={styles.detail}>
          <NamedText text={node.detail} ways={false} />
        </div>
      </div>
    </div>
  );
});
