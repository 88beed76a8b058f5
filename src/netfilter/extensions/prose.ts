/**
 * The words in which `iptables -L` tells an extension (`tcp dpt:80`, `MARK or 0x4000`), turned back into its options.
 *
 * Each extension states its own beside its options. What the words are was asked of iptables 1.8.9, both kinds, with and
 * without `-n`; they are printed, not specified, so that an extension whose words are not as stated here stays unread.
 */

/** What a pattern's named groups caught; a group that took no part is not there. */
type Caught = Readonly<Record<string, string | undefined>>;

/**
 * One piece of an extension's words, and the options that it stands for: as a rule has them, `$x` for what the group x
 * caught, a `!` in the group `not` put before them; or what a function makes of it, undefined where that cannot be told.
 */
export type Piece = readonly [pattern: RegExp, options: string | ((caught: Caught) => readonly string[] | undefined)];

export interface ReadProse {
  /** Where it ends in the line. */
  readonly end: number;
  /** The options as a rule has them; undefined where a listing leaves out what they would need. */
  readonly options: readonly string[] | undefined;
}

export interface Prose {
  /** The letter that it begins with; undefined where that differs. */
  readonly letter: string | undefined;
  /** What it may be from a place in the line on, the likeliest first; nothing where it does not begin there. */
  read(line: string, at: number): readonly ReadProse[];
}

/** Words that begin as told, with any of some pieces behind that, each once. */
export function prose(begin: RegExp | Piece, ...pieces: readonly Piece[]): Prose {
  const [opening, meaning]: Piece = begin instanceof RegExp ? [begin, ""] : begin;
  const start = sticky(opening.source, /\w$/.test(opening.source));
  const rest = pieces.map(([pattern, options]) => ({ pattern: sticky(`\\s*(?:${pattern.source})`, true), options }));
  return {
    letter: /^(?:\(\?=)?([A-Za-z#])(?![?*|])/.exec(opening.source)?.[1],
    read: (line, at) => {
      const found = take(start, line, at);
      if (!found) return [];
      let options = meant(meaning, found);
      let end = start.lastIndex;
      const left = new Set(rest);
      for (;;) {
        let piece: (typeof rest)[number] | undefined;
        let caught: Caught | undefined;
        for (piece of left) if ((caught = take(piece.pattern, line, end))) break;
        if (!piece || !caught) break;
        left.delete(piece);
        end = piece.pattern.lastIndex;
        const more = meant(piece.options, caught);
        options = options && more && [...options, ...more];
      }
      return end > at ? [{ end, options }] : [];
    },
  };
}

function sticky(source: string, bounded: boolean): RegExp {
  return new RegExp(bounded ? `(?:${source})(?!\\S)` : source, "y");
}

function take(pattern: RegExp, line: string, at: number): Caught | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(line);
  return found ? (found.groups ?? {}) : undefined;
}

function meant(options: Piece[1], caught: Caught): readonly string[] | undefined {
  if (typeof options === "function") return options(caught);
  const words = options.split(" ").flatMap((word) => {
    const name = /^\$(\w+)$/.exec(word)?.[1];
    return name === undefined ? (word === "" ? [] : [word]) : [caught[name] ?? ""];
  });
  const { not = "" } = caught;
  return not.trim() === "" ? words : ["!", ...words];
}

/** `spt:80`, `dpts:!1024:65535`, of every protocol with ports. */
export const PORT_PIECES: readonly Piece[] = [
  [/spts?:(?<not>!?)(?<ports>\S+)/, "--sport $ports"],
  [/dpts?:(?<not>!?)(?<ports>\S+)/, "--dport $ports"],
];

/** `MARK or 0x4000`: the ways of setting a mark. */
export const MARK_PIECES: readonly Piece[] = [
  [/xset (?<mark>\S+)/, "--set-xmark $mark"],
  [/set (?<mark>0x[0-9a-f]+)/, "--set-mark $mark"],
  [/and (?<bits>\S+)/, "--and-mark $bits"],
  [/or (?<bits>\S+)/, "--or-mark $bits"],
  [/xor (?<bits>\S+)/, "--xor-mark $bits"],
];
