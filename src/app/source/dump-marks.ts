/**
 * What is marked in the text: lines with a problem, the rule at which the packet is, and the lines of a section that was
 * pointed at.
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
  gutter,
  GutterMarker,
  hoverTooltip,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import type { Problem } from "../../netfilter/ruleset";

export const setProblems = StateEffect.define<readonly Problem[]>();
/** The line that is lit, from 1; null for none. */
export const setLit = StateEffect.define<number | null>();

/** Some lines, from 1, both inclusive. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** The lines that are pointed at; null for none. */
export const setPointed = StateEffect.define<Lines | null>();

interface ProblemMarks {
  readonly problems: readonly Problem[];
  readonly underlines: DecorationSet;
  readonly signs: RangeSet<GutterMarker>;
}

/** Told apart by shape as well: a disc for what is wrong, a triangle for a warning. */
const SHAPES = {
  error:
    '<circle cx="7" cy="7" r="6" fill="currentColor"/><path d="M7 3.6v4" stroke="var(--sunken)" stroke-width="1.6" stroke-linecap="round"/><circle cx="7" cy="10.2" r="1" fill="var(--sunken)"/>',
  warning:
    '<path d="M7 1.2 13.4 12.4H.6Z" fill="currentColor"/><path d="M7 5v3.4" stroke="var(--sunken)" stroke-width="1.5" stroke-linecap="round"/><circle cx="7" cy="10.4" r=".9" fill="var(--sunken)"/>',
} as const;

class ProblemSign extends GutterMarker {
  readonly #severity: Problem["severity"];
  readonly #words: string;

  constructor(severity: Problem["severity"], words: string) {
    super();
    this.#severity = severity;
    this.#words = words;
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof ProblemSign && other.#severity === this.#severity && other.#words === this.#words;
  }

  override toDOM(): HTMLElement {
    const sign = document.createElement("span");
    sign.className = `cm-sign cm-sign-${this.#severity}`;
    sign.title = this.#words;
    sign.innerHTML = `<svg viewBox="0 0 14 14" width="11" height="11">${SHAPES[this.#severity]}</svg>`;
    return sign;
  }
}

const UNDERLINES = {
  error: Decoration.mark({ class: "cm-problem cm-problem-error" }),
  warning: Decoration.mark({ class: "cm-problem cm-problem-warning" }),
};

const problemField = StateField.define<ProblemMarks>({
  create: () => ({ problems: [], underlines: Decoration.none, signs: RangeSet.of<GutterMarker>([]) }),
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setProblems)) return marksOf(effect.value, transaction.state.doc);
    }
    if (!transaction.docChanged) return marks;
    return {
      problems: marks.problems,
      underlines: marks.underlines.map(transaction.changes),
      signs: marks.signs.map(transaction.changes),
    };
  },
  provide: (field) => EditorView.decorations.from(field, (marks) => marks.underlines),
});

function marksOf(problems: readonly Problem[], doc: Text): ProblemMarks {
  const underlines: Range<Decoration>[] = [];
  const byLine = new Map<number, Problem[]>();
  for (const problem of problems) {
    if (problem.line > doc.lines) continue;
    const line = doc.line(problem.line);
    const from = Math.min(line.from + problem.column - 1, line.to);
    if (from < line.to) underlines.push(UNDERLINES[problem.severity].range(from, line.to));
    const known = byLine.get(line.from);
    if (known) known.push(problem);
    else byLine.set(line.from, [problem]);
  }
  const signs = [...byLine].map(([from, all]) => {
    const severity = all.some((problem) => problem.severity === "error") ? "error" : "warning";
    return new ProblemSign(severity, all.map(({ message }) => message).join("\n")).range(from);
  });
  return { problems, underlines: Decoration.set(underlines, true), signs: RangeSet.of(signs, true) };
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

/** The lines that are pointed at, until somebody writes or puts the cursor elsewhere. */
const pointedField = StateField.define<Lines | null>({
  create: () => null,
  update(pointed, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setPointed)) return effect.value;
    }
    return transaction.docChanged || transaction.isUserEvent("select") ? null : pointed;
  },
});

const POINTED = Decoration.line({ class: "cm-pointed" });

/** Marks the lines in view alone: a section may have a hundred thousand. */
const pointedLines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = pointedIn(view);
    }

    update({ view, state, startState, viewportChanged }: ViewUpdate) {
      if (viewportChanged || state.field(pointedField) !== startState.field(pointedField))
        this.decorations = pointedIn(view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function pointedIn({ state, visibleRanges }: EditorView): DecorationSet {
  const pointed = state.field(pointedField);
  if (!pointed) return Decoration.none;
  const marks: Range<Decoration>[] = [];
  for (const { from, to } of visibleRanges) {
    const first = Math.max(pointed.first, state.doc.lineAt(from).number);
    const last = Math.min(pointed.last, state.doc.lineAt(to).number);
    for (let line = first; line <= last; line++) marks.push(POINTED.range(state.doc.line(line).from));
  }
  return Decoration.set(marks, true);
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

const problemGutter = gutter({
  class: "cm-signs",
  markers: (view) => view.state.field(problemField).signs,
});

/** Problems with their gutter, the lit line, the lines that are pointed at. */
export const dumpMarks: Extension = [problemField, litField, pointedField, pointedLines, problemHover, problemGutter];
