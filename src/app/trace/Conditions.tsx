import { Check, CircleHelp, Dices, X } from "lucide-react";
import type { ConditionStory } from "../../telling/story";
import styles from "./Conditions.module.css";

export const SIGNS = {
  yes: Check,
  no: X,
  unknown: CircleHelp,
  random: Dices,
} as const;
export const WORDS = {
  yes: "holds",
  no: "does not hold",
  unknown: "not known",
  random: "random",
} as const;

/** Each condition of a rule, and what the packet bore. */
export function Conditions({ conditions }: { readonly conditions: readonly ConditionStory[] }) {
  if (conditions.length === 0) return null;
  return (
    <ul className={styles.conditions} aria-label="Conditions">
      {conditions.map((condition) => {
        const Sign = SIGNS[condition.holds];
        return (
          <li key={condition.source} className={styles.condition}>
            <Sign size={14} className={styles.sign} aria-label={WORDS[condition.holds]} />
            <span>
              <code className={styles.source}>{condition.source}</code> <span>{condition.words}</span>
              {condition.shows !== null && !condition.words.includes(condition.shows) && (
                <span className={styles.shows}> (it is {condition.shows})</span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
