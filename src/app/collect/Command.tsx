import { Check, Copy } from "lucide-react";
import { useState } from "react";
import styles from "./Command.module.css";

interface Props {
  readonly title: string;
  /** What is copied. */
  readonly command: string;
  /** What is shown of it, where not the whole. */
  readonly shown?: string;
}

/** A command with a button that copies it; where the page may not, its text stands selected. */
export function Command({ title, command, shown = command }: Props) {
  const [copied, setCopied] = useState(false);

  async function copy(from: HTMLElement) {
    try {
      await navigator.clipboard.writeText(command);
      setCopied(true);
    } catch {
      const words = from.parentElement?.querySelector("code");
      if (words) getSelection()?.selectAllChildren(words);
    }
  }

  return (
    <div className={styles.command}>
      <p className={styles.title}>{title}</p>
      <code className={styles.words}>{shown}</code>
      <button
        type="button"
        className={styles.copy}
        aria-label={`Copy: ${title}`}
        onClick={({ currentTarget }) => void copy(currentTarget)}
      >
        {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
      </button>
    </div>
  );
}
