import { FolderOpen } from "lucide-react";
import { memo, useCallback, useMemo, useRef, useState } from "react";
import type { Problem } from "../../netfilter/ruleset";
import type { SectionStory } from "../../paste/section-story";
import { sizeWords, TEXT_LIMIT } from "../../snapshot/text-limit";
import type { StepStory } from "../../telling/story";
import type { Dump } from "../../worker/engine";
import { HowToCollect } from "../collect/HowToCollect";
import { editText, takeBack, tell, usePage } from "../page-store";
import { IconButton } from "../shell/IconButton";
import { laterPart } from "../shell/later-part";
import type { DumpProps, Jump } from "./DumpEditor";
import type { StepLines } from "./dump-steps";
import { untilRested } from "./dump-place";
import { useLongWork } from "./long-work";
import { useFiles } from "./open-files";
import { PlainDump } from "./PlainDump";
import { Problems } from "./Problems";
import { ReadingLine } from "./ReadingLine";
import { Sections } from "./Sections";
import styles from "./Source.module.css";

const DumpEditor = laterPart(async () => (await import("./DumpEditor")).DumpEditor, {
  Meanwhile: PlainDump,
  first: true,
  rested: untilRested,
});
const CaretLine = laterPart(async () => (await import("./CaretLine")).CaretLine);
const EmptyPaste = laterPart(async () => (await import("./EmptyPaste")).EmptyPaste);

interface Props {
  readonly dump: Dump | undefined;
  /** True while the present text is read; `dump` is then that of the text before. */
  readonly reading: boolean;
  readonly failure: Error | null;
  /** The steps of the walk in view, and the one at which the packet is. */
  readonly steps: readonly StepStory[];
  readonly step: number;
  readonly onStep: (step: number) => void;
  /** A line that something else on the page points to. */
  readonly jump: Jump | null;
}

const NO_PROBLEMS: Dump["problems"] = [];

/** The pasted text, what was found in it, and what could not be used of it. */
export const Source = memo(function Source({ dump, reading, failure, steps, step, onStep, jump }: Props) {
  const text = usePage((page) => page.snapshot.text);
  const supply = usePage((page) => page.snapshot.reading.supply);
  const files = useFiles();
  const chooser = useRef<HTMLInputElement>(null);
  const [ownJump, setOwnJump] = useState<Jump | null>(null);
  const [outerJump, setOuterJump] = useState(jump);
  const [caret, setCaret] = useState<number | null>(null);
  if (jump !== outerJump) {
    setOuterJump(jump);
    setOwnJump(jump);
  }
  const giveUp = files.reading ? files.giveUp : takeBack;
  const long = useLongWork(reading || files.reading !== null, giveUp);
  const empty = text.trim() === "";
  // Lines of another text would be marked in this one.
  const problems = empty || (reading && long) ? NO_PROBLEMS : (dump?.problems ?? NO_PROBLEMS);
  const stepLines = useMemo(() => linesOf(steps), [steps]);
  const goToSection = useCallback(({ first, last }: SectionStory) => {
    setOwnJump({ line: first, last, column: 1, focus: false });
  }, []);
  const goToProblem = useCallback(({ line, column }: Problem) => {
    setOwnJump({ line, column, focus: true });
  }, []);
  const shown: DumpProps = {
    text,
    problems,
    lit: steps[step]?.line ?? null,
    steps: stepLines,
    jump: ownJump,
    onText: editText,
    onTooLong: tellTooLong,
    onLine: setCaret,
    onSteps: ([first = step, ...more]) => {
      onStep(more.find((other) => step >= first && other > step) ?? first);
    },
  };

  return (
    <section className={styles.source} aria-label="Source" data-over={files.over}>
      <header className={styles.head}>
        <h2>Dump</h2>
        <p className={styles.summary} title={dump?.summary}>
          {failure ? `cannot be read: ${failure.message}` : empty ? "" : dump?.summary}
        </p>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label="Files to open"
          onChange={({ currentTarget }) => {
            files.open([...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
        <IconButton
          label="Open a file"
          onPress={() => {
            chooser.current?.click();
          }}
        >
          <FolderOpen size={15} aria-hidden />
        </IconButton>
        <HowToCollect />
      </header>
      {!empty && dump && (
        <Sections sections={dump.sections} supplied={dump.supplied} supply={supply} onSection={goToSection} />
      )}
      <div className={styles.editor}>
        <DumpEditor {...shown} />
        {empty && <EmptyPaste />}
        {long && (
          <ReadingLine
            doing={files.reading ? "Opening" : "Reading"}
            size={files.reading?.size ?? text.length}
            onCancel={giveUp}
          />
        )}
        {caret !== null && !empty && !reading && <CaretLine line={caret} steps={steps} onStep={onStep} />}
      </div>
      <Problems problems={problems} onProblem={goToProblem} />
      {files.over && <p className={styles.drop}>Drop to open. Several files are one paste.</p>}
    </section>
  );
});

function tellTooLong(length: number): void {
  const most = sizeWords(TEXT_LIMIT);
  const text = `That would be ${sizeWords(length)}; at most ${most} are read here. What was on the page stays.`;
  tell({ tone: "wrong", text, undo: false });
}

function linesOf(steps: readonly StepStory[]): StepLines {
  const lines = new Map<number, number[]>();
  for (const [index, { line }] of steps.entries()) {
    if (line === null) continue;
    const known = lines.get(line);
    if (known) known.push(index);
    else lines.set(line, [index]);
  }
  return lines;
}
