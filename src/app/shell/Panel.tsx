import { useId, useState, type ReactNode } from "react";
import styles from "./Panel.module.css";

interface Props {
  /** The name of the button, and of the dialog that it opens. */
  readonly name: string;
  readonly icon: ReactNode;
  /** Drawn while the panel is open; `close` closes it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button with a panel below it that closes by itself when one turns away; it never blocks the page. */
export function Panel({ name, icon, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.anchor}>
      <button type="button" className={styles.button} popoverTarget={id} aria-haspopup="dialog" aria-expanded={open}>
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
