import { Check, Copy } from "lucide-react";
import { useState } from "react";
import type { CommandGroup } from "../../telling/story";
import { tell } from "../page-store";
import { IconButton } from "../shell/IconButton";
import styles from "./Share.module.css";

/** The commands that show just this packet on the node itself. */
export function OnTheNode({ groups }: { readonly groups: readonly CommandGroup[] }) {
  const [copied, setCopied] = useState<string | null>(null);

  async function copy(command: string) {
    try {
      await navigator.clipboard.writeText(command);
      setCopied(command);
    } catch {
      tell({ tone: "wrong", text: "The command could not be copied here: select it instead.", undo: false });
    }
  }

  return (
    <section className={styles.part}>
      <h3 className={styles.label}>On the node</h3>
      {groups.map(({ title, words, commands }) => (
        <details key={title} className={styles.group}>
          <summary>{title}</summary>
          <p className={styles.reach}>{words}</p>
          <ul className={styles.commands} aria-label={title}>
            {commands.map(({ command, tells }) => (
              <li key={command} className={styles.command}>
                <div className={styles.shell}>
                  <code>{command}</code>
                  <span className={styles.reach}>{tells}</span>
                </div>
                <IconButton label={copied === command ? "Copied" : `Copy: ${tells}`} onPress={() => void copy(command)}>
                  {copied === command ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
                </IconButton>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
