import { ruleBrief } from "./rule-brief";
import styles from "./RuleLine.module.css";

/** A rule in one line. */
export function RuleLine({ text }: { readonly text: string }) {
  return (
    <code className={styles.line}>
      {ruleBrief(text).map((part, index) => (
        <span key={String(index)} className={part.shown ? undefined : styles.quiet}>
          {part.text}
        </span>
      ))}
    </code>
  );
}
