import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { Redact } from "./Redact";
import { reachOf } from "./link-reach";
import styles from "./Share.module.css";
import { useLink, type Standing } from "./share-answers";
import { TakeAway } from "./TakeAway";

interface Props {
  /** Where the reader stands; null where nothing was walked. */
  readonly standing: Standing | null;
}

/** What can be given to others: the link to what the page shows now, a redacted one, and the trace and the picture as files. */
export function Shared({ standing }: Props) {
  return (
    <div className={styles.share}>
      <p className={styles.privacy}>
        The rules, the packet and the step stand in the link itself, behind the #. Nothing leaves this page: no server
        ever sees them, only those to whom you give the link.
      </p>
      <SharedLink />
      <Redact />
      {standing && <TakeAway standing={standing} />}
    </div>
  );
}

function SharedLink() {
  const fragment = useLink();
  if (fragment === undefined) return <p className={styles.reach}>The link is being made …</p>;
  return <LinkForm link={location.href.replace(/(?:#|%23).*$/i, "") + fragment} />;
}

function LinkForm({ link }: { readonly link: string }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const reach = reachOf(link.length);

  async function copy() {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(link);
    } catch {
      // Where the page may not write to the clipboard the text stands selected instead.
      field.current?.select();
    }
  }

  return (
    <div className={styles.linked}>
      <label className={styles.label} htmlFor="shared-link">
        Link
      </label>
      <textarea
        ref={field}
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
    </div>
  );
}
