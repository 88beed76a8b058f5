/**
 * The two sides of a condition that an option states: whether it holds, and how it is said.
 */
import { negateIf } from "./answer";
import type { Answer, TypedOption } from "./extension";

/** What an option's condition answers, turned round where a `!` stands before it; true where it was not given. */
export function given<Value>(option: TypedOption<Value> | undefined, test: (value: Value) => Answer): Answer {
  return option === undefined || negateIf(option.negated, test(option.value));
}

/** The option in words, with `is` or `is not` at hand; undefined where it was not given. */
export function told<Value>(
  option: TypedOption<Value> | undefined,
  say: (value: Value, is: "is" | "is not") => string,
): string | undefined {
  return option && say(option.value, option.negated ? "is not" : "is");
}

/** `source port is 53`; with what the packet bears, where that is not the very thing, `source port 5353 is not 53`. */
export function says(subject: string, is: "is" | "is not", what: string, bears?: string): string {
  return bears === undefined || bears === what ? `${subject} ${is} ${what}` : `${subject} ${bears} ${is} ${what}`;
}

/** The same of what has a long name: `the connection's state is NEW`, `the connection's state is ESTABLISHED, not NEW`. */
export function bearing(subject: string, is: "is" | "is not", what: string, bears?: string): string {
  if (bears === undefined) return `${subject} ${is} ${what}`;
  return is === "is" ? `${subject} is ${bears}` : `${subject} is ${bears}, not ${what}`;
}

/** The conditions as one statement; `otherwise` where there is none. */
export function statement(parts: readonly (string | undefined)[], otherwise: string): string {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? otherwise : said.join(" and ");
}

/** `a`, `a or b`, `a, b or c` */
export function either(words: readonly string[]): string {
  const last = words.at(-1) ?? "nothing";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** What the packet bears, side by side; undefined where there is nothing to show. */
export function shown(parts: readonly (string | undefined)[]): string | undefined {
  const there = parts.filter((part) => part !== undefined);
  return there.length === 0 ? undefined : there.join(", ");
}
