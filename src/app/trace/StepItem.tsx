import { clsx } from "clsx";
import { useEffect, useRef, type ReactNode } from "react";
import type { StepStory } from "../../telling/story";
import type { RuleName } from "../../worker/engine";
import { NamedText } from "../names/NamedText";
import { RuleLine } from "./RuleLine";
import styles from "./StepItem.module.css";
import { NAMES, numberOf } from "./step-words";

interface Props {
  readonly step: StepStory;
  /** Its rule; null where none decided. */
  readonly rule: RuleName | null;
  /** True for the first step of a hook, which bears the hook's name. */
  readonly opensHook: boolean;
  /** True for the first step of a table at a hook, beside which the table's name is seen. */
  readonly opensTable: boolean;
  readonly standing: "idle" | "visited" | "current";
  readonly onChoose: () => void;
  /** What the current step unfolds. */
  readonly children: ReactNode;
}

/** One step; the current one unfolds to what was asked, what the packet bore, and what changed. */
export function StepItem({ step, rule, opensHook, opensTable, standing, onChoose, children }: Props) {
  const item = useRef<HTMLLIElement>(null);
  const current = standing === "current";
  useEffect(() => {
    if (current) keepInView(item.current);
    // Another walk may have another step at this very place.
  }, [current, step]);

  return (
    <li
      ref={item}
      className={clsx(styles.step, styles[standing])}
      data-opens={opensTable || opensHook}
      data-depth={Math.min(step.depth, DEEPEST)}
      aria-current={current ? "step" : undefined}
    >
      {opensHook && <p className={styles.hook}>{step.hook}</p>}
      <button type="button" className={styles.head} tabIndex={current ? 0 : -1} onClick={onChoose}>
        <span className={styles.dot} aria-hidden />
        {step.table !== null && <span className={clsx(styles.table, !opensTable && styles.unseen)}>{step.table} </span>}
        <span className={styles.place}>
          <span className={styles.chain}>{step.chain ?? NAMES[step.kind]}</span>
          {numberOf(step) !== null && <span className={styles.number}> {numberOf(step)}</span>}
          {step.meaning !== null && (
            <>
              {" "}
              <span className={styles.meaning}>{step.meaning}</span>
            </>
          )}
        </span>
        <span className={styles.verdict} data-verdict={toneOf(step.verdict)} title={step.verdict}>
          {wordOf(step)}
        </span>
        {!current && (
          <span className={styles.line}>
            {step.text === null ? (
              <span className={styles.words}>
                <NamedText text={step.words} ways={false} />
              </span>
            ) : (
              <RuleLine text={step.text} rule={rule} />
            )}
          </span>
        )}
      </button>
      {current && <div className={styles.unfolded}>{children}</div>}
    </li>
  );
}

/** Jumps deeper than this are not moved further in. */
const DEEPEST = 4;

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
const AIR = 56;

/** Scrolls the list, and nothing but the list, so far that the step is seen. */
function keepInView(item: HTMLLIElement | null): void {
  const list = item?.parentElement;
  if (!item || !list || list.scrollHeight <= list.clientHeight) return;
  const above = item.offsetTop - AIR - list.scrollTop;
  const below = above + item.offsetHeight + 2 * AIR - list.clientHeight;
  if (above < 0) list.scrollTop += above;
  else if (below > 0) list.scrollTop += Math.min(below, above);
}
