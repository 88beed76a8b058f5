import { clsx } from "clsx";
import { memo } from "react";
import type { OutcomeStory, OutcomeTree, Story } from "../../telling/story";
import { NamedText } from "../names/NamedText";
import styles from "./Outcomes.module.css";
import { VerdictSign } from "./VerdictSign";

interface Props {
  readonly story: Story;
  readonly chosen: number;
  readonly onChoose: (outcome: number) => void;
}

/** All that can happen, where it is more than one thing: a small tree of what is assumed and what falls by chance. */
export const Outcomes = memo(function Outcomes({ story, chosen, onChoose }: Props) {
  const { outcomes, tree, left } = story;
  if (outcomes.length < 2) return null;
  return (
    <div className={styles.room}>
      <div className={styles.outcomes} role="radiogroup" aria-label="Outcomes">
        <Branches tree={tree} outcomes={outcomes} chosen={chosen} onChoose={onChoose} />
      </div>
      {left !== null && <p className={styles.left}>{left}</p>}
    </div>
  );
});

interface TreeProps {
  readonly tree: OutcomeTree;
  readonly outcomes: readonly OutcomeStory[];
  readonly chosen: number;
  readonly onChoose: (outcome: number) => void;
}

function Branches({ tree, ...rest }: TreeProps) {
  if (tree.kind === "outcome") return <Leaf index={tree.outcome} {...rest} />;
  const [first] = tree.branches;
  const asks = first?.share === null;
  return (
    <div className={styles.choice}>
      {!asks && (
        <p className={styles.title}>
          <NamedText text={tree.title} />
        </p>
      )}
      <div className={clsx(styles.branches, !asks && styles.drawn)}>
        {tree.branches.map(({ label, share, tree: below }) => (
          <div key={label} className={clsx(styles.branch, asks && below.kind === "outcome" && styles.one)}>
            {(asks || below.kind === "choice") && (
              <p className={styles.label}>
                {share !== null && <span className={styles.share}>{share}</span>} <NamedText text={label} />
              </p>
            )}
            <Branches tree={below} {...rest} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Leaf({ index, outcomes, chosen, onChoose }: Omit<TreeProps, "tree"> & { readonly index: number }) {
  const outcome = outcomes[index];
  if (!outcome) return null;
  return (
    <label className={styles.outcome}>
      <input
        type="radio"
        name="outcome"
        className={styles.radio}
        checked={index === chosen}
        onChange={() => {
          onChoose(index);
        }}
      />
      <VerdictSign verdict={outcome.verdict} size={15} />
      <span className={styles.share}>{outcome.share}</span>
      <span className={styles.sentence}>
        <NamedText text={outcome.sentence} ways={false} />
      </span>
    </label>
  );
}
