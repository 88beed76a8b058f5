import type { RoutingStory } from "../../telling/story";
import { NamedText } from "../names/NamedText";
import { LineLink } from "./LineLink";
import styles from "./Parts.module.css";

interface Props {
  readonly routing: RoutingStory;
  readonly onLine: (line: number) => void;
}

/** A routing decision: why this route, and why none of the others that would do. */
export function RoutingPart({ routing: { why, gateway, others }, onLine }: Props) {
  return (
    <dl className={styles.part} aria-label="Route">
      <div className={styles.row}>
        <dt>Because</dt>
        <dd>
          <NamedText text={why} />
        </dd>
      </div>
      {gateway !== null && (
        <div className={styles.row}>
          <dt>Next hop</dt>
          <dd>
            <NamedText text={gateway} />
          </dd>
        </div>
      )}
      {others.length > 0 && (
        <div className={styles.row}>
          <dt>Not by</dt>
          {others.map(({ route, line, why: whyNot }, index) => (
            <dd key={`${String(index)} ${route}`}>
              <code className={styles.mono}>
                <NamedText text={route} />
              </code>{" "}
              <span className={styles.why}>({whyNot})</span> <LineLink line={line} onLine={onLine} />
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}
