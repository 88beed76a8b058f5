/**
 * Which chains a chain leads to: each once, by the first rule that leads there, and which of them are of one kind. Made once
 * for a chain, since ten thousand rules are asked again with every card that is opened.
 */
import type { AskedRules } from "../netfilter/read/asked-rules";
import { askedRules } from "../netfilter/read/printed-chain";
import type { Chain } from "../netfilter/ruleset";
import { familyOf } from "./families";

/** Some of a chain's callees. */
export interface Kind {
  /** As families.ts names it; null for a chain that is the only one of its kind. */
  readonly family: string | null;
  /** The numbers of the first rules that lead to each, ascending. */
  readonly rules: readonly number[];
}

const made = new WeakMap<Chain, Callees>();

/** The callees of a chain. */
export function calleesOf(chain: Chain): Callees {
  const known = made.get(chain);
  if (known) return known;
  const callees = new Callees(askedRules(chain));
  made.set(chain, callees);
  return callees;
}

/** A callee goes by the number of the first rule that leads to it; its name is made where somebody asks for it. */
class Callees {
  /** All of them, in the order of the rules. */
  readonly rules: readonly number[];
  readonly #asked: AskedRules;
  #names: readonly string[] | undefined = undefined;
  #kinds: readonly Kind[] | undefined = undefined;

  constructor(asked: AskedRules) {
    this.#asked = asked;
    this.rules = asked.firstLeads().map((position) => position + 1);
  }

  /** The name of the chain that a rule leads to, which need not be there. */
  name(rule: number): string {
    return this.#asked.goalAt(rule - 1) ?? "";
  }

  /** The names of all, in the order of the rules. */
  get names(): readonly string[] {
    this.#names ??= this.rules.map((rule) => this.name(rule));
    return this.#names;
  }

  /** Those of some names, as far as it leads there. */
  among(names: Iterable<string>): ReadonlySet<number> {
    const found = new Set<number>();
    for (const name of names) found.add(this.#asked.firstTo(name) + 1);
    found.delete(0);
    return found;
  }

  /** All by their kinds, in the order in which the rules first lead to each. */
  get kinds(): readonly Kind[] {
    this.#kinds ??= this.#byKind();
    return this.#kinds;
  }

  #byKind(): readonly Kind[] {
    const kinds: { readonly family: string | null; readonly rules: number[] }[] = [];
    const known = new Map<string, number[]>();
    for (const rule of this.rules) {
      const family = familyOf(this.name(rule));
      const kin = family === null ? undefined : known.get(family);
      if (kin) {
        kin.push(rule);
        continue;
      }
      const rules = [rule];
      kinds.push({ family, rules });
      if (family !== null) known.set(family, rules);
    }
    return kinds;
  }
}
