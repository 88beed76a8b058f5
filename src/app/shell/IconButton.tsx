import type { ReactNode } from "react";
import styles from "./IconButton.module.css";

interface Props {
  /** The accessible name, and what the pointer is told. */
  readonly label: string;
  /** The key that does the same, which the pointer is told too. */
  readonly keys?: string;
  readonly disabled?: boolean;
  /** For a button that switches something: whether it is on. */
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

export function IconButton({ label, keys, disabled = false, pressed, onPress, children }: Props) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      aria-pressed={pressed}
      title={keys === undefined ? label : `${label} (${keys})`}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
