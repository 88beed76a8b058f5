import { sizeWords } from "../../snapshot/text-limit";
import styles from "./ReadingLine.module.css";

interface Props {
  /** What takes so long, such as `Reading`. */
  readonly doing: string;
  /** In UTF-16 units or bytes. */
  readonly size: number;
  readonly onCancel: () => void;
}

/** Says that something takes long, with a way out of it. */
export function ReadingLine({ doing, size, onCancel }: Props) {
  return (
    <div className={styles.reading}>
      <div className={styles.line} />
      <output className={styles.words}>
        {doing} {sizeWords(size)} …
        <button
          type="button"
          className={styles.cancel}
          title="Cancel (Esc): what was there before comes back"
          onClick={onCancel}
        >
          Cancel
        </button>
      </output>
    </div>
  );
}
