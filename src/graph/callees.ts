/**
 * Which chains a chain leads to: each once, with the first rule that leads there. Made once for a chain, since ten
 * thousand rules are asked again with every card that is opened.
 */
import type { AskedRules } from "../netfilter/read/asked-rules";
import { askedRules } from "../netfilter/read/printed-chain";
import type { Chain } from "../netfilter/ruleset";

const made = new WeakMap<Chain, ReadonlyMap<string, number>>();

/** The number of the first rule that leads to each chain, by the chain's name, in the order of the rules. */
export function calleesOf(chain: Chain): ReadonlyMap<string, number> {
  const known = made.get(chain);
  if (known) return known;
  const found = new Map<string, number>();
  const rules = askedRules(chain);
  for (let position = 0; position < rules.length; position++) {
    const name = goalAt(rules, position);
    if (name !== undefined && !found.has(name)) found.set(name, position + 1);
  }
  made.set(chain, found);
  return found;
}

/** The name of the chain that a rule leads to, which need not be there. */
function goalAt(rules: AskedRules, position: number): string | undefined {
  const lead = rules.leadAt(position);
  if (lead) return lead.chain.name;
  const target = rules.targetAt(position);
  return target.kind === "jump" || target.kind === "goto" ? target.chain : undefined;
}
