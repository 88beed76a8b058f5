/**
 * The chains of a fold, as its list shows them: a window of those that a search finds.
 */
import { ruleCount } from "../netfilter/read/printed-chain";
import { chainMeanings, type ChainMeanings } from "../kubernetes/chain-meaning";
import type { Chain, Ruleset } from "../netfilter/ruleset";
import { calleesOf } from "./callees";
import { inFamily } from "./families";
import type { Fold } from "./picture";
import type { Pictured } from "./pictured";

export interface Member {
  readonly chain: string;
  readonly meaning: string | null;
  readonly rules: number;
}

/** What a window of a fold's list shows. */
export interface Members {
  /** How many the search finds. */
  readonly total: number;
  readonly members: readonly Member[];
}

const made = new WeakMap<Ruleset, Map<string, readonly (Member & { readonly sought: string })[]>>();

/** `count` chains of a fold from the `from`-th (from 0) of those whose name or meaning holds all words of a query. */
export function membersOf(
  { rulesets, cluster }: Pictured,
  family: 4 | 6,
  fold: Fold,
  query: string,
  from: number,
  count: number,
): Members {
  const all = allOf(rulesets[family], chainMeanings(rulesets[family], cluster), fold);
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? all : all.filter(({ sought }) => words.every((word) => sought.includes(word)));
  const members = found.slice(from, from + count).map(({ chain, meaning, rules }) => ({ chain, meaning, rules }));
  return { total: found.length, members };
}

function allOf(ruleset: Ruleset, meanings: ChainMeanings, fold: Fold) {
  const folds = made.get(ruleset) ?? new Map<string, readonly (Member & { readonly sought: string })[]>();
  made.set(ruleset, folds);
  const key = `${fold.table}/${fold.caller ?? ""}/${fold.family}`;
  const known = folds.get(key);
  if (known) return known;
  const chains = ruleset.tables.get(fold.table)?.chains ?? new Map<string, Chain>();
  const caller = fold.caller === null ? undefined : chains.get(fold.caller);
  const names = caller ? calleesOf(caller).names : chains.keys();
  const found = [...names]
    .filter((name) => inFamily(name, fold.family) && chains.get(name)?.policy === null)
    .map((chain) => {
      const meaning = meanings.get(`${fold.table}/${chain}`) ?? null;
      const one = chains.get(chain);
      const rules = one ? ruleCount(one) : 0;
      return { chain, meaning, rules, sought: `${chain} ${meaning ?? ""}`.toLowerCase() };
    });
  folds.set(key, found);
  return found;
}
