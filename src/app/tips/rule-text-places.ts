/**
 * Where a rule's text stands on the page: which letter of it is under a point, and where a part of it is drawn.
 */

/** A piece of a rule's text as it is drawn. */
interface Piece {
  readonly element: HTMLElement;
  /** Where its text begins in the rule, from 0. */
  readonly at: number;
  readonly text: string;
}

/** The letter of a rule's text that is under a point of the window, from 0, on the piece that is pointed at; null where none is. */
export function letterAt(target: Element, x: number, y: number): number | null {
  const piece = target.closest<HTMLElement>("[data-at]");
  const node = piece?.firstChild;
  if (!piece || !(node instanceof Text)) return null;
  const letter = document.createRange();
  for (let index = 0; index < node.length; index++) {
    letter.setStart(node, index);
    letter.setEnd(node, index + 1);
    const { left, right, top, bottom } = letter.getBoundingClientRect();
    if (left <= x && x <= right && top <= y && y <= bottom) return Number(piece.dataset.at) + index;
  }
  return null;
}

/** Where the letters from `from` to `to` of a rule are drawn within an element: a range for each piece that has some of them. */
export function rangesOf(shows: HTMLElement, from: number, to: number): readonly Range[] {
  return piecesOf(shows).flatMap(({ element, at, text }) => {
    const start = Math.max(from, at);
    const end = Math.min(to, at + text.length);
    const node = element.firstChild;
    if (start >= end || !node) return [];
    const range = document.createRange();
    range.setStart(node, start - at);
    range.setEnd(node, end - at);
    return [range];
  });
}

/** True where all of a rule's text from `from` on that is no blank is drawn within an element: nothing of it is cut off. */
export function isDrawn(shows: HTMLElement, rule: string, from: number, to: number): boolean {
  const drawn = piecesOf(shows).map(({ at, text }) => {
    const own = text.endsWith("…") ? text.length - 1 : text.length;
    return rule.slice(Math.max(from, at), Math.min(to, at + own));
  });
  return letters(drawn.join("")) >= letters(rule.slice(from, to));
}

function letters(text: string): number {
  return text.replace(/\s/g, "").length;
}

function piecesOf(shows: HTMLElement): readonly Piece[] {
  return [...shows.querySelectorAll<HTMLElement>("[data-at]")].map((element) => ({
    element,
    at: Number(element.dataset.at),
    text: element.textContent,
  }));
}
