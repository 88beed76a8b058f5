import { memo } from "react";
import type { StepStory } from "../../telling/story";
import { placeOf } from "./step-words";
import styles from "./StepSaid.module.css";

interface Props {
  /** Null while the walk plays: nobody can listen that fast. */
  readonly step: StepStory | null;
  readonly number: number;
  readonly count: number;
}

/** Says to a screen reader where the packet is, whenever that changes. */
export const StepSaid = memo(function StepSaid({ step, number, count }: Props) {
  return (
    <p className={styles.said} aria-live="polite" aria-atomic="true">
      {step &&
        `Step ${String(number)} of ${String(count)}, ${step.hook}: ${placeOf(step)}. ${step.words}.${changesOf(step)}`}
    </p>
  );
});

function changesOf({ changes }: StepStory): string {
  return changes.map(({ what, from, to }) => ` The ${what} ${from} became ${to}.`).join("");
}
