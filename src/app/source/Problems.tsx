import { CircleAlert, TriangleAlert } from "lucide-react";
import { memo, useId } from "react";
import type { Problem } from "../../netfilter/ruleset";
import { NamedText } from "../names/NamedText";
import styles from "./Problems.module.css";

interface Props {
  readonly problems: readonly Problem[];
  readonly onProblem: (problem: Problem) => void;
}

/** So many are listed; the rest are counted, and marked in the text. */
const LISTED = 100;

/** What is wrong with the dump. Each is a way to its place, and the chains and addresses that it names to theirs. */
export const Problems = memo(function Problems({ problems, onProblem }: Props) {
  const id = useId();
  if (problems.length === 0) return null;
  return (
    <section className={styles.room}>
      <h2 className={styles.title} id="problems">
        Problems
      </h2>
      <ul className={styles.list} aria-labelledby="problems">
        {problems.slice(0, LISTED).map((problem, index) => (
          <li key={`${String(problem.line)}:${String(problem.column)} ${problem.message}`} className={styles.problem}>
            <Severity severity={problem.severity} />
            <button
              type="button"
              className={styles.line}
              aria-describedby={`${id}-${String(index)}`}
              onClick={() => {
                onProblem(problem);
              }}
            >
              line {problem.line}
            </button>
            <span id={`${id}-${String(index)}`} className={styles.words}>
              <NamedText text={problem.message} />
            </span>
          </li>
        ))}
      </ul>
      {problems.length > LISTED && (
        <p className={styles.more}>and {(problems.length - LISTED).toLocaleString("en")} more, marked in the text</p>
      )}
    </section>
  );
});

function Severity({ severity }: { readonly severity: Problem["severity"] }) {
  const Icon = severity === "error" ? CircleAlert : TriangleAlert;
  return <Icon size={14} className={styles.icon} data-severity={severity} aria-label={severity} />;
}
