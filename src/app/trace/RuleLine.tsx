import type { RuleName } from "../../worker/engine";
import { showsRule } from "../tips/rule-place";
import { ruleBrief } from "./rule-brief";
import styles from "./RuleLine.module.css";

interface Props {
  readonly text: string;
  /** Which it is; null for a route. */
  readonly rule: RuleName | null;
}

/** A rule in one line. */
export function RuleLine({ text, rule }: Props) {
  return (
    <code className={styles.line} {...(rule && showsRule(rule))}>
      {ruleBrief(text).map((part) => (
        <span key={part.at} className={part.shown ? undefined : styles.quiet} data-at={part.at}>
          {part.text}
        </span>
      ))}
    </code>
  );
}
