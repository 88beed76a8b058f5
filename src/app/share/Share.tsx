import { Check, Copy, Link2 } from "lucide-react";
import { useState } from "react";
import { linkOf } from "../../snapshot/link";
import { usePage } from "../page-store";
import { Panel } from "../shell/Panel";
import { reachOf } from "./link-reach";
import styles from "./Share.module.css";

export function Share() {
  return (
    <Panel name="Share" icon={<Link2 size={16} aria-hidden />}>
      {() => <SharedLink />}
    </Panel>
  );
}

function SharedLink() {
  const snapshot = usePage((page) => page.snapshot);
  const [copied, setCopied] = useState<string | null>(null);
  const link = location.href.replace(/(?:#|%23).*$/i, "") + linkOf(snapshot);
  const reach = reachOf(link.length);

  async function copy() {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(link);
    } catch {
      // Where the page may not write to the clipboard the text stands selected instead.
      document.querySelector<HTMLTextAreaElement>(`.${styles.link ?? ""}`)?.select();
    }
  }

  return (
    <div className={styles.share}>
      <label className={styles.label} htmlFor="shared-link">
        Link
      </label>
      <textarea
        id="shared-link"
        className={styles.link}
        readOnly
        rows={4}
        spellCheck={false}
        value={link}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
      />
      <div className={styles.act}>
        <button type="button" className={styles.copy} onClick={() => void copy()}>
          {copied === link ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          <span aria-live="polite">{copied === link ? "Copied" : "Copy"}</span>
        </button>
        <p className={styles.reach} data-reach={reach.kind}>
          {link.length.toLocaleString("en")} characters. {reach.words}
        </p>
      </div>
      <p className={styles.privacy}>
        The rules, the packet and the step stand in the link itself, behind the #. Nothing leaves this page: no server
        ever sees them, only those to whom you give the link.
      </p>
    </div>
  );
}
