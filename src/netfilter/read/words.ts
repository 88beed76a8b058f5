/**
 * Splits a line into words as iptables-restore does: blanks part words, `"` holds them together, and within quotes a
 * backslash takes the next character as it is. (Checked against iptables-restore 1.8.9.)
 */
import { BACKSLASH, QUOTE, SPACE, TAB } from "../ascii";

export interface Word {
  /** What it means: quotes and escapes resolved. */
  readonly text: string;
  /** As it stands in the line. */
  readonly raw: string;
  /** Where it begins in the line, from 1. */
  readonly column: number;
  /** False where a quote is opened that the line does not close; the word then reaches to the line's end. */
  readonly closed: boolean;
}

const NO_BREAK_SPACE = 0xa0;

/** The words of a line from `start` (counted from 0) on. A closing quote ends its word, as it does for iptables-restore. */
export function splitWords(line: string, start = 0): Word[] {
  const words: Word[] = [];
  let at = start;
  for (;;) {
    while (at < line.length && isBlank(line.charCodeAt(at))) at++;
    if (at >= line.length) return words;
    const begin = at;
    while (at < line.length && line.charCodeAt(at) !== QUOTE && !isBlank(line.charCodeAt(at))) at++;
    if (line.charCodeAt(at) !== QUOTE) {
      const text = line.slice(begin, at);
      words.push({ text, raw: text, column: begin + 1, closed: true });
      continue;
    }
    const quoted = readQuoted(line, at + 1);
    const text = line.slice(begin, at) + quoted.text;
    at = quoted.end;
    words.push({ text, raw: line.slice(begin, at), column: begin + 1, closed: quoted.closed });
  }
}

/** What stands between the quote before `start` and the next one, and where the line goes on after that. */
function readQuoted(line: string, start: number): { text: string; end: number; closed: boolean } {
  let text = "";
  let from = start;
  let at = start;
  for (; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === QUOTE) return { text: text + line.slice(from, at), end: at + 1, closed: true };
    if (code === BACKSLASH) {
      text += line.slice(from, at);
      at++;
      from = at;
    }
  }
  return { text: text + line.slice(from), end: line.length, closed: false };
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === NO_BREAK_SPACE;
}

/** The word as it must stand in a line so that `splitWords` gives it back. */
export function quoteWord(text: string): string {
  return /^[^\s"\u007f-\uffff]+$/.test(text) ? text : `"${text.replace(/["\\']/g, "\\$&")}"`;
}
