/**
 * Ranges that hold everything, which iptables-save leaves out unless they are negated.
 */
import type { TypedOption } from "./extension";
import type { Range } from "./kinds";

/** The option where it says something: a range that holds all from 0 to `most` does so only behind a `!`. */
export function narrowing(range: TypedOption<Range> | undefined, most: number): TypedOption<Range> | undefined {
  return range && (range.negated || range.value.from > 0 || range.value.to < most) ? range : undefined;
}

/** Whether a number lies in a range. */
export function within(number: number, { from, to }: Range): boolean {
  return number >= from && number <= to;
}
