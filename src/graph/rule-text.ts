/**
 * How a rule's text stands in a card: the words as pasted, in rows of so many characters, with comments, addresses and
 * the target told apart, and cut in the middle where it is too long: first the comment goes, then the conditions
 * before the target, because the target is what the eye looks for.
 */
import type { Piece } from "./picture";

const CUT: Piece = { kind: "cut", text: "…", at: null };

/** A rule's text without its `-A CHAIN`. */
export function withoutChain(text: string): string {
  return text.replace(/^\s*(?:-A|--append)\s+(?:"(?:\\.|[^"\\])*"|\S+)\s*/, "");
}

/**
 * The words of a rule's text, each told what it is. A quoted word is one, but for a comment, which reads as words, and
 * of which the options (`-m comment --comment`) are left out: they say nothing that the comment does not. `from`: where
 * the text begins in the rule as it was pasted.
 */
export function pieces(text: string, from = 0): Piece[] {
  const found = [...text.matchAll(/"(?:\\.|[^"\\])*"?|[^\s"]+(?:"(?:\\.|[^"\\])*"?)?/g)];
  const words = found.map(([word]) => word);
  return found.flatMap(({ 0: word, index: at }, index): Piece[] => {
    const kind = kindOf(words, index);
    if (kind !== "comment") return [{ kind, text: word, at: from + at }];
    if (words[index - 1] !== "--comment") return [];
    return [...word.matchAll(/\S+/g)].map((part) => ({ kind, text: part[0], at: from + at + part.index }));
  });
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
  return cutToFit(
    all.map((piece) => shortTarget(piece, columns)),
    columns,
    rows,
  ).map(merged);
}

/** A target that has no room behind its `-j` is cut, not broken: the card beside bears its name. */
function shortTarget(piece: Piece, columns: number): Piece {
  const room = columns - "-j ".length;
  if (piece.kind !== "target" || piece.text.length <= room || room < 2) return piece;
  return { ...piece, text: `${piece.text.slice(0, room - 1)}…` };
}

/** Neighbours of one kind as one piece, so that a card has few elements. */
function merged(row: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of row) {
    const last = found.at(-1);
    if (last?.kind === piece.kind && isNext(last, piece))
      found[found.length - 1] = { ...last, text: `${last.text} ${piece.text}` };
    else found.push(piece);
  }
  return found;
}

/** True where one blank stands between them, in the rule as on the card. */
function isNext(before: Piece, { at }: Piece): boolean {
  return before.at !== null && at === before.at + before.text.length + 1;
}

function cutToFit(all: readonly Piece[], columns: number, rows: number): Piece[][] {
  if (all.length <= columns * rows) {
    const whole = wrap(all, columns);
    if (whole.length <= rows) return whole;
  }
  const bare = cutComments(all);
  const jump = bare.findIndex((piece) => piece.kind === "target") - 1;
  const most = columns * rows;
  const conditions = (jump < 0 ? bare : bare.slice(0, jump)).slice(0, most);
  const action = jump < 0 ? [] : bare.slice(jump, jump + most);
  if (conditions.length + action.length === bare.length) {
    const complete = wrap([...conditions, ...action], columns);
    if (complete.length <= rows) return complete;
  }
  const room =
    most - Math.min(LEAST_CONDITIONS, Math.max(0, lengthOf(conditions.filter((piece) => piece !== CUT)))) - 3;
  // A target of which next to nothing would be left says nothing.
  const tail = lengthOf(action) <= room ? action : room < LEAST_TARGET ? [] : shorten(action, room);
  const head = withoutLooseEnd(conditions);
  while (head.length > 0) {
    const cut = wrap([...head, CUT, ...tail], columns);
    if (cut.length <= rows) return cut;
    head.pop();
    withoutLooseEnd(head);
  }
  return wrap([CUT, ...tail], columns).slice(0, rows);
}

/** What is kept for the conditions where a rule is cut: an address with its option, for that differs from rule to rule. */
const LEAST_CONDITIONS = 18;

/** And for the target with its `-j`, else it goes as a whole. */
const LEAST_TARGET = 8;

/** Takes from the end what says nothing before a cut: an option whose value is cut off, or another cut. */
function withoutLooseEnd(head: Piece[]): Piece[] {
  while (head.at(-1) === CUT || /^(-|!)/.test(head.at(-1)?.text ?? "")) head.pop();
  return head;
}

/** The beginning of a row of pieces, its end cut off. */
function shorten(all: readonly Piece[], room: number): Piece[] {
  const found: Piece[] = [];
  let left = room - 1;
  for (const piece of all) {
    const { text } = piece;
    if (text.length > left) {
      if (left > 0) found.push({ ...piece, text: `${text.slice(0, left)}…` });
      return found;
    }
    found.push(piece);
    left -= text.length + 1;
  }
  return found;
}

function lengthOf(all: readonly Piece[]): number {
  return all.reduce((sum, piece) => sum + piece.text.length + 1, -1);
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
    // An option stands with its value: `-j` alone at a row's end reads badly.
    const next = all[index + 1]?.text ?? "-";
    const follows = /^(-|!$)/.test(piece.text) && !next.startsWith("-") ? next.length + 1 : 0;
    const wanted = piece.text.length + follows;
    if (used > 0 && used + 1 + (wanted <= columns ? wanted : piece.text.length) > columns) end();
    let rest = piece;
    while (rest.text.length > columns) {
      if (used > 0) end();
      rows.push([{ ...rest, text: rest.text.slice(0, columns) }]);
      rest = { ...rest, text: rest.text.slice(columns), at: rest.at === null ? null : rest.at + columns };
    }
    row.push(rest);
    used += (used > 0 ? 1 : 0) + rest.text.length;
  }
  end();
  return rows;
}

/** The characters of the longest row. */
export function longestRow(rows: readonly (readonly Piece[])[]): number {
  return Math.max(0, ...rows.map(lengthOf));
}
