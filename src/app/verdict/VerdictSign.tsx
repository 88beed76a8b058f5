import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import type { Verdict } from "../../netfilter/trace";
import styles from "./VerdictSign.module.css";

type Tone = "pass" | "stop" | "unsure";

const TONES: Readonly<Record<Verdict, Tone>> = {
  forwarded: "pass",
  sent: "pass",
  delivered: "pass",
  dropped: "stop",
  rejected: "stop",
  queued: "unsure",
  unroutable: "stop",
  invalid: "unsure",
};

const SIGNS = {
  pass: CircleCheck,
  stop: CircleX,
  unsure: CircleHelp,
} as const;

interface Props {
  readonly verdict: Verdict;
  /** In pixels. */
  readonly size: number;
}

/** The sign of a verdict: its colour never speaks alone, and the words stand beside it. */
export function VerdictSign({ verdict, size }: Props) {
  const tone = TONES[verdict];
  const Sign = SIGNS[tone];
  return <Sign className={styles.sign} data-tone={tone} size={size} aria-hidden />;
}
