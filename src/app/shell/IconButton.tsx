import type { ReactNode } from "react";
import styles from "./IconButton.module.css";

interface Props {
  /** The accessible name, and what the pointer is told. */
  readonly label: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

export function IconButton({ label, disabled = false, onPress, children }: Props) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
