import type { StepStory } from "../../telling/story";
import { useParts, type Walked } from "../answers";
import { NamedText } from "../names/NamedText";
import { markedBy, ruleOf } from "../trace/rule-spans";
import { RuleText } from "../trace/RuleText";
import { NAMES, numberOf } from "../trace/step-words";
import { SIGNS, WORDS } from "../trace/Conditions";
import styles from "./Caption.module.css";
import type { Pointer } from "./clause";

interface Props {
  readonly walked: Walked;
  readonly step: StepStory;
  readonly pointer: Pointer;
}

/** The current step, large, under the picture: where, which rule, what it does, and the clause that is pointed at. */
export function Caption({ walked, step, pointer }: Props) {
  const parts = useParts(walked, ruleOf(step, walked.story));
  const pointed = pointer.clause === null ? undefined : step.conditions[pointer.clause];
  const Sign = pointed && SIGNS[pointed.holds];
  return (
    <section className={styles.caption} aria-label="Caption">
      <h2 className={styles.title}>
        <span className={styles.hook}>{step.hook}</span>
        {step.table !== null && <span className={styles.table}>{step.table}</span>}
        <span>{step.chain ?? NAMES[step.kind]}</span>
        {numberOf(step) !== null && <span className={styles.table}>{numberOf(step)}</span>}
        {step.meaning !== null && <span className={styles.meaning}>{step.meaning}</span>}
      </h2>
      {step.text !== null && (
        <p>
          <RuleText text={step.text} parts={parts} marked={markedBy(step, pointer)} />
        </p>
      )}
      <p className={styles.words}>
        {pointed && Sign ? (
          <>
            <Sign size={22} aria-label={WORDS[pointed.holds]} /> <NamedText text={pointed.why} table={step.table} />
          </>
        ) : (
          <NamedText text={step.words} table={step.table} />
        )}
      </p>
    </section>
  );
}
