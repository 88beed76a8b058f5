/**
 * The line numbers, and on those of rules that the packet met a way to its step.
 */
import { RangeSet, StateEffect, StateField, type Extension, type Range, type Text } from "@codemirror/state";
import { gutterLineClass, GutterMarker, keymap, lineNumbers, type EditorView } from "@codemirror/view";

/** The steps of each line that has some, from 0; lines count from 1. */
export type StepLines = ReadonlyMap<number, readonly number[]>;

export const setStepLines = StateEffect.define<StepLines>();

class StepNumber extends GutterMarker {
  override elementClass = "cm-steps-here";
}

const STEPS_HERE = new StepNumber();

interface Marked {
  readonly steps: StepLines;
  readonly numbers: RangeSet<GutterMarker>;
}

const stepField = StateField.define<Marked>({
  create: () => ({ steps: new Map(), numbers: RangeSet.of<GutterMarker>([]) }),
  update(marked, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setStepLines)) return markedIn(effect.value, transaction.state.doc);
    }
    return transaction.docChanged ? { ...marked, numbers: marked.numbers.map(transaction.changes) } : marked;
  },
  provide: (field) => gutterLineClass.from(field, ({ numbers }) => numbers),
});

function markedIn(steps: StepLines, doc: Text): Marked {
  const numbers: Range<GutterMarker>[] = [];
  for (const line of steps.keys()) if (line <= doc.lines) numbers.push(STEPS_HERE.range(doc.line(line).from));
  return { steps, numbers: RangeSet.of(numbers, true) };
}

/** Line numbers that lead to the steps of their rule, one after the other; so does Mod-Enter on the cursor's line. */
export function stepNumbers(onSteps: (steps: readonly number[]) => void): Extension {
  const goTo = (view: EditorView, position: number): boolean => {
    const steps = view.state.field(stepField).steps.get(view.state.doc.lineAt(position).number);
    if (steps) onSteps(steps);
    return steps !== undefined;
  };
  return [
    stepField,
    lineNumbers({ domEventHandlers: { mousedown: (view, block) => goTo(view, block.from) } }),
    keymap.of([{ key: "Mod-Enter", run: (view) => goTo(view, view.state.selection.main.head) }]),
  ];
}
