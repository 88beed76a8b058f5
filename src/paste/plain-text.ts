/**
 * Whether a text holds characters that no tool printed. What makes plain ones of these is fetched for a paste that has some
 * (characters.ts).
 */

/** A text without these has no odd line. */
export const ANY_ODD = /[^\t-\r -~]|\^\[|\[K|&[qglan#]/;

/** What ANY_ODD finds in a text of ASCII alone, and some of what it does not: to look for each is quicker than for any. */
const ASCII_ODD = ["\u001b", "\u0007", "^[", "[K", "&"];

/** True where no line of a text has to be looked at; `ascii`: whether all of it is ASCII. */
export function isPlain(text: string, ascii: boolean): boolean {
  return (ascii && !ASCII_ODD.some((odd) => text.includes(odd))) || !ANY_ODD.test(text);
}
