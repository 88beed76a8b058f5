import { SAMPLES } from "../../../samples";
import { openSample } from "../opening";
import styles from "./SampleList.module.css";

/** The samples, each opened by a press; `onOpen` is told first. */
export function SampleList({ onOpen }: { readonly onOpen?: () => void }) {
  return (
    <ul className={styles.list}>
      {SAMPLES.map((sample) => (
        <li key={sample.id}>
          <button
            type="button"
            className={styles.sample}
            onClick={() => {
              onOpen?.();
              void openSample(sample);
            }}
          >
            <strong>{sample.title}</strong>
            <span>{sample.about}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
