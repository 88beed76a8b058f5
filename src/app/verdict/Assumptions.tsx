import styles from "./Assumptions.module.css";

interface Props {
  /** What was taken for granted. */
  readonly assumptions: readonly string[];
  /** What was filled in for fields that were left empty. */
  readonly filled: readonly string[];
}

/** What the verdict rests on besides the dump and the fields. */
export function Assumptions({ assumptions, filled }: Props) {
  if (assumptions.length + filled.length === 0) return null;
  return (
    <div className={styles.rests}>
      {assumptions.length > 0 && (
        <p>
          <strong>Assumed:</strong> {assumptions.join("; ")}
        </p>
      )}
      {filled.length > 0 && (
        <p>
          <strong>Filled in:</strong> {filled.join("; ")}
        </p>
      )}
    </div>
  );
}
