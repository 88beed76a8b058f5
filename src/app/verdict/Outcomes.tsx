import type { Story } from "../../telling/story";
import styles from "./Outcomes.module.css";
import { VerdictSign } from "./VerdictSign";

interface Props {
  readonly story: Story;
  readonly chosen: number;
  readonly onChoose: (outcome: number) => void;
}

/** All that can happen, where it is more than one thing. */
export function Outcomes({ story, chosen, onChoose }: Props) {
  if (story.outcomes.length < 2) return null;
  return (
    <div className={styles.room}>
      <div className={styles.outcomes} role="radiogroup" aria-label="Outcomes">
        {story.outcomes.map((outcome, index) => (
          <label key={String(index)} className={styles.outcome}>
            <input
              type="radio"
              name="outcome"
              className={styles.radio}
              checked={index === chosen}
              onChange={() => {
                onChoose(index);
              }}
            />
            <VerdictSign verdict={outcome.verdict} size={15} />
            <span className={styles.share}>{outcome.share}</span>
            <span className={styles.sentence}>{outcome.sentence}</span>
          </label>
        ))}
      </div>
      {story.left !== null && <p className={styles.left}>{story.left}</p>}
    </div>
  );
}
