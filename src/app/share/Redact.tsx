import { EyeOff } from "lucide-react";
import { useState } from "react";
import { openSnapshot, tell, usePage } from "../page-store";
import styles from "./Share.module.css";
import { redacted } from "./share-answers";

/** Puts stand-ins in the place of what tells whose node it is, in the text and the packet; one press undoes it. */
export function Redact() {
  const [busy, setBusy] = useState(false);

  async function replace() {
    const { snapshot } = usePage.getState();
    setBusy(true);
    try {
      const standIns = await redacted(snapshot);
      openSnapshot({ ...snapshot, ...standIns }, "Names, comments and public addresses were replaced.");
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      tell({ tone: "wrong", text: `Nothing was replaced: ${why}.`, undo: false });
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className={styles.act}>
      <button type="button" className={styles.copy} disabled={busy} onClick={() => void replace()}>
        <EyeOff size={16} aria-hidden />
        Redact
      </button>
      <p className={styles.reach}>
        Puts stand-ins of the same shape in the place of names, comments and public addresses. Every packet goes the
        same way, and private addresses stay. What nobody could read of the paste is left out.
      </p>
    </div>
  );
}
