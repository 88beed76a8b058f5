import type { StepStory } from "../../telling/story";
import { StepItem } from "./StepItem";
import styles from "./Steps.module.css";

interface Props {
  readonly steps: readonly StepStory[];
  readonly current: number;
  readonly onStep: (step: number) => void;
  readonly onLine: (line: number) => void;
}

/** The walk as a list: every rule that matched, every policy, and what stands between. */
export function Steps({ steps, current, onStep, onLine }: Props) {
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
            opensHook={startsSection(steps[index - 1], step)}
            standing={
              index < current
                ? "visited"
                : index === current
                  ? "current"
                  : "idle"
            }
            onChoose={() => {
              onStep(index);
            }}
            onLine={onLine}
          />
        ))}
      </ol>
    </section>
  );
}

function startsSection(
  before: StepStory | undefined,
  step: StepStory,
): boolean {
  return before?.hook !== step.hook;
}
