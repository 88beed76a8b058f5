import type { StepStory } from "../../telling/story";
import { showChain } from "../canvas/looking";
import { WayTo } from "../names/WayTo";
import styles from "./CaretLine.module.css";
import { useLinePlace } from "./line-answers";

interface Props {
  /** The line of the cursor, from 1. */
  readonly line: number;
  readonly steps: readonly StepStory[];
  readonly onStep: (step: number) => void;
}

/** What the rule under the cursor is, and where the packet meets it or its chain. */
export function CaretLine({ line, steps, onStep }: Props) {
  const place = useLinePlace(line);
  if (!place) return null;
  const { family, table, chain, rule } = place;
  const here = steps.flatMap((step, index) => (step.line === line ? [index] : []));
  const inChain = steps.findIndex((step) => step.table === table && step.chain === chain);
  return (
    <p className={styles.caret}>
      <span className={styles.place}>
        {family === 6 && "IPv6 "}
        {table}{" "}
        <WayTo
          said={`Show ${chain} in the picture`}
          onGo={() => {
            showChain({ families: [family], table, chain });
          }}
        >
          <b>{chain}</b>
        </WayTo>{" "}
        {rule !== null && `rule ${String(rule)}`}
      </span>
      {here.slice(0, 4).map((step) => (
        <StepButton key={step} step={step} words={`Step ${String(step + 1)}`} onStep={onStep} />
      ))}
      {here.length === 0 && inChain >= 0 && (
        <StepButton step={inChain} words={`Its chain: step ${String(inChain + 1)}`} onStep={onStep} />
      )}
      {here.length === 0 && inChain < 0 && <span className={styles.none}>not on this packet’s way</span>}
    </p>
  );
}

interface StepButtonProps {
  readonly step: number;
  readonly words: string;
  readonly onStep: (step: number) => void;
}

function StepButton({ step, words, onStep }: StepButtonProps) {
  return (
    <button
      type="button"
      className={styles.step}
      onClick={() => {
        onStep(step);
      }}
    >
      {words}
    </button>
  );
}
