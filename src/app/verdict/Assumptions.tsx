import { Repeat2, X } from "lucide-react";
import type { AssumptionStory } from "../../telling/story";
import { NamedText } from "../names/NamedText";
import styles from "./Assumptions.module.css";

interface Props {
  /** What was taken for granted. */
  readonly assumptions: readonly AssumptionStory[];
  /** What was filled in for fields that were left empty. */
  readonly filled: readonly string[];
  /** Told the reader's own answer to a question; null to leave it open again. */
  readonly onSay: (key: string, answer: boolean | null) => void;
}

/** What the verdict rests on besides the dump and the fields. An assumption that is one of two can be turned. */
export function Assumptions({ assumptions, filled, onSay }: Props) {
  if (assumptions.length + filled.length === 0) return null;
  return (
    <div className={styles.rests}>
      {assumptions.length > 0 && (
        <ul className={styles.list} aria-label="Assumed">
          {assumptions.map((assumption) => (
            <li key={assumption.words} className={styles.item}>
              <Assumption assumption={assumption} onSay={onSay} />
            </li>
          ))}
        </ul>
      )}
      {filled.length > 0 && (
        <p>
          <strong>Filled in:</strong> <NamedText text={filled.join("; ")} />
        </p>
      )}
    </div>
  );
}

function Assumption({ assumption, onSay }: { readonly assumption: AssumptionStory; readonly onSay: Props["onSay"] }) {
  const { words, question } = assumption;
  if (!question)
    return (
      <span className={styles.plain}>
        Assumed: <NamedText text={words} />
      </span>
    );
  const { key, answer, other, chosen } = question;
  return (
    <>
      <button
        type="button"
        className={styles.turn}
        data-chosen={chosen}
        title={`Assume instead: ${other}`}
        onClick={() => {
          onSay(key, !answer);
        }}
      >
        <Repeat2 size={13} aria-hidden />
        {chosen ? "You say: " : "Assumed: "}
        <NamedText text={words} ways={false} />
      </button>
      {chosen && (
        <button
          type="button"
          className={styles.open}
          title="Leave it open: show both ways"
          aria-label={`Leave open whether ${words}`}
          onClick={() => {
            onSay(key, null);
          }}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </>
  );
}
