import { Check, Copy, Download } from "lucide-react";
import { useState } from "react";
import { tell } from "../page-store";
import { IconButton } from "../shell/IconButton";
import styles from "./Share.module.css";

interface Props {
  readonly name: string;
  readonly file: string;
  /** Its media type. */
  readonly type: string;
  readonly make: () => string | Blob | Promise<string | Blob>;
}

/** Something to take away: copied, or put into a file. */
export function TakeRow({ name, file, type, make }: Props) {
  const [copied, setCopied] = useState(false);

  async function copy() {
    try {
      await (type === "image/png" ? copyPicture(make) : copyText(make));
      setCopied(true);
    } catch {
      tell({ tone: "wrong", text: `${name} could not be copied here: download it instead.`, undo: false });
    }
  }

  async function download() {
    try {
      const made = await make();
      saveAs(file, made instanceof Blob ? made : new Blob([made], { type }));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      tell({ tone: "wrong", text: `${name} could not be made: ${why}.`, undo: false });
    }
  }

  return (
    <div className={styles.row}>
      <span className={styles.what}>{name}</span>
      <span className={styles.reach} aria-live="polite">
        {copied ? "Copied" : ""}
      </span>
      <IconButton label={`Copy ${name}`} onPress={() => void copy()}>
        {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      </IconButton>
      <IconButton label={`Download ${name}`} onPress={() => void download()}>
        <Download size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

async function copyText(make: Props["make"]): Promise<void> {
  const made = await make();
  await navigator.clipboard.writeText(typeof made === "string" ? made : await made.text());
}

/** The picture is promised to the clipboard: browsers take it only while the press is fresh. */
async function copyPicture(make: Props["make"]): Promise<void> {
  const made = Promise.resolve(make()).then((picture) => (typeof picture === "string" ? new Blob([picture]) : picture));
  await navigator.clipboard.write([new ClipboardItem({ "image/png": made })]);
}

function saveAs(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the file by the next task.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  });
}
