import { Minimize } from "lucide-react";
import type { OutcomeStory } from "../../telling/story";
import { IconButton } from "../shell/IconButton";
import { VerdictSign } from "../verdict/VerdictSign";
import { endPresenting } from "./presenting";
import styles from "./Strip.module.css";

/** The packet and its end in one line, while the page is presented. */
export function Strip({ outcome }: { readonly outcome: OutcomeStory | null }) {
  return (
    <header className={styles.strip}>
      {outcome && (
        <>
          <p className={styles.packet}>{outcome.way[0]?.hint}</p>
          <p className={styles.end}>
            <VerdictSign verdict={outcome.verdict} size={24} />
            {outcome.sentence}
          </p>
        </>
      )}
      <IconButton label="Stop presenting" keys="Esc" onPress={endPresenting}>
        <Minimize size={20} aria-hidden />
      </IconButton>
    </header>
  );
}
