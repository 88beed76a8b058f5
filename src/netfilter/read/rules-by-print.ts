/**
 * The rules of a chain by how iptables-save prints them, so that one is found without a look at all others: a script may
 * delete thousands, and thousands of greps may show one chain.
 */
import type { ChainDraft } from "./chain-draft";
import type { RuleDraft } from "./rule-draft";

const known = new WeakMap<ChainDraft, RulesByPrint>();

export class RulesByPrint {
  readonly #chain: ChainDraft;
  /** Those that are no longer in the chain may still stand here. */
  readonly #rules = new Map<string, Set<RuleDraft>>();
  readonly #texts = new WeakMap<RuleDraft, string>();

  private constructor(chain: ChainDraft) {
    this.#chain = chain;
  }

  /** That of a chain with all its rules in it; `print` says how one is printed. */
  static of(chain: ChainDraft, print: (rule: RuleDraft) => string): RulesByPrint {
    const own = known.get(chain) ?? new RulesByPrint(chain);
    known.set(chain, own);
    for (const rule of chain.takeNew()) {
      const text = print(rule);
      own.#texts.set(rule, text);
      const same = own.#rules.get(text);
      if (same) same.add(rule);
      else own.#rules.set(text, new Set([rule]));
    }
    return own;
  }

  /** Where the first rule stands that is printed as another of the chain is, from 0. */
  firstLike(rule: RuleDraft): number {
    return this.find(this.#texts.get(rule) ?? "");
  }

  /** The place of the first rule that is printed so, from 0; -1 where none is. */
  find(text: string): number {
    const same = this.#rules.get(text);
    if (!same) return -1;
    const { rules } = this.#chain;
    const [one] = same;
    const at = same.size === 1 && one ? rules.indexOf(one) : rules.findIndex((rule) => same.has(rule));
    if (at < 0) this.#rules.delete(text);
    return at;
  }
}
