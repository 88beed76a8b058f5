/**
 * The search of a paste: chains, Services, addresses and rules, the best of each kind first. What it needs is made when
 * it is first asked for and kept with the paste.
 */
import { allPlaces, type Place } from "../kubernetes/places";
import { searchPlaces } from "../kubernetes/search-places";
import { services } from "../kubernetes/services";
import { formatAddress } from "../netfilter/address";
import type { Paste } from "../paste/paste";
import { chainIndexOf, chainsWith } from "./chain-index";
import type { Found, FoundChain, FoundPlace, FoundRule } from "./found";
import { type IndexedRule, ruleIndexOf, rulesWith } from "./rule-index";

/** `line 51`, `:51`, `#51`, or a number alone: a line of the paste. */
const LINE = /^(?:line\s*|:|#)?(\d{1,7})$/i;

/** At most `limit` findings; an empty query finds nothing and readies what the next one needs. */
export function searchIn(paste: Paste, query: string, limit: number): Found[] {
  const chains = chainIndexOf(paste);
  const rules = ruleIndexOf(paste);
  const ends = chainsOfPlaces(paste);
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    allPlaces(paste);
    return [];
  }
  const exact = exactly(rules.rules, chains, query.trim());
  // A number alone may be a part of a name as well.
  if (exact.length > 0 && !/^\d+$/.test(query.trim())) return exact;
  const third = Math.ceil(limit / 3);
  const foundChains = chainsWith(chains, words, limit);
  const foundPlaces = searchPlaces(paste, query.trim(), limit).map((place): FoundPlace => ({
    kind: "place",
    place,
    chain: ends.get(keyOf(place)) ?? null,
  }));
  const foundRules = rulesWith(rules, words, limit).map(ruleOf);
  // A chain that is named by heart stands before all; then Services, of which there are fewer than chains and rules.
  const [best] = foundChains;
  const named =
    best && best.chain.toLowerCase() === words[0] ? foundChains.filter(({ chain }) => chain === best.chain) : [];
  const others = foundChains.filter((chain) => !named.includes(chain));
  const kinds: readonly (readonly Found[])[] = [foundPlaces, others, foundRules];
  const spare = kinds.reduce((sum, kind) => sum + Math.max(0, third - kind.length), 0);
  return [...exact, ...named, ...kinds.flatMap((kind) => kind.slice(0, third + spare))].slice(0, limit);
}

/** What stands on the line that a query names. */
function exactly(
  rules: readonly IndexedRule[],
  chains: readonly FoundChain[],
  query: string,
): (FoundRule | FoundChain)[] {
  const line = Number(LINE.exec(query)?.[1] ?? NaN);
  if (Number.isNaN(line)) return [];
  const rule = rules.find((indexed) => indexed.rule.line === line);
  if (rule) return [ruleOf(rule)];
  const chain = chains.find((indexed) => indexed.line === line);
  return chain ? [chain] : [];
}

function ruleOf({ family, table, chain, rule }: IndexedRule): FoundRule {
  return { kind: "rule", family, table, chain, number: rule.number, text: rule.text, line: rule.line };
}

const made = new WeakMap<Paste, ReadonlyMap<string, string>>();

/** The chain behind each address and port of a Service, and behind each endpoint's address. */
function chainsOfPlaces(paste: Paste): ReadonlyMap<string, string> {
  const known = made.get(paste);
  if (known) return known;
  const found = new Map<string, string>();
  for (const ruleset of [paste.rulesets[4], paste.rulesets[6]]) {
    for (const { protocol, port, clusterIps, loadBalancerIps, externalIps, chains, endpoints } of services(
      ruleset,
      paste.cluster,
    )) {
      const chain = chains.find((name) => name.startsWith("KUBE-SVC-")) ?? chains[0];
      for (const { address, chain: own } of endpoints) found.set(`${formatAddress(address)} null null`, own);
      if (chain === undefined) continue;
      for (const address of [...clusterIps, ...loadBalancerIps, ...externalIps])
        found.set(`${formatAddress(address)} ${protocol} ${String(port)}`, chain);
    }
  }
  made.set(paste, found);
  return found;
}

function keyOf({ address, protocol, port }: Place): string {
  return `${address} ${String(protocol)} ${String(port)}`;
}
