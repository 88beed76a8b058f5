/**
 * A text that can be made as long as wanted by repeating a piece of it.
 */

export interface Unit {
  readonly name: string;
  /** A text of about so many characters. */
  of(size: number): string;
}

/** What is repeated: the same each time, or another by its number. */
export type Piece = string | ((index: number) => string);

export interface Around {
  readonly before?: string;
  readonly after?: string;
  /** What closes each piece, behind all of them. */
  readonly closing?: string;
}

/** A unit that repeats a piece. */
export function repeated(name: string, piece: Piece, { before = "", after = "", closing = "" }: Around = {}): Unit {
  return {
    name,
    of: (size) => {
      const pieces: string[] = [];
      let length = before.length + after.length;
      while (length < size) {
        const one = typeof piece === "string" ? piece : piece(pieces.length);
        pieces.push(one);
        length += one.length + closing.length;
      }
      return before + pieces.join("") + closing.repeat(pieces.length) + after;
    },
  };
}

/** Lines of which each stands a step further in, up to as long a text as is wanted. */
export function stepped(name: string, line: (blanks: string) => string, before: string): Unit {
  return {
    name,
    of: (size) => {
      const steps = Math.floor(Math.sqrt(2 * size));
      return before + Array.from({ length: steps }, (_, step) => line(" ".repeat(step + 1))).join("");
    },
  };
}
