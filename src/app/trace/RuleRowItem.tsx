import type { RuleRow } from "../../telling/story";
import type { RuleName } from "../../worker/engine";
import { useParts, type Walked } from "../answers";
import { Conditions, SIGNS, WORDS } from "./Conditions";
import { LineLink } from "./LineLink";
import { NamedText } from "../names/NamedText";
import { RuleLine } from "./RuleLine";
import styles from "./RuleRowItem.module.css";
import { RuleText } from "./RuleText";

interface Props {
  readonly walked: Walked;
  readonly step: { readonly outcome: number; readonly index: number };
  readonly row: RuleRow;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onLine: (line: number) => void;
}

/** A rule that did not match, in two lines; opened, all of its clauses. */
export function RuleRowItem({ walked, step, row, open, onOpen, onLine }: Props) {
  const Sign = SIGNS[row.holds];
  const rule = nameOf(walked, step, row);
  return (
    <div className={styles.rule} data-open={open}>
      <button type="button" className={styles.head} aria-expanded={open} onClick={onOpen}>
        <span className={styles.number}>{row.number}</span>
        <RuleLine text={row.text} rule={rule} />
        <span className={styles.reason}>
          <Sign size={12} aria-label={WORDS[row.holds]} />
          <span>
            <NamedText text={row.reason} ways={false} />
            {row.meaning !== null && <span className={styles.meaning}> · {row.meaning}</span>}
          </span>
        </span>
      </button>
      {open && <Opened walked={walked} step={step} row={row} onLine={onLine} />}
    </div>
  );
}

function Opened({ walked, step, row, onLine }: Omit<Props, "open" | "onOpen">) {
  const rule = nameOf(walked, step, row);
  const parts = useParts(walked, rule);
  return (
    <div className={styles.opened}>
      <p>
        <RuleText text={row.text} parts={parts} marked={[]} />{" "}
        {row.line !== null && <LineLink line={row.line} onLine={onLine} />}
      </p>
      <Conditions conditions={row.conditions} rule={rule} />
    </div>
  );
}

function nameOf({ story }: Walked, { outcome, index }: Props["step"], { number }: RuleRow): RuleName | null {
  const { table = null, chain = null } = story.outcomes[outcome]?.steps[index] ?? {};
  return table === null || chain === null ? null : { family: story.family, table, chain, rule: number };
}
