/**
 * The dumps named on the command line, read as one paste.
 */
import { readFileSync } from "node:fs";
import type { Paste } from "../paste/paste";
import { readPaste } from "../paste/paste";
import { BadInput } from "./bad-input";

/** Reads files (`-` is standard input) as one paste; what cannot be used of them is said by `warn`, a line each. */
export function readDumps(files: readonly string[], warn: (line: string) => void): Paste {
  if (files.length === 0) throw new BadInput("a dump is missing: a file, or - for standard input");
  const texts = files.map(readDump);
  const paste = readPaste(texts.join(""));
  const said = paste.problems.map(({ line, column, severity, message }) => {
    const place = placeOf(line, texts);
    return `${files[place.file] ?? "-"}:${String(place.line)}:${String(column)}: ${severity}: ${message}`;
  });
  if (paste.rulesets[4].tables.size + paste.rulesets[6].tables.size === 0) {
    const nothing = `${files.join(", ")}:1:1: error: no rules here; expected what iptables-save prints, such as a line *nat with -A lines below it`;
    throw new BadInput(said[0] ?? nothing);
  }
  said.forEach(warn);
  return paste;
}

/** The text of a dump, closed by a line end so that the next begins on a line of its own. */
function readDump(file: string): string {
  try {
    const text = readFileSync(file === "-" ? 0 : file, "utf8");
    return text.endsWith("\n") || text === "" ? text : `${text}\n`;
  } catch (error) {
    throw new BadInput(`${file}:1:1: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Which text a line of them all belongs to, and which line it is there. */
function placeOf(line: number, texts: readonly string[]): { readonly file: number; readonly line: number } {
  let before = 0;
  for (const [file, text] of texts.entries()) {
    const lines = text.split("\n").length - 1;
    if (line <= before + lines) return { file, line: line - before };
    before += lines;
  }
  return { file: Math.max(0, texts.length - 1), line };
}
