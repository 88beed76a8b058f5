/**
 * Makes options of extensions: a flag of its own, or a flag with one word of some kind (kinds.ts).
 */
import type { OptionSpec, TypedOption } from "./extension";
import type { Kind } from "./kinds";

type Flags = readonly [string, ...string[]];

/** An option with one word after it. iptables-save prints the first of its flags. */
export function option<Value>(kind: Kind<Value>, ...flags: Flags): OptionSpec<Value> {
  return {
    flags,
    negatable: false,
    words: 1,
    expects: kind.expects,
    read: ([word = ""], family) => kind.read(word, family),
    print: (value) => kind.print(value),
  };
}

/** An option with two words after it, each of its kind (`--tcp-flags SYN,ACK SYN`). */
export function pairOption<First, Second>(
  first: Kind<First>,
  second: Kind<Second>,
  ...flags: Flags
): OptionSpec<readonly [First, Second]> {
  return {
    flags,
    negatable: false,
    words: 2,
    expects: `${first.expects}, then ${second.expects}`,
    read: ([one = "", two = ""], family) => {
      const a = first.read(one, family);
      const b = second.read(two, family);
      return a === undefined || b === undefined ? undefined : [a, b];
    },
    print: ([a, b]) => `${first.print(a)} ${second.print(b)}`,
  };
}

/** An option that stands alone (`--random`). */
export function flag(...flags: Flags): OptionSpec<true> {
  return { flags, negatable: false, words: 0, expects: "nothing after it", read: () => true, print: () => "" };
}

/** An option that may also stand without its word; its value is then undefined. */
export function optional<Value>(spec: OptionSpec<Value>): OptionSpec<Value | undefined> {
  return {
    ...spec,
    optional: true,
    print: (value) => (value === undefined ? "" : spec.print(value)),
  };
}

/** An option that stands alone, behind which the options of the next thing of a kind come (`--next`). */
export function separator(...flags: Flags): OptionSpec<true> {
  return { ...flag(...flags), separates: true };
}

/** The same option, before which a `!` may stand. */
export function negatable<Value>(spec: OptionSpec<Value>): OptionSpec<Value> {
  return { ...spec, negatable: true };
}

/** Options without some of them. */
export function without<Given extends object, Name extends keyof Given>(
  options: Given,
  ...names: readonly Name[]
): Omit<Given, Name> {
  const kept = { ...options };
  for (const name of names) Reflect.deleteProperty(kept, name);
  return kept;
}

/** An option as it is when nobody gave it: a default that iptables-save prints. */
export function byDefault<const Value>(value: Value): TypedOption<Value> {
  return { value, negated: false };
}
