import { useEffect, useEffectEvent, useRef } from "react";
import type { Problem } from "../../netfilter/ruleset";
import { openEditor, type Editor } from "./dump-editor";
import styles from "./DumpEditor.module.css";

/** A place of the text to go to; each is a new one, so that the same line can be asked for twice. */
export interface Jump {
  readonly line: number;
  readonly column: number;
  /** False where the reader only looks, and the keys stay with the playback. */
  readonly focus: boolean;
}

interface Props {
  readonly text: string;
  readonly problems: readonly Problem[];
  /** The line of the rule at which the packet is. */
  readonly lit: number | null;
  readonly jump: Jump | null;
  /** `whole`: another text took the place of all that was there. */
  readonly onText: (text: string, whole: boolean) => void;
}

export default function DumpEditor({ text, problems, lit, jump, onText }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const handOn = useEffectEvent(onText);

  useEffect(() => {
    if (!host.current) return;
    const opened = openEditor(host.current, (typed, whole) => {
      handOn(typed, whole);
    });
    editor.current = opened;
    return () => {
      opened.close();
    };
  }, []);
  useEffect(() => {
    editor.current?.show(text);
  }, [text]);
  useEffect(() => {
    editor.current?.mark(problems);
  }, [problems, text]);
  useEffect(() => {
    editor.current?.light(lit);
  }, [lit, text]);
  useEffect(() => {
    if (jump) editor.current?.goTo(jump);
  }, [jump]);

  return <div ref={host} className={styles.host} />;
}
