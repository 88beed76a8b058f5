import { clsx } from "clsx";
import { Check, CircleHelp, Dices, X } from "lucide-react";
import type { ConditionStory } from "../../telling/story";
import type { RuleName } from "../../worker/engine";
import { NamedText } from "../names/NamedText";
import { clausePieces } from "./clause-pieces";
import { showsRule } from "../tips/rule-place";
import type { Pointer } from "../present/clause";
import styles from "./Conditions.module.css";

export const SIGNS = {
  yes: Check,
  no: X,
  unknown: CircleHelp,
  random: Dices,
} as const;
export const WORDS = {
  yes: "holds",
  no: "does not hold",
  unknown: "not known",
  random: "random",
} as const;

interface Props {
  readonly conditions: readonly ConditionStory[];
  /** Whose clauses they are; null where nobody knows. */
  readonly rule: RuleName | null;
  /** Points at the clause under the mouse, in the rule's text as well. */
  readonly pointer?: Pointer;
}

/** Each clause of a rule: whether it holds, and the packet's value against the rule's. */
export function Conditions({ conditions, rule, pointer }: Props) {
  if (conditions.length === 0) return null;
  return (
    <ul className={styles.conditions} aria-label="Clauses">
      {conditions.map(({ source, holds, why, at }, index) => {
        const Sign = SIGNS[holds];
        return (
          <li
            key={`${String(index)} ${source}`}
            className={clsx(styles.condition, pointer?.clause === index && styles.pointed)}
            data-holds={holds}
            onPointerEnter={() => {
              pointer?.point(index);
            }}
            onPointerLeave={() => {
              pointer?.point(null);
            }}
          >
            <Sign size={14} className={styles.sign} aria-label={WORDS[holds]} />
            <span>
              <code className={styles.source} {...(rule && at.length > 0 && showsRule(rule))}>
                {clausePieces(source, at).map((piece, place) => (
                  <span key={place} data-at={piece.at ?? undefined}>
                    {piece.text}
                  </span>
                ))}
              </code>{" "}
              <span className={styles.why}>
                <NamedText text={why} />
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
