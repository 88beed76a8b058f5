/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions -- the keys go to the buttons in the list. */
import { memo, type KeyboardEvent } from "react";
import type { StepStory } from "../../telling/story";
import type { Walked } from "../answers";
import { isForeign } from "../keys/foreign-keys";
import type { Pointer } from "../present/clause";
import { CurrentStep } from "./CurrentStep";
import { opensHook } from "./jumps";
import { PacketHeader } from "./PacketHeader";
import { ruleOf } from "./rule-spans";
import { namesOfSteps } from "./step-words";
import { StepItem } from "./StepItem";
import styles from "./Steps.module.css";

interface Props {
  /** Null where nothing was walked. */
  readonly walked: Walked | null;
  readonly outcome: number;
  readonly current: number;
  readonly pointer: Pointer;
  readonly onStep: (step: number) => void;
  readonly onLine: (line: number) => void;
}

/** The walk as a list, under the packet as it is at the current step: it tells all that the picture does. */
export const Steps = memo(function Steps({ walked, outcome, current, pointer, onStep, onLine }: Props) {
  const steps = walked?.story.outcomes[outcome]?.steps ?? [];
  // What is the same in the walk of another packet is not drawn anew.
  const names = namesOfSteps(steps);
  const here = steps[current];

  /** The list is one stop of the tabulator; up and down go through it. */
  function press(event: KeyboardEvent<HTMLOListElement>) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined || isForeign(event)) return;
    if (!(event.target instanceof HTMLElement) || event.target.closest("input, [data-list]")) return;
    event.preventDefault();
    const to = Math.min(steps.length - 1, Math.max(0, current + by));
    onStep(to);
    event.currentTarget.children.item(to)?.querySelector("button")?.focus({ preventScroll: true });
  }

  return (
    <section className={styles.room} aria-label="The walk, step by step">
      {here && <PacketHeader step={here} />}
      <ol className={styles.list} aria-label="Steps" tabIndex={-1} onKeyDown={press}>
        {steps.map((step, index) => (
          <StepItem
            key={names[index]}
            step={step}
            rule={walked && ruleOf(step, walked.story)}
            opensHook={opensHook(steps, index)}
            opensTable={opensTable(steps, index)}
            standing={index < current ? "visited" : index === current ? "current" : "idle"}
            onChoose={() => {
              onStep(index);
            }}
          >
            {walked && index === current && (
              <CurrentStep
                walked={walked}
                outcome={outcome}
                index={index}
                step={step}
                pointer={pointer}
                onStep={onStep}
                onLine={onLine}
              />
            )}
          </StepItem>
        ))}
      </ol>
    </section>
  );
});

function opensTable(steps: readonly StepStory[], index: number): boolean {
  return opensHook(steps, index) || steps[index - 1]?.table !== steps[index]?.table;
}
