import { clsx } from "clsx";
import { memo, useId } from "react";
import { editPacket, usePage } from "../page-store";
import styles from "./Field.module.css";

interface Props {
  readonly label: string;
  readonly field: "sport";
  readonly placeholder: string;
  /** What is wrong with the value; null where nothing is. */
  readonly error: string | null;
}

/** A field of which the dump knows nothing. */
export const TextField = memo(function TextField({ label, field, placeholder, error }: Props) {
  const value = usePage((page) => page.snapshot.packet[field] ?? "");
  const id = useId();
  // What is not told yet is no fault.
  const missing = error !== null && value === "";
  const wrong = error !== null && !missing;
  return (
    <div className={clsx(styles.field, missing && styles.missing, wrong && styles.wrong)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        aria-invalid={wrong}
        aria-required={missing}
        aria-describedby={error === null ? undefined : `${id}-error`}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          editPacket({ [field]: event.currentTarget.value || undefined });
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
});
