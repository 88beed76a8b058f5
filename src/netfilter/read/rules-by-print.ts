/**
 * The rules of a chain by how iptables-save prints them, so that one is found without a look at all others: a script may
 * delete thousands, and thousands of greps may show one chain.
 */
import type { ChainDraft } from "./chain-draft";
import type { RuleDraft } from "./rule-draft";

const known = new WeakMap<ChainDraft, RulesByPrint>();

export class RulesByPrint {
  readonly #chain: ChainDraft;
  /** In the order in which they came. Those that are no longer in the chain may still stand here. */
  readonly #rules = new Map<string, Set<RuleDraft>>();
  readonly #texts = new WeakMap<RuleDraft, string>();
  /** Where a rule stood when it was looked for last. */
  readonly #places = new WeakMap<RuleDraft, number>();
  /** True as long as rules came at the chain's end alone: they then stand in the order in which they came. */
  #inOrder = true;

  private constructor(chain: ChainDraft) {
    this.#chain = chain;
  }

  /** That of a chain with all its rules in it; `print` says how one is printed. */
  static of(chain: ChainDraft, print: (rule: RuleDraft) => string): RulesByPrint {
    const own = known.get(chain) ?? new RulesByPrint(chain);
    known.set(chain, own);
    own.#take(chain.takeNew(), print);
    return own;
  }

  #take(came: readonly RuleDraft[], print: (rule: RuleDraft) => string): void {
    if (came.length === 0) return;
    const { rules } = this.#chain;
    const before = rules.length - came.length;
    for (const [index, rule] of came.entries()) {
      const text = print(rule);
      this.#texts.set(rule, text);
      this.#places.set(rule, before + index);
      this.#inOrder &&= rules[before + index] === rule;
      const same = this.#rules.get(text);
      if (same) same.add(rule);
      else this.#rules.set(text, new Set([rule]));
    }
  }

  /** Where the first rule stands that is printed as another of the chain is, from 0. */
  firstLike(rule: RuleDraft): number {
    return this.find(this.#texts.get(rule) ?? "");
  }

  /** The place of the first rule that is printed so, from 0; -1 where none is. */
  find(text: string): number {
    const same = this.#rules.get(text);
    if (!same) return -1;
    if (!this.#inOrder && same.size > 1) {
      const place = this.#chain.rules.findIndex((rule) => same.has(rule));
      if (place < 0) this.#rules.delete(text);
      return place;
    }
    for (const rule of same) {
      const place = this.#placeOf(rule);
      if (place >= 0) return place;
      same.delete(rule);
    }
    return -1;
  }

  /** Where a rule stands; -1 where it is no longer in the chain. */
  #placeOf(rule: RuleDraft): number {
    const { rules } = this.#chain;
    const last = this.#places.get(rule) ?? -1;
    if (rules[last] === rule) return last;
    const place = rules.indexOf(rule);
    this.#places.set(rule, place);
    return place;
  }
}
