/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events -- a datalist cannot be
   styled nor hold two columns; the keys are the field's, as the ARIA pattern has it. */
import { clsx } from "clsx";
import { useId, useState, type KeyboardEvent } from "react";
import styles from "./Field.module.css";

export interface Choice {
  /** What the field then holds. */
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

interface Props<One extends Choice> {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly One[];
  readonly placeholder: string;
  /** What is wrong with the value; null where nothing is. */
  readonly error: string | null;
  readonly onType: (text: string) => void;
  readonly onChoose: (choice: One) => void;
}

/** So many choices are shown; typing finds the others. */
const SHOWN = 50;

/** A text field that offers what the dump knows and takes anything else as well (WAI-ARIA combobox, list autocomplete). */
export function Combobox<One extends Choice>({
  label,
  value,
  choices,
  placeholder,
  error,
  onType,
  onChoose,
}: Props<One>) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  /** True once a letter was typed since the list opened: until then all choices are offered. */
  const [narrowed, setNarrowed] = useState(false);
  const found = narrowed ? matching(choices, value) : choices;
  const shown = found.slice(0, SHOWN);
  const listed = open && shown.length > 0;

  function show() {
    setOpen(true);
    setNarrowed(false);
    setActive(-1);
  }

  function choose(choice: One) {
    onChoose(choice);
    setOpen(false);
  }

  function press(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) show();
      else setActive((active + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % Math.max(1, shown.length));
    } else if (event.key === "Enter" && listed && shown[active]) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      setOpen(false);
    }
  }

  return (
    <div className={clsx(styles.field, error !== null && styles.wrong)}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        role="combobox"
        aria-expanded={listed}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={listed && active >= 0 ? `${id}-${String(active)}` : undefined}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${id}-error`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          setOpen(true);
          setNarrowed(true);
          setActive(-1);
          onType(event.currentTarget.value);
        }}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
        onClick={show}
        onBlur={() => {
          setOpen(false);
        }}
        onKeyDown={press}
      />
      {error !== null && (
        <p id={`${id}-error`} className={styles.error} hidden={listed}>
          {error}
        </p>
      )}
      {listed && (
        <div id={`${id}-list`} className={styles.list} role="listbox" tabIndex={-1} aria-label={label}>
          {shown.map((choice, index) => (
            <div
              key={`${choice.value} ${choice.label} ${choice.hint}`}
              id={`${id}-${String(index)}`}
              className={styles.choice}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              ref={index === active ? intoView : undefined}
              onPointerDown={(event) => {
                // The field keeps the focus.
                event.preventDefault();
              }}
              onClick={() => {
                choose(choice);
              }}
            >
              <span className={styles.choiceLabel}>{choice.label}</span>
              <span className={styles.hint}>{choice.hint}</span>
            </div>
          ))}
          {found.length > SHOWN && (
            <div className={styles.more} role="presentation">
              {(found.length - SHOWN).toLocaleString("en")} more: type to find them
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function intoView(choice: HTMLElement | null) {
  choice?.scrollIntoView({ block: "nearest" });
}

function matching<One extends Choice>(choices: readonly One[], typed: string): readonly One[] {
  const wanted = typed.trim().toLowerCase();
  return choices.filter(({ value, label, hint }) => `${value} ${label} ${hint}`.toLowerCase().includes(wanted));
}
