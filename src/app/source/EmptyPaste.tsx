import { Check, Copy } from "lucide-react";
import { useState } from "react";
import styles from "./EmptyPaste.module.css";

const COMMAND = "iptables-save -c; ip addr; ip route show table all";

/** What to paste, where nothing was pasted yet. */
export function EmptyPaste() {
  const [copied, setCopied] = useState(false);

  async function copy() {
    await navigator.clipboard.writeText(COMMAND);
    setCopied(true);
  }

  return (
    <div className={styles.empty}>
      <p>Paste here what this prints on a node, as root:</p>
      <code className={styles.command}>{COMMAND}</code>
      <button type="button" className={styles.copy} onClick={() => void copy().catch(() => undefined)}>
        {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        <span aria-live="polite">{copied ? "Copied" : "Copy the command"}</span>
      </button>
    </div>
  );
}
