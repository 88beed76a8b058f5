import { Ways } from "../collect/Ways";
import styles from "./EmptyPaste.module.css";

/** What to paste, where nothing was pasted yet. */
export function EmptyPaste() {
  return (
    <div className={styles.empty}>
      <p className={styles.words}>
        Paste here what a node prints, or drop a file. A whole terminal will do, prompts and all.
      </p>
      <Ways />
    </div>
  );
}
