/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events -- a datalist cannot be
   styled nor hold columns; the keys are the field's, as the ARIA pattern has it. */
import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import { useId, useState, type KeyboardEvent } from "react";
import { isPartOfAddress, type Choice } from "./choices";
import styles from "./Field.module.css";

interface Props<One extends Choice> {
  readonly label: string;
  /** What the value is, where it has a name; null else. */
  readonly name?: string | null;
  readonly value: string;
  /** What is offered for what was asked. */
  readonly choices: readonly One[];
  /** True where there are more than are offered. */
  readonly more?: boolean;
  readonly placeholder: string;
  /** What is wrong with the value; null where nothing is. */
  readonly error: string | null;
  /** The id of a note on it, which stands elsewhere; null where there is none. */
  readonly notedBy?: string | null;
  /** What was typed since the list opened; empty where nothing was, so that anything may be offered. */
  readonly onAsk: (query: string) => void;
  readonly onType: (text: string) => void;
  readonly onChoose: (choice: One) => void;
}

/** A text field that offers what the dump knows and takes anything else as well (WAI-ARIA combobox, list autocomplete). */
export function Combobox<One extends Choice>({
  label,
  name = null,
  value,
  choices,
  more = false,
  placeholder,
  error,
  notedBy = null,
  onAsk,
  onType,
  onChoose,
}: Props<One>) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [typed, setTyped] = useState(false);
  const listed = open && choices.length > 0;
  // What was typed and is no value by itself stands for the first that bears it.
  const meant = typed && error !== null && active < 0 ? choices.findIndex((choice) => bears(choice, value)) : -1;
  const current = meant < 0 ? Math.min(active, choices.length - 1) : meant;

  function show() {
    setOpen(true);
    setActive(-1);
    setTyped(false);
    onAsk("");
  }

  function choose(choice: One) {
    onChoose(choice);
    setOpen(false);
  }

  function press(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) show();
      else setActive((current + (event.key === "ArrowDown" ? 1 : -1) + choices.length) % Math.max(1, choices.length));
    } else if (event.key === "Enter" && listed && choices[current]) {
      event.preventDefault();
      choose(choices[current]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      setOpen(false);
    }
  }

  // What is not told yet is no fault.
  const missing = error !== null && value === "";
  const wrong = error !== null && !missing;
  return (
    <div className={clsx(styles.field, missing && styles.missing, wrong && styles.wrong)}>
      <div className={styles.head}>
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
        {name !== null && <span className={styles.name}>{name}</span>}
        {notedBy !== null && <TriangleAlert className={styles.noted} size={13} aria-hidden />}
      </div>
      <input
        id={id}
        className={styles.input}
        role="combobox"
        aria-expanded={listed}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={listed && current >= 0 ? `${id}-${String(current)}` : undefined}
        aria-invalid={wrong}
        aria-required={missing}
        aria-describedby={error === null ? (notedBy ?? undefined) : `${id}-error`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          setOpen(true);
          setActive(-1);
          setTyped(true);
          onAsk(event.currentTarget.value);
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
          {choices.map((choice, index) => (
            <div
              key={`${choice.value} ${choice.label} ${choice.hint}`}
              id={`${id}-${String(index)}`}
              className={styles.choice}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              ref={index === current ? intoView : undefined}
              onPointerDown={(event) => {
                // The field keeps the focus.
                event.preventDefault();
              }}
              onClick={() => {
                choose(choice);
              }}
            >
              {choice.kind !== null && <span className={styles.kind}>{choice.kind}</span>}
              <span className={styles.choiceLabel}>{choice.label}</span>
              <span className={styles.hint}>{choice.hint}</span>
            </div>
          ))}
          {more && (
            <div className={styles.more} role="presentation">
              There are more: type a part of a name or an address
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/**
 * True where a choice bears every word of a name: while an answer is on its way, choices for the text before are offered.
 * A part of an address stands for no other address.
 */
function bears({ label, hint, kind }: Choice, text: string): boolean {
  const offered = `${kind ?? ""} ${label} ${hint}`.toLowerCase();
  const words = text.toLowerCase().split(/\s+/);
  return !isPartOfAddress(text) && words.every((word) => offered.includes(word));
}

function intoView(choice: HTMLElement | null) {
  choice?.scrollIntoView({ block: "nearest" });
}
