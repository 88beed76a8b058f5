/**
 * How a rule's text stands in a card: the words as pasted, in rows of so many characters, with comments, addresses and
 * the target told apart, and cut in the middle where it is too long: first the comment goes, then the conditions
 * before the target, because the target is what the eye looks for.
 */
import type { Piece } from "./walk-graph";

const CUT: Piece = { kind: "cut", text: "…" };

/** A rule's text without its `-A CHAIN`. */
export function withoutChain(text: string): string {
  return text.replace(/^\s*(?:-A|--append)\s+(?:"(?:\\.|[^"\\])*"|\S+)\s*/, "");
}

/** The words of a rule's text, each told what it is; a quoted word is one. */
export function pieces(text: string): Piece[] {
  const words = text.match(/"(?:\\.|[^"\\])*"?|[^\s"]+(?:"(?:\\.|[^"\\])*"?)?/g) ?? [];
  const found: Piece[] = [];
  for (const [index, word] of words.entries()) found.push({ kind: kindOf(words, index), text: word });
  return found;
}

function kindOf(words: readonly string[], index: number): Piece["kind"] {
  const word = words[index] ?? "";
  const before = words[index - 1] ?? "";
  if (word === "--comment" || before === "--comment") return "comment";
  if (word === "comment" && before === "-m") return "comment";
  if (word === "-m" && words[index + 1] === "comment") return "comment";
  if (isJump(before)) return "target";
  return isAddress(word) ? "address" : "plain";
}

function isJump(word: string): boolean {
  return word === "-j" || word === "-g" || word === "--jump" || word === "--goto";
}

/** An address of either family, with a mask, a range or a port. */
function isAddress(word: string): boolean {
  return (
    /^\d{1,3}(\.\d{1,3}){3}([/:-]\S*)?$/.test(word) || /^\[?[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*([/\]-]\S*)?$/i.test(word)
  );
}

/** The rows in which a rule is drawn: at most `rows` of at most `columns` characters each. */
export function fit(all: readonly Piece[], columns: number, rows: number): Piece[][] {
  if (all.length <= columns * rows) {
    const whole = wrap(all, columns);
    if (whole.length <= rows) return whole;
  }
  const bare = cutComments(all);
  const jump = bare.findIndex((piece) => piece.kind === "target") - 1;
  const tail = jump < 0 ? [] : bare.slice(jump, jump + columns);
  const head = (jump < 0 ? bare : bare.slice(0, jump)).slice(0, columns * rows);
  const complete = wrap([...head, ...tail], columns);
  if (complete.length <= rows && head.length + tail.length === bare.length) return complete;
  if (head.at(-1) === CUT) head.pop();
  while (head.length > 0) {
    const cut = wrap([...head, CUT, ...tail], columns);
    if (cut.length <= rows) return cut;
    head.pop();
  }
  const forced = wrap([CUT, ...tail], columns);
  if (forced.length <= rows) return forced;
  return [...forced.slice(0, rows - 1), endCut(forced[rows - 1] ?? [], columns)];
}

/** A comment as one cut; at the end of a rule it needs none. */
function cutComments(all: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of all) {
    if (piece.kind !== "comment") found.push(piece);
    else if (found.at(-1) !== CUT) found.push(CUT);
  }
  return found;
}

/** Words in rows, broken between words where that can be; a word longer than a row is broken itself. */
function wrap(all: readonly Piece[], columns: number): Piece[][] {
  const rows: Piece[][] = [];
  let row: Piece[] = [];
  let used = 0;
  const end = () => {
    if (row.length > 0) rows.push(row);
    row = [];
    used = 0;
  };
  for (const [index, piece] of all.entries()) {
    const follows = all[index + 1];
    // An option stands with its value: `-j` alone at a row's end reads badly.
    const wanted =
      /^-/.test(piece.text) && follows && !follows.text.startsWith("-")
        ? piece.text.length + 1 + follows.text.length
        : piece.text.length;
    if (used > 0 && used + 1 + (wanted <= columns ? wanted : piece.text.length) > columns) end();
    let rest = piece.text;
    while (rest.length > columns) {
      if (used > 0) end();
      rows.push([{ kind: piece.kind, text: rest.slice(0, columns) }]);
      rest = rest.slice(columns);
    }
    row.push(rest === piece.text ? piece : { kind: piece.kind, text: rest });
    used += (used > 0 ? 1 : 0) + rest.length;
  }
  end();
  return rows;
}

function endCut(row: readonly Piece[], columns: number): Piece[] {
  const last = row.at(-1);
  if (!last) return [CUT];
  const before = row.slice(0, -1);
  const room = columns - before.reduce((sum, piece) => sum + piece.text.length + 1, 0) - 1;
  return [...before, { kind: last.kind, text: last.text.slice(0, Math.max(0, room)) }, CUT];
}

/** The characters of the longest row. */
export function longestRow(rows: readonly (readonly Piece[])[]): number {
  return Math.max(0, ...rows.map((row) => row.reduce((sum, piece) => sum + piece.text.length + 1, -1)));
}
