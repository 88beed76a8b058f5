/**
 * The editor for the paste: CodeMirror, which draws the lines in view alone, and nothing of React. Nothing here that
 * happens at a letter costs more in a long text than in a short one.
 */
import { defaultKeymap, history, historyKeymap, redoDepth, undoDepth } from "@codemirror/commands";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type ChangeSet, type Extension, type Transaction } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, type ViewUpdate } from "@codemirror/view";
import type { Problem } from "../../netfilter/ruleset";
import { TEXT_LIMIT } from "../../snapshot/text-limit";
import { type AskParts, hoveredParts } from "./dump-hover";
import { dumpLanguage } from "./dump-language";
import { dumpLook } from "./dump-look";
import type { DumpPlace } from "./dump-place";
import { dumpMarks, setLit, setPointed, setProblems, type Lines } from "./dump-marks";
import { setStepLines, stepNumbers, type StepLines } from "./dump-steps";
import { isLarge, textInPieces } from "./text-pieces";

export interface Editor {
  /** Shows a text in the place of all that is there; does nothing where it is there already. A large one takes a while. */
  show(text: string): void;
  mark(problems: readonly Problem[]): void;
  /** Lights a line, from 1, and brings it into view where it is not. */
  light(line: number | null): void;
  /** Says which lines are rules that the packet met. */
  showSteps(steps: StepLines): void;
  /** Puts the cursor there; the focus too where somebody means to write there. */
  goTo(place: { readonly line: number; readonly column: number; readonly focus: boolean }): void;
  /** Brings the first of some lines into view and marks them all. */
  pointAt(lines: Lines): void;
  /** Stands where somebody was in the same text before the editor came. */
  takeOver(place: DumpPlace): void;
  close(): void;
}

/** What the editor tells. */
export interface Told {
  /** What the user typed or pasted, and whether that took the place of all that was there. */
  readonly onText: (text: string, whole: boolean) => void;
  /** A text that is longer than what is read here was not taken. */
  readonly onTooLong: (length: number) => void;
  /** The cursor was put on a line, from 1. */
  readonly onLine: (line: number) => void;
  /** The steps of a rule are asked for. */
  readonly onSteps: (steps: readonly number[]) => void;
  /** There is nothing left to undo, or to redo, of what was typed here. */
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** The pointer rests on a line, whose parts are asked for. */
  readonly onParts: AskParts;
  /** Resolves when the page has time to put a large text in. */
  readonly whenFree: () => Promise<void>;
}

/** Typing rests this long before it is handed on; the reader of a large dump is then not asked at every letter. */
const REST_MS = 150;
const LARGE_REST_MS = 400;

/** An editor in `host`. */
export function openEditor(host: HTMLElement, told: Told): Editor {
  let known = "";
  let whole = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  /** What was typed since `known`. */
  let typed: ChangeSet | undefined;
  /** The text that is being put in a piece at a time; the editor shows the one before until then. */
  let coming: string | undefined;
  /** What a fresh state must show again. */
  const marks: { problems: readonly Problem[]; lit: number | null; steps: StepLines } = {
    problems: [],
    lit: null,
    steps: new Map(),
  };

  function handOn() {
    clearTimeout(rest);
    rest = undefined;
    known = typed && isLarge(known) && !known.includes("\r") ? changed(known, typed) : view.state.doc.toString();
    typed = undefined;
    told.onText(known, whole);
    whole = false;
  }

  function heard(update: ViewUpdate) {
    if (update.selectionSet || update.docChanged)
      told.onLine(update.state.doc.lineAt(update.state.selection.main.head).number);
    if (!update.docChanged || (coming !== undefined && !update.transactions.some(pastesAll))) return;
    coming = undefined;
    clearTimeout(rest);
    whole ||= replacesAll(update);
    typed = typed ? typed.compose(update.changes) : update.changes;
    if (update.transactions.some(isPaste)) handOn();
    else rest = setTimeout(handOn, isLarge(known) ? LARGE_REST_MS : REST_MS);
  }

  /** A large paste goes to the page at once, which reads it while the editor takes it in. Gives true where it is handled. */
  function takePaste(event: ClipboardEvent, { state }: EditorView): boolean {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const { from, to } = state.selection.main;
    if (state.doc.length - (to - from) + text.length > TEXT_LIMIT) {
      event.preventDefault();
      told.onTooLong(state.doc.length - (to - from) + text.length);
      return true;
    }
    if (!isLarge(text) || to - from < state.doc.length) return false;
    event.preventDefault();
    told.onText(text, true);
    // Else Esc, which gives the reading up, would first be taken for the selection of what goes.
    view.dispatch({ selection: { anchor: 0 } });
    return true;
  }

  const extensions: Extension = [
    dumpMarks,
    stepNumbers(told.onSteps),
    hoveredParts(told.onParts),
    history(),
    drawSelection(),
    highlightActiveLine(),
    search({ top: true }),
    keymap.of([
      // Behind what was typed here the page's own past goes on.
      { key: "Mod-z", run: ({ state }) => undoDepth(state) === 0 && ran(told.onUndo) },
      { key: "Mod-y", mac: "Mod-Shift-z", run: ({ state }) => redoDepth(state) === 0 && ran(told.onRedo) },
      ...defaultKeymap,
      ...historyKeymap,
      ...searchKeymap,
    ]),
    dumpLanguage,
    dumpLook,
    EditorView.contentAttributes.of({
      "aria-label": "Dump",
      // It is focusable without; axe-core does not know.
      tabindex: "0",
      spellcheck: "false",
      autocorrect: "off",
      autocapitalize: "off",
    }),
    EditorView.domEventHandlers({ beforeinput: takeLines, paste: takePaste }),
    // Letters typed into a text that is about to go would go with it; another paste wins.
    EditorState.changeFilter.of((change) => coming === undefined || pastesAll(change)),
    EditorView.updateListener.of(heard),
  ];
  const view = new EditorView({
    parent: host,
    state: EditorState.create({ extensions }),
  });

  /** A fresh state: the history of one paste is not that of another. */
  function putIn(doc: EditorState["doc"] | string) {
    coming = undefined;
    const { selection, doc: before } = view.state;
    // Whoever chose all just now is about to paste over it.
    const all = before.length > 0 && selection.main.from === 0 && selection.main.to === before.length;
    const state = EditorState.create({ doc, extensions });
    view.setState(all ? state.update({ selection: { anchor: 0, head: state.doc.length } }).state : state);
    view.dispatch({
      effects: [setProblems.of(marks.problems), setLit.of(marks.lit), setStepLines.of(marks.steps)],
    });
    // A state that is drawn for the first time moves what stood on top back there once it knows its lines' heights.
    requestAnimationFrame(() => requestAnimationFrame(showLit));
  }

  function showLit() {
    if (coming === undefined && marks.lit !== null && marks.lit <= view.state.doc.lines) showLine(view, marks.lit);
  }

  /** The walk comes first: done at once, each would hold the other up, and the page would stand still. */
  async function putInLarge(text: string) {
    await told.whenFree();
    const doc = coming === text ? await textInPieces(text, () => coming === text) : undefined;
    if (doc) putIn(doc);
  }

  return {
    show(text) {
      if (text === known && rest === undefined) return;
      clearTimeout(rest);
      rest = undefined;
      typed = undefined;
      known = text;
      coming = text;
      if (isLarge(text)) void putInLarge(text);
      else putIn(text);
    },
    mark(problems) {
      marks.problems = problems;
      if (coming === undefined) view.dispatch({ effects: setProblems.of(problems) });
    },
    light(line) {
      marks.lit = line;
      if (coming !== undefined) return;
      view.dispatch({ effects: setLit.of(line) });
      showLit();
    },
    showSteps(steps) {
      marks.steps = steps;
      if (coming === undefined) view.dispatch({ effects: setStepLines.of(steps) });
    },
    goTo({ line, column, focus }) {
      if (line > view.state.doc.lines) return;
      const { from, to } = view.state.doc.line(line);
      const anchor = Math.min(from + column - 1, to);
      view.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: "center" }),
      });
      if (focus) view.focus();
    },
    pointAt(lines) {
      if (lines.first > view.state.doc.lines) return;
      const { from } = view.state.doc.line(lines.first);
      view.dispatch({
        selection: { anchor: from },
        effects: [setPointed.of(lines), EditorView.scrollIntoView(from, { y: "start", yMargin: 24 })],
      });
    },
    takeOver({ anchor, head, focused, top, left }) {
      const { length } = view.state.doc;
      view.dispatch({ selection: { anchor: Math.min(anchor, length), head: Math.min(head, length) } });
      if (focused) view.focus();
      view.requestMeasure({
        read: () => undefined,
        write: () => {
          view.scrollDOM.scrollTop = top;
          view.scrollDOM.scrollLeft = left;
        },
      });
    },
    close() {
      clearTimeout(rest);
      coming = undefined;
      view.destroy();
    },
  };
}

function ran(run: () => void): true {
  run();
  return true;
}

/** A text after some changes: its unchanged parts are shared, so that it costs what was changed. */
function changed(text: string, changes: ChangeSet): string {
  let after = "";
  let at = 0;
  changes.iterChanges((from, to, _from, _to, inserted) => {
    after += text.slice(at, from) + inserted.toString();
    at = to;
  });
  return after + text.slice(at);
}

function isPaste(change: Transaction): boolean {
  return change.isUserEvent("input.paste") || change.isUserEvent("input.drop");
}

function pastesAll(change: Transaction): boolean {
  return isPaste(change) && replacesAll(change);
}

/** True where nothing of the text before is left. */
function replacesAll({ changes, startState }: Pick<Transaction, "changes" | "startState">): boolean {
  let kept = startState.doc.length;
  changes.iterChangedRanges((from, to) => {
    kept -= to - from;
  });
  return kept === 0;
}

/**
 * Text of many lines that comes as if it were typed, from an input method or a program: the browser would take minutes
 * to put a dump in line by line, so it is taken whole. Gives true where it was.
 */
function takeLines(event: InputEvent, view: EditorView): boolean {
  const insert = event.data;
  const selection = view.contentDOM.ownerDocument.getSelection();
  if (event.inputType !== "insertText" || insert?.includes("\n") !== true || !selection?.rangeCount) return false;
  event.preventDefault();
  // The editor hears of a selection that a program made only later.
  const range = selection.getRangeAt(0);
  const from = view.posAtDOM(range.startContainer, range.startOffset);
  const to = view.posAtDOM(range.endContainer, range.endOffset);
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from }, userEvent: "input.paste" });
  return true;
}

/** Scrolls the editor, and never the page around it, so far that a line is seen with some lines about it. */
function showLine(view: EditorView, line: number) {
  view.requestMeasure({
    read: () => {
      // By the time it is measured a shorter text may have taken the place of the one that was meant.
      if (line > view.state.doc.lines) return null;
      const { top, bottom } = view.lineBlockAt(view.state.doc.line(line).from);
      const { scrollTop, clientHeight } = view.scrollDOM;
      const air = Math.min(72, clientHeight / 3);
      if (top < scrollTop + air) return top - air;
      return bottom > scrollTop + clientHeight - air ? bottom + air - clientHeight : scrollTop;
    },
    write: (scrollTop) => {
      if (scrollTop === null) return;
      view.scrollDOM.scrollTop = scrollTop;
      // A rule is known by how it begins.
      view.scrollDOM.scrollLeft = 0;
    },
  });
}
