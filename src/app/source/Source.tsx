import { lazy, Suspense, useState } from "react";
import type { Dump } from "../../worker/engine";
import { editText, usePage } from "../page-store";
import type { Jump } from "./DumpEditor";
import { EmptyPaste } from "./EmptyPaste";
import { Problems } from "./Problems";
import styles from "./Source.module.css";

const DumpEditor = lazy(() => import("./DumpEditor"));

interface Props {
  readonly dump: Dump | undefined;
  readonly failure: Error | null;
  /** The line of the rule at which the packet is. */
  readonly lit: number | null;
  /** A line that something else on the page points to. */
  readonly jump: Jump | null;
}

const NONE: Dump["problems"] = [];

/** The pasted text, and what could not be used of it. */
export function Source({ dump, failure, lit, jump }: Props) {
  const text = usePage((page) => page.snapshot.text);
  const [ownJump, setOwnJump] = useState<Jump | null>(null);
  const [outerJump, setOuterJump] = useState(jump);
  if (jump !== outerJump) {
    setOuterJump(jump);
    setOwnJump(jump);
  }
  const empty = text.trim() === "";
  const problems = empty ? NONE : (dump?.problems ?? NONE);
  return (
    <section className={styles.source} aria-label="Source">
      <header className={styles.head}>
        <h2>Dump</h2>
        <p className={styles.summary} title={dump?.summary}>
          {failure ? `cannot be read: ${failure.message}` : empty ? "" : dump?.summary}
        </p>
      </header>
      <div className={styles.editor}>
        <Suspense fallback={<p className={styles.waiting}>The editor is loading …</p>}>
          <DumpEditor text={text} problems={problems} lit={lit} jump={ownJump} onText={editText} />
        </Suspense>
      </div>
      {empty && <EmptyPaste />}
      <Problems
        problems={problems}
        onProblem={({ line, column }) => {
          setOwnJump({ line, column, focus: true });
        }}
      />
    </section>
  );
}
