import { clsx } from "clsx";
import { useId, useState, type ReactNode } from "react";
import styles from "./Panel.module.css";

interface Props {
  /** The name of the button, and of the dialog that it opens. */
  readonly name: string;
  readonly icon: ReactNode;
  /** The dialog's id, where something else opens it too. */
  readonly id?: string;
  /** True where the icon alone stands on the button. */
  readonly bare?: boolean;
  /** Drawn while the panel is open; `close` closes it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button with a panel below it that closes by itself when one turns away; it never blocks the page. */
export function Panel({ name, icon, id: given, bare = false, children }: Props) {
  const own = useId();
  const id = given ?? own;
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.anchor}>
      <button
        type="button"
        className={clsx(styles.button, bare && styles.bare)}
        title={bare ? name : undefined}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
      >
        {icon}
        <span className={styles.name}>{name}</span>
      </button>
      <dialog
        id={id}
        popover="auto"
        aria-label={name}
        className={styles.panel}
        onToggle={(event) => {
          setOpen(event.newState === "open");
        }}
      >
        {open &&
          children(() => {
            document.getElementById(id)?.hidePopover();
          })}
      </dialog>
    </div>
  );
}
