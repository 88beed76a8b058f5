import type { MarkBit, MarkStory } from "../../telling/story";
import styles from "./Parts.module.css";

interface Props {
  readonly marks: MarkStory;
  readonly onStep: (step: number) => void;
}

/** The mark bit by bit: what each is called, and who set it. */
export function MarkBits({ marks: { value, bits }, onStep }: Props) {
  return (
    <dl className={styles.part} aria-label="Mark">
      <div className={styles.row}>
        <dt>Mark</dt>
        <dd>
          <strong className={styles.lit}>{value}</strong>
        </dd>
        {bits.map((bit) => (
          <dd key={bit.bit}>
            <Bit bit={bit} onStep={onStep} />
          </dd>
        ))}
      </div>
    </dl>
  );
}

const DONE = { set: "set here", cleared: "cleared here", kept: "still set" } as const;

function Bit({ bit: { bit, name, owner, setBy, now }, onStep }: { readonly bit: MarkBit } & Pick<Props, "onStep">) {
  return (
    <>
      {bit} {name !== null && <>“{name}” </>}
      <span className={styles.why}>
        {owner !== null && `(${owner}) `}
        {DONE[now]}
        {now !== "set" && setBy !== null && (
          <>
            {", by "}
            <button
              type="button"
              className={styles.link}
              onClick={() => {
                onStep(setBy);
              }}
            >
              step {setBy + 1}
            </button>
          </>
        )}
      </span>
    </>
  );
}
