/**
 * What is marked in the text: lines with a problem, and the rule at which the packet is.
 */
import {
  RangeSet,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Range,
  type Text,
} from "@codemirror/state";
import {
  Decoration,
  EditorView,
  GutterMarker,
  gutterLineClass,
  hoverTooltip,
  type DecorationSet,
} from "@codemirror/view";
import type { Problem } from "../../netfilter/ruleset";

export const setProblems = StateEffect.define<readonly Problem[]>();
/** The line that is lit, from 1; null for none. */
export const setLit = StateEffect.define<number | null>();

interface ProblemMarks {
  readonly problems: readonly Problem[];
  readonly underlines: DecorationSet;
  readonly gutter: RangeSet<GutterMarker>;
}

class ProblemMarker extends GutterMarker {
  override elementClass: string;

  constructor(severity: Problem["severity"]) {
    super();
    this.elementClass = `cm-problem-gutter cm-problem-${severity}`;
  }
}

const MARKERS = {
  error: new ProblemMarker("error"),
  warning: new ProblemMarker("warning"),
};
const UNDERLINES = {
  error: Decoration.mark({ class: "cm-problem cm-problem-error" }),
  warning: Decoration.mark({ class: "cm-problem cm-problem-warning" }),
};

const problemField = StateField.define<ProblemMarks>({
  create: () => ({
    problems: [],
    underlines: Decoration.none,
    gutter: RangeSet.of<GutterMarker>([]),
  }),
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setProblems)) return marksOf(effect.value, transaction.state.doc);
    }
    if (!transaction.docChanged) return marks;
    return {
      problems: marks.problems,
      underlines: marks.underlines.map(transaction.changes),
      gutter: marks.gutter.map(transaction.changes),
    };
  },
  provide: (field) => [
    EditorView.decorations.from(field, (marks) => marks.underlines),
    gutterLineClass.from(field, (marks) => marks.gutter),
  ],
});

function marksOf(problems: readonly Problem[], doc: Text): ProblemMarks {
  const underlines: Range<Decoration>[] = [];
  const gutter: Range<GutterMarker>[] = [];
  for (const problem of problems) {
    if (problem.line > doc.lines) continue;
    const line = doc.line(problem.line);
    const from = Math.min(line.from + problem.column - 1, line.to);
    if (from < line.to) underlines.push(UNDERLINES[problem.severity].range(from, line.to));
    gutter.push(MARKERS[problem.severity].range(line.from));
  }
  return {
    problems,
    underlines: Decoration.set(underlines, true),
    gutter: RangeSet.of(gutter, true),
  };
}

const LIT = Decoration.line({ class: "cm-lit" });

const litField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lit, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setLit)) return litAt(transaction.state, effect.value);
    }
    return lit.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function litAt(state: EditorState, line: number | null): DecorationSet {
  return line === null || line > state.doc.lines
    ? Decoration.none
    : Decoration.set(LIT.range(state.doc.line(line).from));
}

/** Says the problem of the line under the pointer. */
const problemHover = hoverTooltip((view, position) => {
  const line = view.state.doc.lineAt(position);
  const found = view.state.field(problemField).problems.filter((problem) => problem.line === line.number);
  if (found.length === 0) return null;
  return {
    pos: line.from,
    above: false,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "cm-problem-words";
      dom.textContent = found.map((problem) => problem.message).join("\n");
      return { dom };
    },
  };
});

export const dumpMarks: Extension = [problemField, litField, problemHover];
