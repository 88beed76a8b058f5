/**
 * Short names for texts of any size: the same text has the same name while it is among the last that were asked for.
 *
 * The letters of two texts are compared only where these are equally long, which costs a millisecond for 10 MB; a hash of
 * each would cost a hundred.
 */
const KEPT = 12;
/** In UTF-16 units, over all texts that are kept. */
const KEPT_LENGTH = 150_000_000;

interface Named {
  readonly text: string;
  readonly name: string;
}

let last: readonly Named[] = [];
let count = 0;

/** The name of a text. */
export function textName(text: string): string {
  const known = last.find((named) => named.text === text);
  if (known && known === last[0]) return known.name;
  const named = known ?? { text, name: `t${String(++count)}` };
  let length = 0;
  last = [named, ...last.filter((other) => other !== named)]
    .slice(0, KEPT)
    .filter((kept) => (length += kept.text.length) <= KEPT_LENGTH || kept === named);
  return named.name;
}
