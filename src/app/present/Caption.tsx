import { clsx } from "clsx";
import type { StepStory } from "../../telling/story";
import { NAMES, numberOf } from "../trace/step-words";
import { SIGNS, WORDS } from "../trace/Conditions";
import styles from "./Caption.module.css";
import type { Pointer } from "./clause";

interface Props {
  readonly step: StepStory;
  readonly pointer: Pointer;
}

/** The current step, large, under the picture: where, which rule, what it does, and the clause that is pointed at. */
export function Caption({ step, pointer }: Props) {
  const pointed = pointer.clause === null ? undefined : step.conditions[pointer.clause];
  return (
    <section className={styles.caption} aria-label="Caption">
      <h2 className={styles.title}>
        <span className={styles.hook}>{step.hook}</span>
        {step.table !== null && <span className={styles.table}>{step.table}</span>}
        <span>{step.chain ?? NAMES[step.kind]}</span>
        {numberOf(step) !== null && <span className={styles.table}>{numberOf(step)}</span>}
        {step.meaning !== null && <span className={styles.meaning}>{step.meaning}</span>}
      </h2>
      {step.text !== null && <code className={styles.text}>{step.text}</code>}
      <p className={styles.words}>
        {pointed
          ? `${WORDS[pointed.holds]}: ${pointed.words}${pointed.shows === null ? "" : ` (it is ${pointed.shows})`}`
          : step.words}
      </p>
      {step.conditions.length > 0 && (
        <ul className={styles.clauses} aria-label="Clauses">
          {step.conditions.map(({ source, holds }, index) => {
            const Sign = SIGNS[holds];
            return (
              <li key={source}>
                <button
                  type="button"
                  className={clsx(styles.clause, index === pointer.clause && styles.pointed)}
                  aria-pressed={index === pointer.clause}
                  onClick={() => {
                    pointer.point(index === pointer.clause ? null : index);
                  }}
                >
                  <Sign size={18} aria-label={WORDS[holds]} />
                  <code>{source}</code>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
