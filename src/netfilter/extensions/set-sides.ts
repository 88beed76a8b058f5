/**
 * `src,dst`: which end of the packet each dimension of an ipset is of.
 */
import type { Sides } from "../ipset/ask";
import type { Kind } from "./kinds";
import { oneOf } from "./kinds";

/** The kernel's most dimensions (IPSET_DIM_MAX). */
const MOST_SIDES = 6;

/** `source, destination` */
export function sidesWords(sides: Sides): string {
  return sides.map((side) => (side === "src" ? "source" : "destination")).join(", ");
}

/** Which address or port of a packet stands at each place of a set's entries: `src,dst`. */
export const SIDES: Kind<Sides> = {
  expects: `src or dst, up to ${String(MOST_SIDES)} with commas between them`,
  read: (word, family) => {
    const one = oneOf(["src", "dst"]);
    const sides = word.split(",").map((side) => one.read(side, family));
    const known = sides.filter((side) => side !== undefined);
    return known.length === sides.length && sides.length <= MOST_SIDES ? known : undefined;
  },
  print: (sides) => sides.join(","),
};
