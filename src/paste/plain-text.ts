/**
 * Whether a text holds characters that no tool printed. What makes plain ones of these is fetched for a paste that has some
 * (characters.ts).
 */

/** A text without these has no odd line. */
export const ANY_ODD = /[^\t-\r -~]|\^\[|\[K|&[qglan#]/;

/** What ANY_ODD finds in a text of ASCII alone, and some of what it does not: to look for each is quicker than for any. */
const ASCII_ODD = ["\u001b", "\u0007", "^[", "[K", "&"];
/** They are looked for in one piece after the other, each of which is then at hand for all of them. */
const PIECE = 1 << 16;

/** True where no line of a text has to be looked at; `ascii`: whether all of it is ASCII. */
export function isPlain(text: string, ascii: boolean): boolean {
  return (ascii && !holdsAsciiOdd(text)) || !ANY_ODD.test(text);
}

function holdsAsciiOdd(text: string): boolean {
  for (let from = 0; from < text.length; from += PIECE) {
    // With the first character of the next piece, as two may stand on both sides.
    const piece = text.slice(from, from + PIECE + 1);
    if (ASCII_ODD.some((odd) => piece.includes(odd))) return true;
  }
  return false;
}
