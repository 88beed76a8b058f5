/**
 * The editor for the paste: CodeMirror, which opens 10 MB in a tenth of a second, and nothing of React.
 */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, type ViewUpdate } from "@codemirror/view";
import type { Problem } from "../../netfilter/ruleset";
import { dumpLanguage } from "./dump-language";
import { dumpMarks, setLit, setProblems } from "./dump-marks";
import { dumpLook } from "./dump-look";

export interface Editor {
  /** Shows a text in the place of all that is there; does nothing where it is there already. */
  show(text: string): void;
  mark(problems: readonly Problem[]): void;
  /** Lights a line, from 1, and brings it into view where it is not. */
  light(line: number | null): void;
  /** Puts the cursor there; the focus too where somebody means to write there. */
  goTo(place: { readonly line: number; readonly column: number; readonly focus: boolean }): void;
  close(): void;
}

/** Typing rests this long before it is handed on; the reader of a large dump is then not asked at every letter. */
const REST_MS = 150;

/** An editor in `host`; `onText` gets what the user typed or pasted, and whether that took the place of all that was there. */
export function openEditor(host: HTMLElement, onText: (text: string, whole: boolean) => void): Editor {
  let known = "";
  let whole = false;
  let rest: ReturnType<typeof setTimeout> | undefined;

  function handOn() {
    clearTimeout(rest);
    rest = undefined;
    known = view.state.doc.toString();
    onText(known, whole);
    whole = false;
  }

  const extensions: Extension = [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    search({ top: true }),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    dumpLanguage,
    dumpMarks,
    dumpLook,
    EditorView.contentAttributes.of({
      "aria-label": "Dump",
      // It is focusable without; axe-core does not know.
      tabindex: "0",
      spellcheck: "false",
      autocorrect: "off",
      autocapitalize: "off",
    }),
    EditorView.domEventHandlers({ beforeinput: takeLines }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      clearTimeout(rest);
      whole ||= replacesAll(update);
      if (update.transactions.some((one) => one.isUserEvent("input.paste") || one.isUserEvent("input.drop"))) handOn();
      else rest = setTimeout(handOn, REST_MS);
    }),
  ];
  const view = new EditorView({
    parent: host,
    state: EditorState.create({ extensions }),
  });

  return {
    show(text) {
      if (text === known && rest === undefined) return;
      clearTimeout(rest);
      rest = undefined;
      known = text;
      // A fresh state: the history of one paste is not that of another.
      view.setState(EditorState.create({ doc: text, extensions }));
    },
    mark(problems) {
      view.dispatch({ effects: setProblems.of(problems) });
    },
    light(line) {
      view.dispatch({ effects: setLit.of(line) });
      if (line !== null && line <= view.state.doc.lines) showLine(view, line);
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
    close() {
      clearTimeout(rest);
      view.destroy();
    },
  };
}

/** True where nothing of the text before is left. */
function replacesAll({ changes, startState }: ViewUpdate): boolean {
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
      const { top, bottom } = view.lineBlockAt(view.state.doc.line(line).from);
      const { scrollTop, clientHeight } = view.scrollDOM;
      const air = Math.min(72, clientHeight / 3);
      if (top < scrollTop + air) return top - air;
      return bottom > scrollTop + clientHeight - air ? bottom + air - clientHeight : scrollTop;
    },
    write: (scrollTop) => {
      view.scrollDOM.scrollTop = scrollTop;
    },
  });
}
