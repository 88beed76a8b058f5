/**
 * Which chains a chain leads to: each once, with the first rule that leads there. Made once for a chain, since ten
 * thousand rules are asked again with every card that is opened.
 */
import type { Chain } from "../netfilter/ruleset";

const made = new WeakMap<Chain, ReadonlyMap<string, number>>();

/** The number of the first rule that leads to each chain, by the chain's name, in the order of the rules. */
export function calleesOf(chain: Chain): ReadonlyMap<string, number> {
  const known = made.get(chain);
  if (known) return known;
  const found = new Map<string, number>();
  for (const { target, number } of chain.rules) {
    if ((target.kind === "jump" || target.kind === "goto") && !found.has(target.chain)) found.set(target.chain, number);
  }
  made.set(chain, found);
  return found;
}
