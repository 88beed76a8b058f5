import styles from "./TryAgain.module.css";

/** Tries once more what failed. */
export function TryAgain({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <button type="button" className={styles.again} onClick={onAgain}>
      Try again
    </button>
  );
}
