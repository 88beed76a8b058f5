import { Terminal } from "lucide-react";
import { useId, useState } from "react";
import { laterPart } from "../shell/later-part";
import styles from "./HowToCollect.module.css";

const Ways = laterPart(async () => (await import("./Ways")).Ways);

/** A quiet button with the ways to get a dump below it. */
export function HowToCollect() {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label="How to get a dump"
        title="How to get a dump"
      >
        <Terminal size={15} aria-hidden />
      </button>
      <dialog
        id={id}
        popover="auto"
        aria-label="How to get a dump"
        className={styles.panel}
        onToggle={(event) => {
          setOpen(event.newState === "open");
        }}
      >
        {open && <Ways />}
      </dialog>
    </>
  );
}
