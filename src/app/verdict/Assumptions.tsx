import { Repeat2, X } from "lucide-react";
import { memo, useState } from "react";
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

/**
 * What the verdict rests on besides the dump and the fields. An assumption that is one of two can be turned; several of those
 * that cannot stand in one line until somebody opens it, so that the picture keeps its room.
 */
export const Assumptions = memo(function Assumptions({ assumptions, filled, onSay }: Props) {
  const open = assumptions.filter(({ question }) => question !== null);
  const taken = assumptions.filter(({ question }) => question === null);
  if (assumptions.length + filled.length === 0) return null;
  return (
    <div className={styles.rests}>
      {open.length > 0 && (
        <ul className={styles.list} aria-label="Assumed">
          {open.map((assumption) => (
            <li key={assumption.words} className={styles.item}>
              <Assumption assumption={assumption} onSay={onSay} />
            </li>
          ))}
        </ul>
      )}
      {taken.length > 1 ? <Taken taken={taken} /> : taken.map(({ words }) => <OneTaken key={words} words={words} />)}
      {filled.length > 0 && (
        <p>
          <strong>Filled in:</strong> <NamedText text={filled.join("; ")} />
        </p>
      )}
    </div>
  );
});

function OneTaken({ words }: { readonly words: string }) {
  return (
    <p>
      <strong>Assumed:</strong> <NamedText text={words} />
    </p>
  );
}

/** Several in one line, as far as that goes; opened, each in its own. */
function Taken({ taken }: { readonly taken: readonly AssumptionStory[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className={styles.taken}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <strong>Assumed besides:</strong> {open ? taken.length : taken.map(({ words }) => words).join("; ")}
      </summary>
      <ul className={styles.more} aria-label="Assumed besides">
        {taken.map(({ words }) => (
          <li key={words}>
            <NamedText text={words} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Assumption({ assumption, onSay }: { readonly assumption: AssumptionStory; readonly onSay: Props["onSay"] }) {
  const { words, question } = assumption;
  if (!question) return null;
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
        <span>
          {chosen ? "You say: " : "Assumed: "}
          <NamedText text={words} ways={false} />
        </span>
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
