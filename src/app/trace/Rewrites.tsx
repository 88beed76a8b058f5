import type { NatPair, NatStory } from "../../telling/story";
import { NamedText } from "../names/NamedText";
import styles from "./Parts.module.css";

/** Address translation: what became what, and what becomes of the answers' addresses. */
export function Rewrites({ nat: { rewrites, answers } }: { readonly nat: NatStory }) {
  return (
    <dl className={styles.part} aria-label="Address translation">
      <Row name="This way" pairs={rewrites} lit />
      <Row name="Answers" pairs={answers} />
    </dl>
  );
}

interface RowProps {
  readonly name: string;
  readonly pairs: readonly NatPair[];
  readonly lit?: boolean;
}

function Row({ name, pairs, lit = false }: RowProps) {
  if (pairs.length === 0) return null;
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      {pairs.map(({ what, from, to }) => (
        <dd key={what}>
          {what} <s>{from}</s> →{" "}
          <strong className={lit ? styles.lit : undefined}>
            <NamedText text={to} />
          </strong>
        </dd>
      ))}
    </div>
  );
}
