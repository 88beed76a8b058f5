import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { Problem } from "../../netfilter/ruleset";
import { redo, undo } from "../page-store";
import { engineRests } from "../queries";
import { openEditor, type Editor } from "./dump-editor";
import { takeUpPlace } from "./dump-place";
import type { StepLines } from "./dump-steps";
import { partsOfLine } from "./line-answers";
import styles from "./DumpEditor.module.css";

/** A place of the text to go to; each is a new one, so that the same line can be asked for twice. */
export interface Jump {
  readonly line: number;
  readonly column: number;
  /** False where the reader only looks, and the keys stay with the playback. */
  readonly focus: boolean;
  /** The last of the lines that are meant; all are marked. */
  readonly last?: number;
}

export interface DumpProps {
  readonly text: string;
  readonly problems: readonly Problem[];
  /** The line of the rule at which the packet is. */
  readonly lit: number | null;
  readonly steps: StepLines;
  readonly jump: Jump | null;
  /** `whole`: another text took the place of all that was there. */
  readonly onText: (text: string, whole: boolean) => void;
  readonly onTooLong: (length: number) => void;
  readonly onLine: (line: number) => void;
  readonly onSteps: (steps: readonly number[]) => void;
}

/** A large text is seen at the latest after this. */
const LONGEST_UNSEEN_MS = 1000;

export function DumpEditor({ text, problems, lit, steps, jump, ...told }: DumpProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const hear = useEffectEvent(<Event extends keyof typeof told>(event: Event): (typeof told)[Event] => told[event]);

  // In the very moment in which the plain text goes, so that no letter falls between the two.
  useLayoutEffect(() => {
    if (!host.current) return;
    const opened = openEditor(host.current, {
      onText: (typed, whole) => {
        hear("onText")(typed, whole);
      },
      onTooLong: (length) => {
        hear("onTooLong")(length);
      },
      onLine: (line) => {
        hear("onLine")(line);
      },
      onSteps: (wanted) => {
        hear("onSteps")(wanted);
      },
      onParts: partsOfLine,
      onUndo: undo,
      onRedo: redo,
      whenFree: () => engineRests(LONGEST_UNSEEN_MS),
    });
    editor.current = opened;
    return () => {
      opened.close();
    };
  }, []);
  useLayoutEffect(() => {
    editor.current?.show(text);
  }, [text]);
  useEffect(() => {
    editor.current?.mark(problems);
  }, [problems]);
  useEffect(() => {
    editor.current?.showSteps(steps);
  }, [steps]);
  useLayoutEffect(() => {
    editor.current?.light(lit);
  }, [lit]);
  useLayoutEffect(() => {
    const place = takeUpPlace();
    if (place) editor.current?.takeOver(place);
  }, []);
  useEffect(() => {
    if (jump?.last === undefined) {
      if (jump) editor.current?.goTo(jump);
    } else editor.current?.pointAt({ first: jump.line, last: jump.last });
  }, [jump]);

  return <div ref={host} className={styles.host} />;
}
