import { CircleCheck, CircleHelp, OctagonX } from "lucide-react";
import type { OutcomeStory } from "../../telling/story";
import type { Verdict as Ending } from "../../netfilter/trace";
import styles from "./Verdict.module.css";

type Tone = "pass" | "stop" | "unsure";

/** Colour never speaks alone: each tone has its sign, too. */
export const TONES: Readonly<Record<Ending, Tone>> = {
  forwarded: "pass",
  sent: "pass",
  delivered: "pass",
  dropped: "stop",
  rejected: "stop",
  queued: "unsure",
  unroutable: "stop",
  invalid: "stop",
};

const SIGNS = { pass: CircleCheck, stop: OctagonX, unsure: CircleHelp } as const;

interface Props {
  /** Null before the first walk, and where there is nothing to walk through. */
  readonly outcome: OutcomeStory | null;
  /** Why there is none, in words; null where the first walk is under way. */
  readonly missing: string | null;
  /** True where the packet as it is typed now cannot be read, and this is the verdict of an earlier one. */
  readonly stale: boolean;
}

/** The end of the packet's way, big and in words. */
export function Verdict({ outcome, missing, stale }: Props) {
  const tone = outcome && TONES[outcome.verdict];
  const Sign = tone && SIGNS[tone];
  return (
    <div className={styles.verdict} role="status" aria-label="Verdict" data-tone={tone} data-stale={stale}>
      {Sign && <Sign className={styles.sign} size={28} strokeWidth={2} aria-hidden />}
      <div className={styles.words}>
        <p className={outcome ? styles.sentence : styles.missing}>{outcome ? outcome.sentence : missing}</p>
        {outcome?.detail && <p className={styles.detail}>{outcome.detail}</p>}
        {stale && <p className={styles.detail}>This is the verdict of the last packet that could be read.</p>}
      </div>
    </div>
  );
}
