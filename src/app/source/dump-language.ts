/**
 * How a dump is coloured: quietly. Names and targets stand out by weight; colour is left to verdicts.
 */
import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StreamParser } from "@codemirror/language";
import { tags, type Tag } from "@lezer/highlight";

interface LineState {
  /** What the next word is, because of the flag before it. */
  next: "chain" | "target" | "match" | null;
  /** False on lines that are no line of a dump, such as those of `ip addr`. */
  save: boolean;
}

/** Word by word, as iptables-save prints (iptables/iptables-save.c, print_rule). */
const parser: StreamParser<LineState> = {
  name: "iptables-save",
  startState: () => ({ next: null, save: false }),
  token(stream, state) {
    if (stream.sol()) {
      state.next = null;
      state.save = /^\s*(?:[#*:]|COMMIT|\[\d+:\d+\]|-)/.test(stream.string);
      if (!state.save) {
        stream.skipToEnd();
        return null;
      }
    }
    if (stream.eatSpace()) return null;
    if (stream.peek() === "#") {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match(/^\*\S+/)) return "table";
    if (stream.match(/^\[\d+:\d+\]/)) return "counter";
    if (stream.match(/^:\S+/)) return "chain";
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "text";
    stream.match(/^\S+/);
    return wordStyle(stream.current(), state);
  },
  tokenTable: {
    comment: tags.comment,
    table: tags.heading,
    counter: tags.meta,
    chain: tags.typeName,
    text: tags.string,
    flag: tags.attributeName,
    target: tags.labelName,
    pass: tags.inserted,
    stop: tags.deleted,
    keyword: tags.keyword,
  } satisfies Record<string, Tag>,
};

function wordStyle(word: string, state: LineState): string | null {
  const expected = state.next;
  state.next = null;
  if (expected === "chain") return "chain";
  if (expected === "target") return VERDICT_STYLES.get(word) ?? "target";
  if (expected === "match") return "keyword";
  if (word.startsWith("-")) {
    state.next = NEXT.get(word) ?? null;
    return "flag";
  }
  return VERDICT_STYLES.get(word) ?? (word === "COMMIT" || word === "!" ? "keyword" : null);
}

const NEXT = new Map<string, LineState["next"]>([
  ["-A", "chain"],
  ["-N", "chain"],
  ["-P", "chain"],
  ["-j", "target"],
  ["-g", "target"],
  ["--jump", "target"],
  ["--goto", "target"],
  ["-m", "match"],
]);

const VERDICT_STYLES = new Map([
  ["ACCEPT", "pass"],
  ["DROP", "stop"],
  ["REJECT", "stop"],
]);

const style = HighlightStyle.define([
  { tag: tags.comment, color: "var(--ink-faint)" },
  { tag: tags.heading, fontWeight: "700" },
  { tag: tags.typeName, fontWeight: "600" },
  { tag: tags.labelName, fontWeight: "600" },
  { tag: tags.attributeName, color: "var(--ink-faint)" },
  { tag: tags.meta, color: "var(--ink-faint)" },
  { tag: tags.keyword, color: "var(--ink-faint)" },
  { tag: tags.string, color: "var(--ink-soft)" },
  { tag: tags.inserted, color: "var(--pass)", fontWeight: "600" },
  { tag: tags.deleted, color: "var(--stop)", fontWeight: "600" },
]);

export const dumpLanguage = [StreamLanguage.define(parser), syntaxHighlighting(style)];
