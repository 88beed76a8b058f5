/**
 * The editor's dress, in the page's tokens.
 */
import { EditorView } from "@codemirror/view";

export const dumpLook = EditorView.theme({
  "&": {
    height: "100%",
    backgroundColor: "transparent",
    color: "var(--ink)",
    fontSize: "var(--text-rule)",
  },
  // Drawn over the lines, which have a ground of their own.
  "&.cm-focused": { outline: "none" },
  "&.cm-focused::after": {
    position: "absolute",
    zIndex: "10",
    inset: "0",
    border: "2px solid var(--line-strong)",
    pointerEvents: "none",
    content: '""',
  },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    lineHeight: "1.6",
    overflow: "auto",
  },
  ".cm-content": { padding: "var(--space-2) 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 var(--space-4) 0 var(--space-2)" },
  // The text goes on below it where one scrolls to the right.
  ".cm-gutters": {
    border: "none",
    backgroundColor: "var(--sunken)",
    color: "var(--ink-faint)",
  },
  ".cm-signs": { width: "16px" },
  ".cm-signs .cm-gutterElement": { display: "grid", placeItems: "center end" },
  ".cm-sign": { display: "inline-grid", cursor: "help" },
  ".cm-sign-error": { color: "var(--stop)" },
  ".cm-sign-warning": { color: "var(--unsure)" },
  ".cm-lineNumbers .cm-gutterElement": {
    minWidth: "34px",
    padding: "0 var(--space-2) 0 var(--space-1)",
  },
  // A way to the steps of this rule.
  ".cm-lineNumbers .cm-steps-here": {
    color: "var(--way)",
    fontWeight: "700",
    cursor: "pointer",
  },
  ".cm-lineNumbers .cm-steps-here:hover": { textDecoration: "underline" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--hover)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".cm-line.cm-lit, &.cm-focused .cm-line.cm-lit": {
    backgroundColor: "var(--way-soft)",
    boxShadow: "inset 3px 0 0 var(--way)",
  },
  ".cm-line.cm-pointed": { backgroundColor: "var(--hover)", boxShadow: "inset 3px 0 0 var(--line-strong)" },
  ".cm-problem": {
    textDecoration: "underline wavy 1px",
    textUnderlineOffset: "3px",
  },
  ".cm-problem-error": { textDecorationColor: "var(--stop)" },
  ".cm-problem-warning": { textDecorationColor: "var(--unsure)" },
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "var(--radius-small)",
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    boxShadow: "var(--shadow)",
  },
  ".cm-part-words": {
    maxWidth: "340px",
    padding: "var(--space-2) var(--space-3)",
    font: "400 var(--text-base) / 1.45 var(--sans)",
    overflowWrap: "anywhere",
  },
  ".cm-part-manual": { paddingTop: "2px", color: "var(--ink-faint)", fontSize: "var(--text-small)" },
  ".cm-problem-words": {
    maxWidth: "420px",
    padding: "var(--space-2) var(--space-3)",
    whiteSpace: "pre-wrap",
  },
  ".cm-panels": {
    borderBottom: "1px solid var(--line)",
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
  },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-textfield": {
    border: "1px solid var(--line-strong)",
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
  },
  ".cm-button": {
    border: "1px solid var(--line)",
    background: "var(--hover)",
    color: "var(--ink)",
  },
  ".cm-searchMatch": { backgroundColor: "var(--found)" },
});
