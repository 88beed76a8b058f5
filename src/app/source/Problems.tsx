import { CircleAlert, TriangleAlert } from "lucide-react";
import type { Problem } from "../../netfilter/ruleset";
import styles from "./Problems.module.css";

interface Props {
  readonly problems: readonly Problem[];
  readonly onProblem: (problem: Problem) => void;
}

/** So many are listed; the rest are counted, and marked in the text. */
const LISTED = 100;

export function Problems({ problems, onProblem }: Props) {
  if (problems.length === 0) return null;
  return (
    <section className={styles.room}>
      <h2 className={styles.title} id="problems">
        Problems
      </h2>
      <ul className={styles.list} aria-labelledby="problems">
        {problems.slice(0, LISTED).map((problem) => (
          <li key={`${String(problem.line)}:${String(problem.column)} ${problem.message}`}>
            <button
              type="button"
              className={styles.problem}
              onClick={() => {
                onProblem(problem);
              }}
            >
              <Severity severity={problem.severity} />
              <span className={styles.line}>line {problem.line}</span>
              <span>{problem.message}</span>
            </button>
          </li>
        ))}
      </ul>
      {problems.length > LISTED && (
        <p className={styles.more}>and {(problems.length - LISTED).toLocaleString("en")} more, marked in the text</p>
      )}
    </section>
  );
}

function Severity({ severity }: { readonly severity: Problem["severity"] }) {
  const Icon = severity === "error" ? CircleAlert : TriangleAlert;
  return <Icon size={14} className={styles.icon} data-severity={severity} aria-label={severity} />;
}
