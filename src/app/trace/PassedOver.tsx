import { useState } from "react";
import { usePassed, type Walked } from "../answers";
import { Conditions } from "./Conditions";
import styles from "./PassedOver.module.css";
import { passedOver } from "./passed-over";

interface Props {
  readonly walked: Walked;
  readonly outcome: number;
  readonly step: number;
}

/** The rules before a step that did not match, and why not: asked for when it is opened. */
export function PassedOver({ walked, outcome, step }: Props) {
  const [open, setOpen] = useState(false);
  const steps = walked.story.outcomes[outcome]?.steps ?? [];
  const range = passedOver(steps, step);
  const passed = usePassed(open ? walked : null, outcome, step, range);
  if (!range) return null;
  const count = range.to === null ? null : range.to - range.from;
  return (
    <details
      className={styles.passed}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{headline(count)}</summary>
      {passed && (
        <ul className={styles.rules} aria-label="Rules that did not match">
          {passed.rules.map((rule) => (
            <li key={rule.number}>
              <span className={styles.number}>{rule.number}</span>
              <div>
                <code className={styles.text}>{rule.text}</code>
                <Conditions conditions={rule.conditions.filter(({ holds }) => holds !== "yes")} />
              </div>
            </li>
          ))}
          {passed.rules.length === 0 && <li>There were none.</li>}
          {passed.left > 0 && <li className={styles.left}>and {passed.left.toLocaleString("en")} more</li>}
        </ul>
      )}
    </details>
  );
}

function headline(count: number | null): string {
  if (count === null) return "Rules before that did not match";
  return count === 1 ? "1 rule before it did not match" : `${count.toLocaleString("en")} rules before it did not match`;
}
