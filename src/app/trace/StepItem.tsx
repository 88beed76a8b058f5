import { clsx } from "clsx";
import { useEffect, useRef, type ReactNode } from "react";
import type { StepStory } from "../../telling/story";
import { Conditions } from "./Conditions";
import styles from "./StepItem.module.css";
import { NAMES, numberOf } from "./step-words";

interface Props {
  readonly step: StepStory;
  /** True for the first step of a hook, which bears the hook's name. */
  readonly opensHook: boolean;
  readonly standing: "idle" | "visited" | "current";
  readonly onChoose: () => void;
  readonly onLine: (line: number) => void;
  /** What else the current step unfolds. */
  readonly children: ReactNode;
}

/** One step; the current one unfolds to what was asked, what the packet bore, and what changed. */
export function StepItem({ step, opensHook, standing, onChoose, onLine, children }: Props) {
  const item = useRef<HTMLLIElement>(null);
  const current = standing === "current";
  useEffect(() => {
    if (current) keepInView(item.current);
    // Another walk may have another step at this very place.
  }, [current, step]);

  return (
    <li ref={item} className={clsx(styles.step, styles[standing])} aria-current={current ? "step" : undefined}>
      {opensHook && <p className={styles.hook}>{step.hook}</p>}
      <button type="button" className={styles.head} onClick={onChoose}>
        <span className={styles.dot} aria-hidden />
        <span className={styles.place}>
          {step.table !== null && <span className={styles.table}>{step.table} </span>}
          <span className={styles.chain}>{step.chain ?? NAMES[step.kind]}</span>
          {numberOf(step) !== null && <span className={styles.number}> {numberOf(step)}</span>}
          {step.meaning !== null && <span className={styles.meaning}> {step.meaning}</span>}
        </span>
        <span className={styles.verdict} data-verdict={toneOf(step.verdict)} title={step.verdict}>
          {wordOf(step)}
        </span>
        {step.text !== null && <code className={styles.text}>{step.text}</code>}
        {step.text === null && <span className={styles.words}>{step.words}</span>}
      </button>
      {current && (
        <div className={styles.unfolded}>
          <Unfolded step={step} onLine={onLine} />
          {children}
        </div>
      )}
    </li>
  );
}

function Unfolded({ step, onLine }: { readonly step: StepStory; readonly onLine: (line: number) => void }) {
  const { line } = step;
  return (
    <>
      {step.text !== null && <p>{step.words}</p>}
      <Conditions conditions={step.conditions} />
      {step.changes.length > 0 && (
        <ul className={styles.changes} aria-label="Changed">
          {step.changes.map((change) => (
            <li key={change.what}>
              <span className={styles.faint}>{change.what}</span> <s>{change.from}</s> → <strong>{change.to}</strong>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.faint}>
        {step.packet}
        {step.mark !== "0x0" && `, mark ${step.mark}`}
        {line !== null && (
          <>
            {" · "}
            <button
              type="button"
              className={styles.line}
              onClick={() => {
                onLine(line);
              }}
            >
              line {line}
            </button>
          </>
        )}
      </p>
    </>
  );
}

/** The rule itself says where it jumps. */
function wordOf({ kind, verdict }: StepStory): string {
  return kind === "rule" ? (verdict.split(" ")[0] ?? verdict) : verdict;
}

function toneOf(verdict: string): "pass" | "stop" | undefined {
  const [word] = verdict.split(" ");
  if (word === "ACCEPT") return "pass";
  return word === "DROP" || word === "REJECT" ? "stop" : undefined;
}

/** So much of the steps around is seen as well, in pixels. */
const AIR = 40;

/** Scrolls the list, and nothing but the list, so far that the step is seen. */
function keepInView(item: HTMLLIElement | null): void {
  const list = item?.parentElement;
  if (!item || !list || list.scrollHeight <= list.clientHeight) return;
  const above = item.offsetTop - AIR - list.scrollTop;
  const below = above + item.offsetHeight + 2 * AIR - list.clientHeight;
  if (above < 0) list.scrollTop += above;
  else if (below > 0) list.scrollTop += Math.min(below, above);
}
