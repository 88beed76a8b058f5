import type { EndsStory, TrackingStory } from "../../telling/story";
import { LineLink } from "./LineLink";
import { NamedText } from "../names/NamedText";
import styles from "./Parts.module.css";
import { Rewrites } from "./Rewrites";

interface Props {
  readonly tracking: TrackingStory;
  readonly onLine: (line: number) => void;
}

/** What connection tracking knows of the packet's connection. */
export function TrackingPart({ tracking: { state, means, original, reply, nat, line }, onLine }: Props) {
  return (
    <>
      <dl className={styles.part} aria-label="Connection">
        <div className={styles.row}>
          <dt>{state}</dt>
          <dd>{means}</dd>
        </div>
        {original && <Ends name="Request" ends={original} />}
        {reply && <Ends name="Answer" ends={reply} />}
      </dl>
      {nat && <Rewrites nat={nat} />}
      {line !== null && <LineLink line={line} onLine={onLine} />}
    </>
  );
}

function Ends({ name, ends: { source, destination } }: { readonly name: string; readonly ends: EndsStory }) {
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      <dd>
        <NamedText text={`${source} → ${destination}`} />
      </dd>
    </div>
  );
}
