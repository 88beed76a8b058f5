import styles from "./EmptyPicture.module.css";
import { SampleList } from "./SampleList";

/** What stands where the picture will, while nothing was pasted: somewhere to begin without a node at hand. */
export function EmptyPicture() {
  return (
    <section className={styles.empty} aria-label="To begin with">
      <p className={styles.words}>No node at hand? Watch a packet walk through one of these:</p>
      <SampleList />
    </section>
  );
}
