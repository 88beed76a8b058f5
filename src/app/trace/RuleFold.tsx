import { useState } from "react";
import type { Walked } from "../answers";
import { laterPart } from "../shell/later-part";
import styles from "./RuleFold.module.css";

const RuleList = laterPart(async () => (await import("./RuleList")).RuleList);

interface Props {
  readonly walked: Walked;
  readonly outcome: number;
  readonly step: number;
  /** The rules of the step's chain, counted from 1, both inclusive; null for the last. */
  readonly first: number;
  readonly last: number | null;
  readonly title: string;
  readonly onLine: (line: number) => void;
}

/** Rules of a chain that the packet was not held by, folded; what they say is asked for when they are opened. */
export function RuleFold({ title, ...rules }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className={styles.fold}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{title}</summary>
      {open && <RuleList {...rules} />}
    </details>
  );
}
