/**
 * The names of all chains and what they mean, ready to be searched. Made for a paste when it is first searched.
 */
import { chainMeanings } from "../kubernetes/chain-meaning";
import { ruleCount } from "../netfilter/read/printed-chain";
import type { Paste } from "../paste/paste";
import type { FoundChain } from "./found";

interface IndexedChain extends FoundChain {
  readonly name: string;
  readonly said: string;
}

const made = new WeakMap<Paste, readonly IndexedChain[]>();

/** The chains of a paste. */
export function chainIndexOf(paste: Paste): readonly IndexedChain[] {
  const known = made.get(paste);
  if (known) return known;
  const found: IndexedChain[] = [];
  for (const ruleset of [paste.rulesets[4], paste.rulesets[6]]) {
    const { family } = ruleset;
    const meanings = chainMeanings(ruleset, paste.cluster);
    for (const { name: table, chains } of ruleset.tables.values()) {
      for (const one of chains.values()) {
        const { name: chain, line } = one;
        const meaning = meanings.get(`${table}/${chain}`) ?? null;
        const name = chain.toLowerCase();
        const said = `${table}/${name} ${meaning?.toLowerCase() ?? ""}`;
        found.push({ kind: "chain", family, table, chain, meaning, rules: ruleCount(one), line, name, said });
      }
    }
  }
  made.set(paste, found);
  return found;
}

/** The chains whose name or meaning holds all words, the best first: the whole name, its beginning, a part of it, the meaning. */
export function chainsWith(index: readonly IndexedChain[], words: readonly string[], limit: number): FoundChain[] {
  const [first = ""] = words;
  const ranks: IndexedChain[][] = [[], [], [], []];
  for (const chain of index) {
    if (!words.every((word) => chain.said.includes(word))) continue;
    const rank = chain.name === first ? 0 : chain.name.startsWith(first) ? 1 : chain.name.includes(first) ? 2 : 3;
    ranks[rank]?.push(chain);
  }
  return ranks
    .flat()
    .slice(0, limit)
    .map(({ kind, family, table, chain, meaning, rules, line }) => ({
      kind,
      family,
      table,
      chain,
      meaning,
      rules,
      line,
    }));
}
