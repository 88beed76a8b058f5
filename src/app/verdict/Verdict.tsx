import { memo } from "react";
import type { OutcomeStory } from "../../telling/story";
import { NamedText } from "../names/NamedText";
import styles from "./Verdict.module.css";
import { VerdictSign } from "./VerdictSign";

interface Props {
  /** Null before the first walk, and where there is nothing to walk through. */
  readonly outcome: OutcomeStory | null;
  /** Why there is none, in words; null where the first walk is under way. */
  readonly missing: string | null;
  /** Why this is the verdict of an earlier packet or paste; null where it is that of the present one. */
  readonly stale: string | null;
}

/** The end of the packet's way, big and in words. */
export const Verdict = memo(function Verdict({ outcome, missing, stale }: Props) {
  return (
    <output className={styles.verdict} aria-label="Verdict" data-stale={stale !== null && outcome !== null}>
      {outcome && <VerdictSign verdict={outcome.verdict} size={22} />}
      <div className={styles.words}>
        <p className={outcome ? styles.sentence : styles.missing}>
          {outcome ? <NamedText text={outcome.sentence} /> : missing}
        </p>
        {outcome && (
          <div className={styles.detail}>
            {outcome.detail !== null && (
              <p className={styles.own}>
                <NamedText text={outcome.detail} beside />
              </p>
            )}
            {stale !== null && <p>{stale}</p>}
          </div>
        )}
      </div>
    </output>
  );
});
