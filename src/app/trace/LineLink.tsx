import styles from "./Parts.module.css";

interface Props {
  readonly line: number;
  readonly onLine: (line: number) => void;
}

/** The way to a line of the paste. */
export function LineLink({ line, onLine }: Props) {
  return (
    <button
      type="button"
      className={styles.line}
      onClick={() => {
        onLine(line);
      }}
    >
      line {line}
    </button>
  );
}
