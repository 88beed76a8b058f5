import type { Walked } from "../answers";
import { opensHook } from "./jumps";
import { PassedOver } from "./PassedOver";
import { StepItem } from "./StepItem";
import styles from "./Steps.module.css";

interface Props {
  /** Null where nothing was walked. */
  readonly walked: Walked | null;
  readonly outcome: number;
  readonly current: number;
  readonly onStep: (step: number) => void;
  readonly onLine: (line: number) => void;
}

/** The walk as a list: every rule that matched, every policy, and what stands between. */
export function Steps({ walked, outcome, current, onStep, onLine }: Props) {
  const steps = walked?.story.outcomes[outcome]?.steps ?? [];
  return (
    <section className={styles.room}>
      <h2 className={styles.title} id="steps">
        Steps
      </h2>
      <ol className={styles.list} aria-labelledby="steps" tabIndex={-1}>
        {steps.map((step, index) => (
          <StepItem
            key={String(index)}
            step={step}
            opensHook={opensHook(steps, index)}
            standing={index < current ? "visited" : index === current ? "current" : "idle"}
            onChoose={() => {
              onStep(index);
            }}
            onLine={onLine}
          >
            {walked && index === current && <PassedOver walked={walked} outcome={outcome} step={index} />}
          </StepItem>
        ))}
      </ol>
    </section>
  );
}
