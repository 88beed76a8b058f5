import { clsx } from "clsx";
import { useId } from "react";
import styles from "./Field.module.css";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  /** What is wrong with the value; null where nothing is. */
  readonly error: string | null;
  readonly onType: (text: string) => void;
}

export function TextField({ label, value, placeholder, error, onType }: Props) {
  const id = useId();
  return (
    <div className={clsx(styles.field, error !== null && styles.wrong)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          onType(event.currentTarget.value);
        }}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
      />
      {error !== null && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
