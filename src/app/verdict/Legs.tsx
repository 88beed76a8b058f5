import { ArrowLeftRight, MoveLeft, MoveRight } from "lucide-react";
import { memo } from "react";
import styles from "./Legs.module.css";

type Leg = "there" | "back" | "both";

interface Props {
  readonly leg: Leg;
  readonly onChoose: (leg: Leg) => void;
}

const LEGS = [
  { leg: "there", label: "Packet", hint: "The packet’s own way through the node", Sign: MoveRight },
  { leg: "back", label: "Answer", hint: "The way of what the far end answers, in the same connection", Sign: MoveLeft },
  {
    leg: "both",
    label: "Both",
    hint: "The packet and its answer on one time line, and what each end sees",
    Sign: ArrowLeftRight,
  },
] as const;

/** Which of a connection's two directions is looked at. */
export const Legs = memo(function Legs({ leg, onChoose }: Props) {
  return (
    <div className={styles.legs} role="radiogroup" aria-label="Direction">
      {LEGS.map(({ leg: one, label, hint, Sign }) => (
        <label key={one} className={styles.leg} title={hint}>
          <input
            type="radio"
            name="leg"
            className={styles.radio}
            checked={one === leg}
            onChange={() => {
              onChoose(one);
            }}
          />
          <Sign size={15} aria-hidden />
          {label}
        </label>
      ))}
    </div>
  );
});
